"""Chromium over its DevTools protocol (chromedevtools.github.io/devtools-protocol)."""

import base64
import hashlib
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.helpers.browsers.browser import Browser, Page, PageError, as_promise, until
from tests.helpers.browsers.process import address_in, needed, started
from tests.helpers.browsers.wire import Wire, connected

FLAGS = (
    "--no-sandbox",  # root, and containers, cannot have one
    "--password-store=basic",
    "--use-mock-keychain",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-proxy-server",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-breakpad",
    "--disable-crash-reporter",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-search-engine-choice-screen",
    "--disable-sync",
    "--metrics-recording-only",
    "--remote-debugging-port=0",
    "--window-size=1000,700",
)


class ChromiumPage(Page):
    """A tab with a DevTools session of its own."""

    def __init__(self, wire: Wire, target: str, session: str) -> None:
        super().__init__()
        self._wire = wire
        self._target = target
        self.session = session
        self._loaded: set[str] = set()

    async def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """A DevTools command to this tab."""
        return await self._wire.ask(method, self.session, **params)

    def on_event(self, method: str, params: dict[str, Any]) -> None:
        """What the tab tells."""
        if method == "Page.lifecycleEvent" and params["name"] == "load":
            self._loaded.add(params["loaderId"])
        elif method == "Network.requestWillBeSent":
            self.requests.append(params["request"]["url"])
        elif method == "Network.webSocketCreated":
            self.requests.append(params["url"])
        elif method == "Log.entryAdded":
            self.messages.append(params["entry"]["text"])
        elif method == "Runtime.consoleAPICalled":
            self.messages.append(" ".join(str(arg.get("value", "")) for arg in params["args"]))

    async def goto(self, url: str) -> None:
        said = await self.ask("Page.navigate", url=url)
        if "errorText" in said:
            raise PageError(f"{url}: {said['errorText']}")

        async def look() -> bool:
            return said.get("loaderId", "") in {"", *self._loaded}  # without one only the fragment changed

        await until(look, f"{url} to load")

    async def pretend(self, url: str, html: str) -> None:
        # What DevTools itself answers counts as from the public network, and is kept from loopback for that.
        await self.ask("Page.setBypassCSP", enabled=True)
        await self.goto(url)
        await self.run(f"document.documentElement.innerHTML = {json.dumps(html)}")

    async def run(self, js: str, *, gesture: bool = False) -> Any:
        return await _evaluated(self._wire, self.session, js, gesture=gesture)

    async def click(self, css: str) -> None:
        x, y = await self._middle_of(css)
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            button = "none" if kind == "mouseMoved" else "left"
            await self.ask("Input.dispatchMouseEvent", type=kind, x=x, y=y, button=button, clickCount=1)

    async def type(self, text: str) -> None:
        await self.ask("Input.insertText", text=text)

    async def screenshot(self, path: Path) -> None:
        path.write_bytes(base64.b64decode((await self.ask("Page.captureScreenshot"))["data"]))

    async def close(self) -> None:
        await self._wire.ask("Target.closeTarget", targetId=self._target)

    async def place(self, x: int, y: int, width: int, height: int) -> None:
        window = (await self.ask("Browser.getWindowForTarget"))["windowId"]
        bounds = {"left": x, "top": y, "width": width, "height": height}
        await self.ask("Browser.setWindowBounds", windowId=window, bounds={"windowState": "normal"})
        await self.ask("Browser.setWindowBounds", windowId=window, bounds=bounds)
        await self.wait_for(f"screenX === {x} && outerWidth === {width}")

    async def corner(self) -> tuple[int, int]:
        frame = await self.run("(outerWidth - innerWidth) / 2")
        x, y = await self.run("[screenX, screenY + outerHeight - innerHeight]")
        return round(x + frame), round(y - frame)


class Chromium(Browser):
    """A running Chromium."""

    scheme = "chrome-extension"

    def __init__(self, wire: Wire) -> None:
        super().__init__()
        self.wire = wire
        self._pages: dict[str, ChromiumPage] = {}
        wire.on_event = self._on_event

    def _on_event(self, event: dict[str, Any]) -> None:
        for page in self._pages.values():
            if page.session == event.get("sessionId"):
                page.on_event(event["method"], event["params"])

    async def open(self, url: str = "about:blank") -> Page:
        page = await self._page(await self._new_tab())
        if url != "about:blank":
            await page.goto(url)
        return page

    async def _new_tab(self) -> str:
        return str((await self.wire.ask("Target.createTarget", url="about:blank"))["targetId"])

    async def pages(self) -> dict[str, Page]:
        found = await self._targets("page")
        return {target["url"]: await self._page(target["targetId"]) for target in found}

    async def run_in_background(self, js: str) -> Any:
        target = await self._worker() or await self._woken_worker()
        session = await self._attached(target)
        try:
            return await _evaluated(self.wire, session, js)
        finally:
            await self.wire.ask("Target.detachFromTarget", sessionId=session)

    async def sleep_in_background(self) -> None:
        """Stop the extension's service worker, as Chromium does with an idle one."""
        await self._of_workers("ServiceWorker.stopAllWorkers")

    async def _woken_worker(self) -> str:
        await self._of_workers("ServiceWorker.startWorker", scopeURL=self.extension_url(""))
        target = await until(self._worker, "the extension's service worker")
        assert target is not None
        return target

    async def _of_workers(self, method: str, **params: Any) -> None:
        """A command about service workers, which only a page of the same origin may give."""
        page = await self._page(await self._new_tab())
        try:
            await page.goto(self.extension_url("manifest.json"))
            await page.ask("ServiceWorker.enable")
            await page.ask(method, **params)
        finally:
            await page.close()

    async def _worker(self) -> str | None:
        """The extension's service worker, while it runs."""
        for target in await self._targets("service_worker"):
            if target["url"].startswith(self.extension_origin):
                return str(target["targetId"])
        return None

    async def _targets(self, kind: str) -> list[dict[str, Any]]:
        found = (await self.wire.ask("Target.getTargets"))["targetInfos"]
        return [target for target in found if target["type"] == kind]

    async def _attached(self, target: str) -> str:
        said = await self.wire.ask("Target.attachToTarget", targetId=target, flatten=True)
        return str(said["sessionId"])

    async def _page(self, target: str) -> ChromiumPage:
        if target not in self._pages:
            page = self._pages[target] = ChromiumPage(self.wire, target, await self._attached(target))
            for domain in ("Page", "Network", "Runtime", "Log"):
                await page.ask(f"{domain}.enable")
            await page.ask("Page.setLifecycleEventsEnabled", enabled=True)
        return self._pages[target]


async def _evaluated(wire: Wire, session: str, js: str, *, gesture: bool = False) -> Any:
    said = await wire.ask(
        "Runtime.evaluate",
        session,
        expression=as_promise(js),
        awaitPromise=True,
        returnByValue=True,
        userGesture=gesture,
    )
    if thrown := said.get("exceptionDetails"):
        raise PageError(f"{js}: {thrown.get('exception', {}).get('description', thrown['text'])}")
    return json.loads(said["result"]["value"])


def extension_id(folder: Path) -> str:
    """What Chromium calls an unpacked extension: a hash of its public key, or else of where it lies.

    Source: extensions/common/extension.cc and components/crx_file/id_util.cc of Chromium.
    """
    key = json.loads((folder / "manifest.json").read_text(encoding="utf-8")).get("key")
    hashed = base64.b64decode(key) if key else str(folder.resolve()).encode()
    digest = hashlib.sha256(hashed).hexdigest()[:32]
    return "".join(chr(ord("a") + int(digit, 16)) for digit in digest)


@asynccontextmanager
async def chromium(
    profile: Path, extension: Path | None = None, flags: Sequence[str] = (), *, headless: bool = True
) -> AsyncIterator[Chromium]:
    """A Chromium with an empty profile in that folder, which may hold one unpacked extension."""
    profile.mkdir(parents=True, exist_ok=True)
    log, port_file = profile / "output.log", profile / "DevToolsActivePort"
    own = ["--headless=new"] if headless else []
    if extension is not None:
        own.append(f"--load-extension={extension.resolve()}")
    command = [needed("chromium"), f"--user-data-dir={profile}", *FLAGS, *own, *flags, "about:blank"]
    async with started(command, {}, log) as process:
        port, path = (await address_in(port_file, process, log)).split()
        async with connected(f"ws://127.0.0.1:{port}{path}") as wire:
            browser = Chromium(wire)
            if extension is not None:
                browser.extension_id = extension_id(extension)
            yield browser
