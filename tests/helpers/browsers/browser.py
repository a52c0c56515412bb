"""What a test can do with a browser and its pages, whichever browser it is."""

import asyncio
import json
import time
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
PATIENCE_S = 60.0
LOOK_LIMIT_S = 10.0


class PageError(Exception):
    """What a page threw, or that it did not come to what was waited for."""


def as_promise(js: str) -> str:
    """Wrap an expression, which may contain `await`, so that its value comes back as JSON."""
    return f"(async () => JSON.stringify((await ({js})) ?? null))()"


async def until(look: Callable[[], Awaitable[T]], what: str, timeout_s: float = PATIENCE_S) -> T:
    """Ask again until the answer is true, and return it.

    Raises PageError, with the last answer or error, after `timeout_s`.
    """
    ends_at = time.monotonic() + timeout_s
    last: object = None
    while time.monotonic() < ends_at:
        try:
            if answer := await asyncio.wait_for(look(), LOOK_LIMIT_S):
                return answer
            last = answer
        except (PageError, TimeoutError) as error:  # a page that leaves takes along what runs in it
            last = error
        await asyncio.sleep(0.03)
    raise PageError(f"waited {timeout_s} s for {what}; the last answer was {last!r}")


class Page(ABC):
    """One tab. `requests` are the addresses that it asked for, `messages` what its console shows."""

    def __init__(self) -> None:
        self.requests: list[str] = []
        self.messages: list[str] = []

    @abstractmethod
    async def goto(self, url: str) -> None:
        """Load an address, and wait until it has loaded."""

    @abstractmethod
    async def pretend(self, url: str, html: str) -> None:
        """Show a page as if it had come from an address, without the policy that really comes from there."""

    @abstractmethod
    async def run(self, js: str, *, gesture: bool = False) -> Any:
        """The value of an expression as JSON has it; promises are awaited, and `await` may stand in it.

        `gesture`: run it as if the user had just clicked. Raises PageError with what was thrown.
        """

    @abstractmethod
    async def click(self, css: str) -> None:
        """A trusted click on the middle of the first element, which is scrolled to and waited for."""

    @abstractmethod
    async def type(self, text: str) -> None:
        """Trusted keys, to where the focus is."""

    @abstractmethod
    async def screenshot(self, path: Path) -> None:
        """Save what the page shows as a PNG."""

    @abstractmethod
    async def close(self) -> None:
        """Close the tab."""

    @abstractmethod
    async def place(self, x: int, y: int, width: int, height: int) -> None:
        """Put its window there on the screen, with these sizes outside."""

    @abstractmethod
    async def corner(self) -> tuple[int, int]:
        """Where on the screen the upper left corner of its page is, below the tools."""

    async def wait_for(self, js: str, timeout_s: float = PATIENCE_S) -> Any:
        """Wait until an expression is truthy, and return its value; it is asked again and again."""
        return await until(lambda: self.run(js), js, timeout_s)

    async def _middle_of(self, css: str) -> tuple[float, float]:
        """Where an element's middle is, in pixels of the viewport, once it is there and visible."""
        find = f"document.querySelector({json.dumps(css)})"
        await self.wait_for(f"{find}?.getClientRects().length > 0")
        rect = await self.run(
            f"(e => {{ e.scrollIntoView({{block: 'center', behavior: 'instant'}});"
            f" const r = e.getBoundingClientRect();"
            f" return [r.x + r.width / 2, r.y + r.height / 2] }})({find})"
        )
        return rect[0], rect[1]


class Browser(ABC):
    """A running browser; `extension_id` is what stands in the extension's addresses, "" without one."""

    scheme: str

    def __init__(self) -> None:
        self.extension_id = ""

    @abstractmethod
    async def open(self, url: str = "about:blank") -> Page:
        """A new tab in front, with this address loaded."""

    @abstractmethod
    async def pages(self) -> dict[str, Page]:
        """Every open tab by its address, those too that pages or extensions opened."""

    @abstractmethod
    async def run_in_background(self, js: str) -> Any:
        """The value of an expression in the extension's background, which is woken up if it sleeps."""

    @property
    def extension_origin(self) -> str:
        """The origin that the extension's requests carry."""
        return f"{self.scheme}://{self.extension_id}"

    def extension_url(self, path: str) -> str:
        """The address of one of the extension's pages."""
        return f"{self.extension_origin}/{path}"

    async def page_at(self, part: str) -> Page:
        """The tab whose address contains this, once there is one."""

        async def look() -> Page | None:
            return next((page for url, page in (await self.pages()).items() if part in url), None)

        found = await until(look, f"a tab at {part}")
        assert found is not None
        return found
