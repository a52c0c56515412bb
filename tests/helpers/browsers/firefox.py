"""Firefox over WebDriver BiDi (w3c.github.io/webdriver-bidi)."""

import asyncio
import base64
import json
import uuid
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.helpers.browsers.browser import Browser, Page, PageError, as_promise, until
from tests.helpers.browsers.process import address_in, needed, started
from tests.helpers.browsers.wire import Wire, connected

PREFERENCES: Mapping[str, Any] = {
    "app.update.disabledForTesting": True,
    "browser.aboutwelcome.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.tabs.warnOnClose": False,
    "browser.newtabpage.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.getAddons.cache.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.proxy.type": 0,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
    "ui.prefersReducedMotion": 1,
}
# Without these a crash helper outlives the browser, and root is refused the files of another user's session.
ENVIRONMENT = {"MOZ_CRASHREPORTER_DISABLE": "1", "MOZ_DISABLE_AUTO_SAFE_MODE": "1"}
EVENTS = ("network.beforeRequestSent", "log.entryAdded")


class FirefoxPage(Page):
    """A tab, which BiDi calls a context."""

    def __init__(self, wire: Wire, context: str) -> None:
        super().__init__()
        self._wire = wire
        self.context = context
        self._held: list[str] = []

    async def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """A BiDi command about this tab."""
        return await self._wire.ask(method, context=self.context, **params)

    def on_event(self, method: str, params: dict[str, Any]) -> None:
        """What the tab tells."""
        if method == "network.beforeRequestSent":
            self.requests.append(params["request"]["url"])
            if params["isBlocked"]:
                self._held.append(params["request"]["request"])
        elif method == "log.entryAdded":
            self.messages.append(params["text"] or "")

    async def goto(self, url: str) -> None:
        await self.ask("browsingContext.navigate", url=url, wait="complete")

    async def pretend(self, url: str, html: str) -> None:
        self._held.clear()
        where = {"phases": ["beforeRequestSent"], "urlPatterns": [{"type": "string", "pattern": url}]}
        made = await self._wire.ask("network.addIntercept", contexts=[self.context], **where)
        await asyncio.gather(self.goto(url), self._give(html))
        await self._wire.ask("network.removeIntercept", intercept=made["intercept"])

    async def _give(self, html: str) -> None:
        async def look() -> list[str]:
            return self._held

        (request,) = await until(look, "the page to be asked for")
        await self._wire.ask(
            "network.provideResponse",
            request=request,
            statusCode=200,
            headers=[{"name": "Content-Type", "value": {"type": "string", "value": "text/html"}}],
            body={"type": "string", "value": html},
        )

    async def run(self, js: str, *, gesture: bool = False) -> Any:
        said = await self._wire.ask(
            "script.evaluate",
            expression=as_promise(js),
            target={"context": self.context},
            awaitPromise=True,
            userActivation=gesture,
        )
        if said["type"] == "exception":
            raise PageError(f"{js}: {said['exceptionDetails']['text']}")
        return json.loads(said["result"]["value"])

    async def click(self, css: str) -> None:
        x, y = await self._middle_of(css)
        actions = [
            {"type": "pointerMove", "x": round(x), "y": round(y)},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        await self.ask(
            "input.performActions", actions=[{"type": "pointer", "id": "mouse", "actions": actions}]
        )

    async def type(self, text: str) -> None:
        actions = [{"type": kind, "value": letter} for letter in text for kind in ("keyDown", "keyUp")]
        await self.ask("input.performActions", actions=[{"type": "key", "id": "keys", "actions": actions}])

    async def screenshot(self, path: Path) -> None:
        path.write_bytes(base64.b64decode((await self.ask("browsingContext.captureScreenshot"))["data"]))

    async def close(self) -> None:
        await self.ask("browsingContext.close")

    async def place(self, x: int, y: int, width: int, height: int) -> None:
        (window,) = (await self._wire.ask("browser.getClientWindows"))["clientWindows"]
        where = {"x": x, "y": y, "width": width, "height": height}
        window_id = window["clientWindow"]
        await self._wire.ask("browser.setClientWindowState", clientWindow=window_id, state="normal", **where)
        await self.wait_for(f"screenX === {x} && outerWidth === {width}")

    async def corner(self) -> tuple[int, int]:
        x, y = await self.run("[mozInnerScreenX, mozInnerScreenY]")
        return round(x), round(y)


class Firefox(Browser):
    """A running Firefox."""

    scheme = "moz-extension"

    def __init__(self, wire: Wire) -> None:
        super().__init__()
        self.wire = wire
        self._pages: dict[str, FirefoxPage] = {}
        wire.on_event = self._on_event

    def _on_event(self, event: dict[str, Any]) -> None:
        params = event["params"]
        context = params.get("context") or params.get("source", {}).get("context")
        if (page := self._pages.get(context)) is not None:
            page.on_event(event["method"], params)

    async def open(self, url: str = "about:blank") -> Page:
        made = await self.wire.ask("browsingContext.create", type="tab")
        page = self._page(made["context"])
        if url != "about:blank":
            await page.goto(url)
        return page

    async def pages(self) -> dict[str, Page]:
        found = (await self.wire.ask("browsingContext.getTree", maxDepth=0))["contexts"]
        return {one["url"]: self._page(one["context"]) for one in found}

    async def run_in_background(self, js: str) -> Any:
        """In one of the extension's own pages, where `background` is the window of the background."""
        page = await self.open(self.extension_url("manifest.json"))
        try:
            return await page.run(
                f"(async () => {{ const background = await browser.runtime.getBackgroundPage();"
                f" return await ({js}) }})()"
            )
        finally:
            await page.close()

    def _page(self, context: str) -> FirefoxPage:
        return self._pages.setdefault(context, FirefoxPage(self.wire, context))


def _preferences(extra: Mapping[str, Any], addon: str, addon_uuid: str) -> str:
    """The text of user.js; the address that an extension will have is decided here and not by chance."""
    known = {**PREFERENCES, "extensions.webextensions.uuids": json.dumps({addon: addon_uuid}), **extra}
    return "".join(f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in known.items())


def _addon_id(extension: Path) -> str:
    """The id of an extension, which has to have one in its manifest."""
    manifest = json.loads((extension / "manifest.json").read_text(encoding="utf-8"))
    return str(manifest["browser_specific_settings"]["gecko"]["id"])


@asynccontextmanager
async def firefox(
    profile: Path,
    extension: Path | None = None,
    flags: Sequence[str] = (),
    *,
    headless: bool = True,
    preferences: Mapping[str, Any] | None = None,
) -> AsyncIterator[Firefox]:
    """A Firefox with an empty profile in that folder, which may hold one unpacked extension."""
    profile.mkdir(parents=True, exist_ok=True)
    log, port_file = profile / "output.log", profile / "WebDriverBiDiServer.json"
    addon_uuid = str(uuid.uuid4())
    addon = _addon_id(extension) if extension is not None else "none"
    (profile / "user.js").write_text(_preferences(preferences or {}, addon, addon_uuid), encoding="utf-8")
    own = ["--headless"] if headless else []
    own += ["--remote-allow-system-access"]  # to open the pages of an extension
    command = [needed("firefox-esr"), "--no-remote", "--profile", str(profile), "--remote-debugging-port=0"]
    async with started([*command, *own, *flags, "about:blank"], ENVIRONMENT, log) as process:
        said = json.loads(await address_in(port_file, process, log))
        async with connected(f"ws://{said['ws_host']}:{said['ws_port']}/session") as wire:
            await wire.ask("session.new", capabilities={"alwaysMatch": {"acceptInsecureCerts": True}})
            await wire.ask("session.subscribe", events=list(EVENTS))
            browser = Firefox(wire)
            if extension is not None:
                where = {"type": "path", "path": str(extension.resolve())}
                await wire.ask("webExtension.install", extensionData=where)
                browser.extension_id = addon_uuid
            yield browser
