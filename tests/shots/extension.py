"""The browser extension in a real Chromium: popup and options in every state, light and dark."""

import asyncio
import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from mediadl.domain.job import JobState
from mediadl.ui.local_api import Server
from tests.helpers.browsers import chromium
from tests.helpers.browsers.chromium import Chromium, ChromiumPage

if TYPE_CHECKING:
    from tests.shots.__main__ import Photographer

EXTENSION = Path(__file__).parents[2] / "resources" / "extension"
_LINKS = ("https://stage.example/video/harbour", "https://stage.example/video/the-quiet-station")
_FOUND: Mapping[str, object] = {
    "media": [
        {"link": "https://cdn.stage.example/harbour/master.m3u8", "type": "", "tag": "video"},
        {"link": "https://cdn.stage.example/harbour/manifest.mpd", "type": "", "tag": None},
        {"link": "https://cdn.stage.example/trailers/trailer-of-the-second-season-1080p.mp4", "type": ""},
    ],
    "anchors": [],
    "text": "",
}
# A popup in a tab of its own is over no page, and may look into none.
_OVER_A_PAGE = """
chrome.tabs.query = async () => [{id: 1, url: "https://stage.example/watch/7", title: %s}];
chrome.scripting.executeScript = async () => [{result: %s}];
"""


class Camera:
    """One page of the extension, and where its pictures go."""

    def __init__(self, page: ChromiumPage, folder: Path, size: tuple[int, int]) -> None:
        self.page = page
        self._folder = folder
        self._size = size

    async def take(self, name: str) -> None:
        """Save it in both themes."""
        width, height = self._size
        await self.page.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )
        for theme in ("light", "dark"):
            feature = {"name": "prefers-color-scheme", "value": theme}
            await self.page.ask("Emulation.setEmulatedMedia", features=[feature])
            await asyncio.sleep(0.3)
            await self.page.screenshot(self._folder / f"extension-{name}-{theme}.png")


async def extension_pages(photographer: "Photographer") -> None:
    """Everything of the extension that a user sees."""
    os.environ["MEDIADL_ALLOW_LOOPBACK_URLS"] = "1"  # the site lies on this computer
    with tempfile.TemporaryDirectory(prefix="mediadl-browser-") as profile:
        async with chromium(Path(profile), EXTENSION) as browser:
            await _pages(photographer, browser)
    await photographer.engine.change_settings(api_enabled=False)


async def _pages(photographer: "Photographer", browser: Chromium) -> None:
    options = await _camera(photographer, browser, "options/options.html", (760, 1000))
    await options.page.run("chrome.storage.local.set({token: 'mdl_none', port: 1})")
    popup = await _camera(photographer, browser, "popup/popup.html", (376, 600))
    await popup.page.wait_for("document.querySelector('#trouble h1').textContent")
    await popup.take("popup-not-there")
    await options.page.ask("Page.bringToFront")
    await options.page.goto(browser.extension_url("options/options.html"))
    await options.page.wait_for("document.querySelector('#status .strong').textContent")
    await options.take("options-not-there")
    await _connect(photographer, options)
    await options.page.run("chrome.storage.local.set({handover: ['stage.example', 'films.example']})")
    await asyncio.sleep(2)
    await options.take("options-connected")
    await _send_some(photographer, options.page)
    await _show(popup, browser, _FOUND)
    await popup.take("popup")
    await _show(popup, browser, {**_FOUND, "media": [], "anchors": list(_LINKS)})
    await popup.take("popup-selected")
    await popup.page.click("#send")
    await popup.page.wait_for("document.querySelector('#notice p').textContent")
    await popup.take("popup-sent")
    clients = _server(photographer).clients
    await clients.revoke(clients.all[-1].id)
    await popup.page.wait_for("document.querySelector('#trouble h1').textContent")
    await popup.take("popup-revoked")


def _server(photographer: "Photographer") -> Server:
    card = photographer.window.settings_view.integrations
    assert card is not None
    return card._api.server


async def _camera(
    photographer: "Photographer", browser: Chromium, path: str, size: tuple[int, int]
) -> Camera:
    page = await browser.open(browser.extension_url(path))
    assert isinstance(page, ChromiumPage)
    return Camera(page, photographer.folder, size)


async def _connect(photographer: "Photographer", options: Camera) -> None:
    server = _server(photographer)
    await photographer.engine.change_settings(api_enabled=True)
    await photographer.until(lambda: server.listening)
    port = server.address.partition("127.0.0.1:")[2].partition("/")[0]
    await options.page.run(f"chrome.storage.local.set({{token: '', port: {port}}})")
    await options.page.wait_for(f"document.querySelector('#port').value === '{port}'")
    server.pairing.open()
    await options.page.click("#connect")
    await options.page.wait_for("document.querySelector('#code output').textContent")
    await options.take("options-code")
    server.pairing.allow(server.pairing.waiting[0].pair_id)
    await options.page.wait_for("document.querySelector('#status .strong').classList.contains('good')")


async def _send_some(photographer: "Photographer", page: ChromiumPage) -> None:
    site, engine = photographer.site, photographer.engine
    await engine.change_settings(max_downloads=3)
    links = [
        site.url("page/harbour"), site.url("lab/login"), site.url("page/slow", rate=120_000),
        site.url("page/station", rate=150_000),
    ]  # fmt: skip
    for link in links:
        wanted = json.dumps({"links": [link], "page": {"url": link}})
        await page.run(f"chrome.runtime.sendMessage({{ask: 'send', wanted: {wanted}}})")
    await photographer.until(lambda: engine.jobs[-1].state is JobState.RUNNING)
    await photographer.until(lambda: engine.jobs[-4].state is JobState.COMPLETED)
    await photographer.until(lambda: engine.jobs[-3].state is JobState.FAILED)
    await asyncio.sleep(2)
    await engine.pause(engine.jobs[-1].id)


async def _show(popup: Camera, browser: Chromium, found: Mapping[str, object]) -> None:
    """The popup as it is over a page that has this."""
    script = _OVER_A_PAGE % (json.dumps("A walk through the harbour at dawn"), json.dumps(dict(found)))
    await popup.page.ask("Page.bringToFront")
    await popup.page.ask("Page.addScriptToEvaluateOnNewDocument", source=script)
    await popup.page.goto(browser.extension_url("popup/popup.html"))
    await popup.page.wait_for("document.querySelectorAll('#queue .row').length > 3")
    await asyncio.sleep(0.5)
