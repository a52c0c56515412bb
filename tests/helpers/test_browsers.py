"""The browsers that tests drive do what a person's do: they load, run, click, and carry an extension."""

import json
from pathlib import Path

import pytest

from tests.helpers.browsers import Browser, PageError, chromium, firefox
from tests.helpers.browsers.chromium import Chromium
from tests.helpers.folder_server import serving

MANIFEST = {
    "manifest_version": 3,
    "name": "Test",
    "version": "1",
    "background": {"service_worker": "background.js", "scripts": ["background.js"]},
    "browser_specific_settings": {"gecko": {"id": "test@mediadl.example"}},
}
PAGE = """<!doctype html><title>A page</title><button onclick="said = event.isTrusted">Press</button>
<input autofocus><script>console.log("hello"); said = null</script>"""


@pytest.fixture
def extension(tmp_path: Path) -> Path:
    """An extension that does nothing but answer."""
    folder = tmp_path / "extension"
    folder.mkdir()
    (folder / "manifest.json").write_text(json.dumps(MANIFEST))
    (folder / "background.js").write_text("globalThis.answer = 42;")
    (folder / "popup.html").write_text("<!doctype html><title>Popup</title>")
    return folder


@pytest.mark.parametrize("kind", [chromium, firefox])
async def test_a_browser_is_driven_as_by_a_person(kind, extension: Path, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text(PAGE)
    with serving(tmp_path / "site") as site:
        async with kind(tmp_path / "profile", extension=extension) as browser:
            await _a_page_is_used(browser, site, tmp_path / "shot.png")
            await _the_extension_is_there(browser)


async def _a_page_is_used(browser: Browser, site: str, picture: Path) -> None:
    page = await browser.open(f"{site}/")
    assert await page.run("document.title") == "A page"
    assert await page.run("await Promise.resolve({a: [1, null]})") == {"a": [1, None]}
    await page.click("button")
    assert await page.wait_for("said") is True
    await page.click("input")
    await page.type("typed")
    assert await page.run("document.querySelector('input').value") == "typed"
    await page.screenshot(picture)
    assert picture.read_bytes().startswith(b"\x89PNG")
    with pytest.raises(PageError, match="no such thing"):
        await page.run("Promise.reject(new Error('no such thing'))")
    await page.goto(f"{site}/?again")
    assert page.requests.count(f"{site}/?again") == 1
    assert "hello" in page.messages
    await page.run("void open('/?popped')", gesture=True)
    await (await browser.page_at("?popped")).close()


async def _the_extension_is_there(browser: Browser) -> None:
    popup = await browser.open(browser.extension_url("popup.html"))
    assert await popup.run("document.title") == "Popup"
    assert await popup.run("location.origin") == browser.extension_origin
    answer = "typeof background === 'undefined' ? answer : background.answer"
    assert await browser.run_in_background(answer) == 42
    if isinstance(browser, Chromium):
        await browser.sleep_in_background()
        assert await browser.run_in_background(answer) == 42
