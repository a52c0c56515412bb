"""The extension in a real browser beside the real window: what a person does, from pairing to revoking."""

import asyncio
import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QApplication, QDialog

from mediadl.domain.clients import Client
from mediadl.domain.job import Job
from mediadl.ui.dialogs.confirm import ConfirmDialog
from mediadl.ui.dialogs.connect_browser import ConnectBrowserDialog
from mediadl.ui.rail import Place
from mediadl.ui.views.settings.integrations_card import IntegrationsCard
from tests.e2e.stage import ROOT, Stage, perform, xdotool
from tests.helpers.api_shell import a_free_port
from tests.helpers.browsers import Browser, Page, chromium, firefox
from tests.helpers.browsers.chromium import Chromium

EXTENSION = ROOT / "resources" / "extension"
# Firefox's question for a permission takes no keys; with this it says yes by itself, as in its own tests.
PREFERENCES = {"extensions.webextOptionalPermissionPrompts": False}
D = TypeVar("D", bound=QDialog)
SOON_S = 2.0
"""So long a popup may take to say that its token was taken back."""
_ON_SCREEN = """((e, dx) => {
  e.scrollIntoView({block: "center"});
  const r = e.getBoundingClientRect();
  const w = e.ownerDocument.defaultView;
  const left = w.mozInnerScreenX ?? w.screenX + (w.outerWidth - w.innerWidth) / 2;
  const top = w.mozInnerScreenY ?? w.screenY + w.outerHeight - w.innerHeight;
  return [Math.round(left + r.x + (dx || r.width / 2)), Math.round(top + r.y + r.height / 2)];
})(%s.querySelector(%s), %d)"""
_POPUP = "chrome.extension.getViews({type: 'popup'})[0]"
"""The window of the real popup, as another page of the extension has it."""
_SELECT = """(([first, last]) => getSelection().setBaseAndExtent(first, 0, last, 0))(
  [...document.querySelectorAll("li")].filter((_one, at) => at === 3 || at === 5))"""


@dataclass(frozen=True)
class Keys:
    """What differs between browsers for a hand on the keyboard."""

    name: str
    """Of the window's class."""
    entry: tuple[str, ...]
    """From an open context menu to our entry."""
    allow: tuple[str, ...]
    """Yes, to the question for a permission."""


CHROMIUM = Keys("chromium", ("Up", "Up", "Return"), ("Tab", "Return"))
FIREFOX = Keys("firefox", ("Up", "Return"), ())


class Play:
    """The window, the browser, and the site under a name that a permission can be asked for."""

    def __init__(self, stage: Stage, browser: Browser, keys: Keys, site: str) -> None:
        self.stage = stage
        self.browser = browser
        self.keys = keys
        self.options: Page
        self.site = site.replace("127.0.0.1", "localhost")

    @property
    def card(self) -> IntegrationsCard:
        """The card in the window's settings."""
        card = self.stage.window.settings_view.integrations
        assert card is not None
        return card

    @property
    def client(self) -> Client:
        """What MediaDL knows of the browser."""
        (client,) = self.card._api.server.clients.all
        return client

    async def pair(self) -> None:
        """Connect as the options say: the same code on both sides, and Allow in the window."""
        options = self.options = await self.browser.open(self.browser.extension_url("options/options.html"))
        port = self.stage.engine.settings.api_port
        await options.wait_for("document.querySelector('#status .strong').textContent")
        await options.run(f"chrome.storage.local.set({{port: {port}}})")
        await options.wait_for(f"document.querySelector('#port').value === '{port}'")
        await self.show_card()
        await self.stage.click(self.card.connect_browser)
        dialog = await self.dialog(ConnectBrowserDialog)
        await options.click("#connect")
        code = await options.wait_for("document.querySelector('#code output').textContent")
        await self.stage.until(lambda: dialog.code.text() == code, "the same code in the window")
        await self.stage.until(dialog.allow.isEnabled, "Allow")
        await self.bring_window()
        await self.stage.click(dialog.allow)
        await options.wait_for("document.querySelector('#status .strong').classList.contains('good')")

    async def send_page(self) -> None:
        """The page in front, by the popup's first button."""
        await self.open_popup()
        await self.click_in_popup("#send")
        await self.close_popup()

    async def send_stream(self) -> None:
        """The HLS that the popup has found on the page in front."""
        await self.open_popup()
        await self.click_in_popup("#media .row button[aria-label*='master.m3u8']")
        await self.close_popup()

    async def send_by_menu(self, page: Page, css: str, dx: int) -> None:
        """Our entry in the context menu of an element, clicked so many pixels from its left."""
        x, y = await page.run(_ON_SCREEN % ("document", json.dumps(css), dx))
        await self.bring_browser()
        await xdotool("mousemove", str(x), str(y), "click", "3")
        await asyncio.sleep(0.7)  # the menu is the browser's own, and tells nobody when it is open
        await self.press(*self.keys.entry)

    async def send_gated(self, page: Page) -> None:
        """A page that its site shows only to who is logged in, with the login."""
        await page.goto(f"{self.site}/login?ok=1")
        await page.goto(f"{self.site}/lab/login")
        await self.open_popup()
        await self.click_in_popup("#login input")
        if self.keys.allow:
            await self.options.wait_for(f"!{_POPUP}")  # the browser's question closes it
            await asyncio.sleep(0.7)
            await self.press(*self.keys.allow)
        asked = "chrome.storage.local.get('handover').then(known => known.handover?.includes('localhost'))"
        await self.options.wait_for(asked)
        await self.press("Escape")
        await self.send_page()

    async def revoke(self) -> None:
        """Take the token back in the window; an open popup says so."""
        popup = await self.browser.open(self.browser.extension_url("popup/popup.html"))
        await popup.wait_for("document.querySelectorAll('#queue .row.completed').length > 0")
        await self.show_card()
        self.card.list.select(0)
        await self.stage.click(self.card.revoke)
        question = await self.dialog(ConfirmDialog)
        await self.stage.click(question.go_on)
        await self.stage.until(lambda: self.client.is_revoked, "the token to be taken back")
        begun_s = time.monotonic()
        said = await popup.wait_for("document.querySelector('#trouble h1').textContent")
        assert said == "MediaDL has disconnected this browser"
        assert time.monotonic() - begun_s < SOON_S

    # --- hands ----------------------------------------------------------------------------------------------

    async def open_popup(self) -> None:
        """Open it over the page in front, by its key."""
        await self.options.wait_for(f"!{_POPUP}")
        await self.bring_browser()
        await self.press("alt+shift+m")
        await self.options.wait_for(f"{_POPUP}?.document.querySelector('#media .empty').textContent")

    async def click_in_popup(self, css: str) -> None:
        """Move the mouse onto something in the real popup, and press its button."""
        found = f"{_POPUP}.document"
        await self.options.wait_for(f"{found}.querySelector({json.dumps(css)})?.getClientRects().length")
        place: list[int] = []
        before: list[int] | None = None
        while place != before:  # it opens with a movement, and grows with what it finds
            before = place
            await asyncio.sleep(0.4)
            place = await self.options.run(_ON_SCREEN % (found, json.dumps(css), 0))
        await xdotool("mousemove", str(place[0]), str(place[1]), "click", "1")

    async def close_popup(self) -> None:
        """Once it says that the link was sent."""
        await self.options.wait_for(f"{_POPUP}?.document.querySelector('#notice p').textContent")
        await self.press("Escape")

    async def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            await xdotool("key", key)
            await asyncio.sleep(0.1)

    async def has_jobs(self, count: int) -> None:
        """Wait until so many were sent."""
        await self.stage.until(lambda: len(self.stage.engine.jobs) == count, f"{count} links to be sent")

    async def dialog(self, kind: type[D]) -> D:
        """The dialog that has opened."""
        await self.stage.until(lambda: self.stage.window.findChild(kind), kind.__name__)
        found = self.stage.window.findChild(kind)
        assert found is not None
        return found

    async def show_card(self) -> None:
        """Have the card in front."""
        self.stage.window.show_place(Place.SETTINGS)
        await self.stage.until(lambda: self.card._api.server.listening, "the API")
        await self.bring_window()
        self.stage.window.settings_view.show_card(self.card)
        await asyncio.sleep(0.3)  # what is above it may still grow

    async def bring_window(self) -> None:
        """Bring the window before the browser, as a click on a task bar would."""
        # Without waiting for it: a dialog of the window's becomes the active one instead.
        await xdotool("windowactivate", str(int(self.stage.window.winId())))
        await self.stage.until(lambda: QApplication.activeWindow() is not None, "the window to be active")

    async def bring_browser(self) -> None:
        """Bring the browser before the window."""
        await xdotool("search", "--onlyvisible", "--class", self.keys.name, "windowactivate", "--sync")


async def from_pairing_to_revoking(play: Play) -> None:
    """Everything that is sent arrives, and nothing more is after the end."""
    await play.pair()
    if isinstance(play.browser, Chromium):  # it may end the background at any time
        await play.browser.sleep_in_background()
    page = await play.browser.open(f"{play.site}/page/adaptive")
    await play.send_page()
    await play.has_jobs(1)
    await play.send_stream()
    await play.has_jobs(2)
    await page.goto(f"{play.site}/")
    await play.send_by_menu(page, "li:nth-child(3) a", 24)
    await play.has_jobs(3)
    await page.run(_SELECT)
    await play.send_by_menu(page, "li:nth-child(5)", 200)
    await play.has_jobs(5)
    await play.send_gated(page)
    await play.has_jobs(6)
    _check(await play.stage.until_all_ended(6), play.site)
    await play.revoke()


def _check(jobs: list[Job], site: str) -> None:
    places = ("page/adaptive", "hls/master.m3u8", "media/small.mp4", "media/song.mp3", "media/clip.webm")
    assert [job.url for job in jobs] == [f"{site}/{place}" for place in (*places, "lab/login")]
    assert [job.failure for job in jobs] == [None] * len(jobs)
    for job in jobs:
        command = [
            "ffprobe",
            "-v",
            "error",
            "-show_entries",
            "format=duration",
            "-of",
            "csv=p=0",
            job.files[0],
        ]
        assert float(subprocess.check_output(command)) > 2
    assert all(job.options.headers == () and job.options.cookies_id is None for job in jobs[:-1])
    headers = dict(jobs[-1].options.headers)
    assert headers["Referer"] == f"{site}/lab/login"
    assert headers["User-Agent"].startswith("Mozilla/5.0 (X11; Linux")


async def _play(stage: Stage, name: str, site: str) -> None:
    await stage.engine.change_settings(api_port=a_free_port())
    await stage.engine.change_settings(api_enabled=True)
    profile = stage.folder / "profile"
    if name == "firefox":
        async with firefox(profile, EXTENSION, headless=False, preferences=PREFERENCES) as browser:
            await from_pairing_to_revoking(Play(stage, browser, FIREFOX, site))
    else:
        async with chromium(profile, EXTENSION, headless=False) as browser:
            await from_pairing_to_revoking(Play(stage, browser, CHROMIUM, site))


def main() -> int:
    name, site, folder = sys.argv[1:]
    return perform(lambda stage: _play(stage, name, site), Path(folder))


if __name__ == "__main__":
    sys.exit(main())
