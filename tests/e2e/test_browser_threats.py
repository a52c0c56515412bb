"""The threats that come through browsers, in real ones: what pages try against the real API is in vain."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from mediadl.domain.clients import Client, Scope
from mediadl.server.audit import Decision
from tests.helpers.api import CHROME, Running, running_api
from tests.helpers.browsers import Browser, Page, chromium, firefox
from tests.helpers.engines import until
from tests.helpers.guards import children, end_leaked_children
from tests.helpers.hostile_site import NAME, HostileSite, hostile_site

pytestmark = pytest.mark.asyncio(loop_scope="module")

EVIL = "evil.test"
LINK = {"url": "https://example.invalid/", "start": "paused"}
BODY = json.dumps(json.dumps(LINK))
"""The body of a new download as a string of JavaScript."""
MANIFEST = {
    "manifest_version": 3,
    "name": "A second extension",
    "version": "1",
    "background": {"service_worker": "background.js", "scripts": ["background.js"]},
    "browser_specific_settings": {"gecko": {"id": "second@mediadl.example"}},
}


@dataclass
class World:
    """A browser with an extension that was never paired, the API, and a site that wants to use it."""

    browser: Browser
    api: Running
    site: HostileSite
    client: Client
    token: str
    """May do everything, and every page knows it."""

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """An address of the API."""
        return f"http://{host}:{self.api.port}/api/v1{path}"

    @property
    def decisions(self) -> list[Decision]:
        """What the audit log says of this test, without the icon that a browser asks for when it likes."""
        assert self.api.server.api is not None
        seen = self.api.server.api.audit.recent
        return [one for one in seen if one.method != "GET" or one.route or one.status == 421]

    async def refused(self, count: int) -> list[tuple[str, int]]:
        """Method and status of what came, once so much did; nothing was let in or made."""
        await until(lambda: len(self.decisions) >= count)
        seen = [(one.method, one.status) for one in self.decisions]
        assert all(400 <= status < 500 for _method, status in seen)
        assert self.api.watched.engine.jobs == ()
        return seen


@pytest.fixture(autouse=True)
def _nothing_leaks() -> None:
    """The processes of the engine and of the browser belong to all tests here; `served` looks after them."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def served(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Running, HostileSite]]:
    """The API and the hostile site, for all tests and both browsers."""
    folder, before = tmp_path_factory.mktemp("served"), children()
    async with running_api(folder) as api, hostile_site(folder) as site:
        yield api, site
    assert end_leaked_children(before) == []


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["chromium", "firefox"])
async def browser(
    request: pytest.FixtureRequest,
    served: tuple[Running, HostileSite],
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Browser]:
    """Each browser, with all its own protection and an extension; two foreign names lead to loopback."""
    _api, site = served
    folder = tmp_path_factory.mktemp(request.param)
    extension = _extension(folder / "extension")
    if request.param == "chromium":
        flags = [
            f"--host-resolver-rules=MAP {EVIL} 127.0.0.1, MAP {NAME} 127.0.0.1",
            f"--ip-address-space-overrides=127.0.0.1:{site.https_port}=public",
            "--ignore-certificate-errors",
        ]
        async with chromium(folder / "profile", extension, flags) as running:
            yield running
    else:
        names = {"network.dns.localDomains": f"{EVIL},{NAME}"}
        async with firefox(folder / "profile", extension, preferences=names) as running:
            yield running


@pytest_asyncio.fixture(loop_scope="module")
async def world(browser: Browser, served: tuple[Running, HostileSite]) -> AsyncIterator[World]:
    """With an empty audit log and an empty queue."""
    api, site = served
    client, token = await api.client(Scope.ALL)
    assert api.server.api is not None
    api.server.api.audit.recent.clear()
    yield World(browser, api, site, client, token)
    await api.watched.engine.remove_many([job.id for job in api.watched.engine.jobs])


def _extension(folder: Path) -> Path:
    folder.mkdir()
    (folder / "manifest.json").write_text(json.dumps(MANIFEST))
    (folder / "background.js").write_text("")
    return folder


def _fetched(url: str, **how: Any) -> str:
    """JavaScript that gives the status of an answer, 0 for an unreadable one, or the name of the error."""
    return f"fetch({json.dumps(url)}, {json.dumps(how)}).then(a => a.status, e => e.name)"


def _submission(token: str) -> dict[str, Any]:
    headers = {"Content-Type": "application/json", "X-API-Key": token}
    return {"method": "POST", "headers": headers, "body": json.dumps(LINK)}


async def test_an_extension_with_its_own_token_is_let_in(world: World) -> None:
    """What the other tests see refused is possible, and would be seen."""
    _client, token = await world.api.client(Scope.ALL, origin=world.browser.extension_origin)
    said = await world.browser.run_in_background(_fetched(world.url("/download"), **_submission(token)))
    assert said == 201
    assert len(world.api.watched.engine.jobs) == 1
    with pytest.raises(AssertionError):
        await world.refused(1)


async def test_a_second_extension_with_a_token_that_is_not_its_own(world: World) -> None:
    _client, token = await world.api.client(Scope.ALL, origin=CHROME)
    told: list[str | None] = []
    assert world.api.server.api is not None
    world.api.server.api.on_foreign_token.append(lambda _client, origin: told.append(origin))
    for stolen in (token, world.token):
        said = await world.browser.run_in_background(_fetched(world.url("/download"), **_submission(stolen)))
        assert said == 403
    assert told == [world.browser.extension_origin] * 2
    assert ("POST", 403) in [(one.method, one.status) for one in world.decisions]
    assert world.api.watched.engine.jobs == ()


async def test_dns_rebinding(world: World) -> None:
    page = await world.browser.open()
    await page.pretend(world.url("/", EVIL), "<!doctype html><title>From before the name moved</title>")
    assert await page.run("location.host") == f"{EVIL}:{world.api.port}"
    own = {"headers": {"X-API-Key": world.token}}
    assert await page.run(_fetched("/api/v1/download", **own)) == 421
    assert await page.run(_fetched("/api/v1/download", **_submission(world.token))) == 421
    assert {status for _method, status in await world.refused(2)} == {421}
    await page.close()


async def test_csrf_by_a_simple_request_with_a_valid_token(world: World) -> None:
    page = await world.browser.open(world.site.http)
    url = world.url(f"/download?token={world.token}")
    for kind in ("text/plain", "application/x-www-form-urlencoded"):
        how = {
            "method": "POST",
            "mode": "no-cors",
            "headers": {"Content-Type": kind},
            "body": json.dumps(LINK),
        }
        assert await page.run(_fetched(url, **how)) in {0, "TypeError"}
    form = f"Object.entries({json.dumps(LINK)}).reduce((f, e) => (f.append(...e), f), new FormData())"
    await page.run(
        f"fetch({json.dumps(url)}, {{method: 'POST', mode: 'no-cors', body: {form}}}).catch(() => 0)"
    )
    assert await page.run(f"navigator.sendBeacon({json.dumps(url)}, {BODY})")
    assert await world.refused(4) == [("POST", 403)] * 4
    await page.close()


async def test_csrf_by_navigation_from_an_https_page(world: World) -> None:
    for kind in ("text/plain", "multipart/form-data"):
        page = await world.browser.open(world.site.https)
        assert await page.run("isSecureContext")
        await _submit_a_form(page, world.url(f"/download?token={world.token}"), kind)
        await page.wait_for(f"location.port === '{world.api.port}'")
        await page.close()
    assert await world.refused(2) == [("POST", 403)] * 2


async def _submit_a_form(page: Page, url: str, kind: str) -> None:
    """A form whose text/plain body is JSON: the old trick."""
    field = json.dumps(LINK)[:-1] + ', "x'
    await page.run(
        "(() => { const f = document.createElement('form'), i = document.createElement('input');"
        f" f.method = 'post'; f.enctype = {json.dumps(kind)}; f.action = {json.dumps(url)};"
        f" i.name = {json.dumps(field)}; i.value = '\": 1}}'; f.append(i); document.body.append(f);"
        " setTimeout(() => f.submit()) })()",
        gesture=True,
    )


async def test_cors_is_told_to_no_page(world: World) -> None:
    page = await world.browser.open(world.site.http)
    keyed = {"headers": {"X-API-Key": world.token}}
    for how in ({}, keyed, _submission(world.token)):
        assert await page.run(_fetched(world.url("/download"), **how)) == "TypeError"
    assert await world.refused(3) == [("GET", 403), ("OPTIONS", 403), ("OPTIONS", 403)]
    await page.close()


async def test_a_page_without_an_origin_is_told_nothing(world: World) -> None:
    page = await world.browser.open(world.site.http)
    script = f"<script>{_fetched(world.url('/version'))}</script>"
    await page.run(
        "(() => { const f = document.createElement('iframe'); f.sandbox = 'allow-scripts';"
        f" f.srcdoc = {json.dumps(script)}; document.body.append(f) }})()"
    )
    assert await world.refused(1) == [("GET", 403)]
    assert world.decisions[0].origin == "null"
    await page.close()


async def test_a_cross_site_websocket(world: World) -> None:
    is_firefox = world.browser.scheme == "moz-extension"  # lets a public page connect; Chromium would ask
    page = await world.browser.open(world.site.https if is_firefox else world.site.http)
    assert await page.run(_connected(world, world.token)) == 1006
    assert await world.refused(1) == [("GET", 403)]
    await page.close()
    if not is_firefox:  # whose extensions may connect by wss: alone
        _client, own = await world.api.client(Scope.ALL, origin=world.browser.extension_origin)
        assert await world.browser.run_in_background(_connected(world, own)) == "open"


def _connected(world: World, token: str) -> str:
    url = world.url("/ws").replace("http:", "ws:", 1)
    return (
        f"new Promise(done => {{ const offered = ['mediadl', {json.dumps(token)}];"
        f" const s = new WebSocket({json.dumps(url)}, offered);"
        " s.onopen = () => { done('open'); s.close() }; s.onclose = e => done(e.code) })"
    )


async def test_the_route_of_aria2_takes_a_token_inside_from_its_extension_alone(world: World) -> None:
    await world.api.watched.engine.change_settings(api_aria2=True)
    url = world.url("")[: -len("/api/v1")] + "/jsonrpc"
    page = await world.browser.open(world.site.http)
    added = {"id": 1, "method": "aria2.addUri", "params": [f"token:{world.token}", [LINK["url"]]]}
    post = {"method": "POST", "mode": "no-cors", "body": json.dumps(added)}
    assert await page.run(_fetched(url, **post)) in {0, "TypeError"}
    assert await page.run(f"navigator.sendBeacon({json.dumps(url)}, {json.dumps(json.dumps(added))})")
    socket = f"new WebSocket({json.dumps(url.replace('http:', 'ws:', 1))})"
    assert await page.run(f"new Promise(done => {{ {socket}.onclose = e => done(e.code) }})") == 1006
    assert sorted(await world.refused(3)) == [("GET", 403), ("POST", 403), ("POST", 403)]
    await page.close()
    _client, token = await world.api.client(Scope.SUBMIT, origin=world.browser.extension_origin)
    own = json.dumps({**added, "params": [f"token:{token}", [LINK["url"]]]})
    assert await world.browser.run_in_background(_fetched(url, method="POST", body=own)) == 200
    assert len(world.api.watched.engine.jobs) == 1
    if (world.browser.extension_origin or "").startswith("chrome"):  # Firefox makes wss of it
        heard = f"s.onopen = () => s.send({json.dumps(own)}); s.onmessage = e => done(JSON.parse(e.data).id)"
        spoken = f"new Promise(done => {{ const s = {socket}; {heard} }})"
        assert await world.browser.run_in_background(spoken) == 1
        assert len(world.api.watched.engine.jobs) == 2
    await world.api.watched.engine.change_settings(api_aria2=False)


async def test_a_page_cannot_include_an_answer(world: World) -> None:
    page = await world.browser.open(world.site.http)
    for tag, source in (("script", "src"), ("img", "src"), ("link", "href")):
        said = await page.run(f"new Promise(done => {_included(world, tag, source)})")
        assert said == "error", tag
    await page.run(f"void (done => {_included(world, 'iframe', 'src')})()")
    assert await world.refused(4) == [("GET", 403)] * 4
    await page.wait_for("document.querySelector('iframe').contentDocument === null")
    await page.close()


def _included(world: World, tag: str, source: str) -> str:
    return (
        f"{{ const e = document.createElement('{tag}'); e.rel = 'stylesheet';"
        " e.onload = () => done('load'); e.onerror = () => done('error');"
        f" e.{source} = {json.dumps(world.url('/version'))}; document.body.append(e) }}"
    )


async def test_the_page_of_the_contract_is_whole_and_fetches_nothing(world: World) -> None:
    page = await world.browser.open()
    await page.goto(world.url("/docs"))
    assert await page.run("document.title.startsWith('MediaDL API')")
    assert await page.run("getComputedStyle(document.body).maxWidth") == "960px"
    assert [url for url in page.requests if not url.startswith("data:")] == [world.url("/docs")]
    assert page.messages == []
    assert [one.status for one in world.decisions] == [200]
    await page.close()
