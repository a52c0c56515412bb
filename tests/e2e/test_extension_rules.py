"""What the extension promises: whose cookies go along, and until when (by Node.js); what pages cannot get."""

import asyncio
import json
import os
import shutil
from pathlib import Path

import pytest

from mediadl.domain.clients import Scope
from tests.helpers.api import Running, running_api
from tests.helpers.browsers import chromium
from tests.helpers.folder_server import serving

EXTENSION = Path(__file__).parents[2] / "resources" / "extension"
# What the browser would do, with every permission given: a cookie for each address that it is asked about.
BROWSER = """
const area = (known) => ({
  get: async (wanted) => ({ ...wanted, ...known }),
  set: async (changes) => void Object.assign(known, changes),
  remove: async (key) => void delete known[key],
});
const cookie = (domain) => ({ domain, hostOnly: true, path: "/", name: "sid", value: "not-real" });
globalThis.chrome = {
  storage: { local: area({ token: process.env.TOKEN, port: Number(process.env.PORT) }), session: area({}) },
  permissions: { contains: async () => true, remove: async () => true },
  cookies: {
    getAllCookieStores: async () => [],
    getAll: async ({ url }) => [cookie(new URL(url).hostname)],
  },
};
globalThis.navigator ??= { userAgent: "Test" };
const handover = await import("./extension/lib/handover.js");
const listening = await import("./extension/lib/listening.js");
const assert = await import("node:assert/strict");
"""
FORGET = """
const real = globalThis.fetch;
globalThis.fetch = () => Promise.reject(new TypeError("nobody answers"));
await handover.setHandover("www.site.example", false);
globalThis.fetch = real;
await handover.forgetJars();
assert.deepEqual((await chrome.storage.local.get({})).jars, {});
"""
INSIDE = """(await chrome.scripting.executeScript({
  target: { tabId: (await chrome.tabs.query({ url: "http://127.0.0.1/*" }))[0].id },
  func: async () => [
    (await chrome.runtime.sendMessage({ ask: "pairing" }).catch(() => null)) ?? null,
    await chrome.storage.local.get("token").catch((error) => String(error)),
  ],
}))[0].result"""
"""What a script of the extension inside a page is told, which a page might take over."""
needs_node = pytest.mark.skipif(
    not os.environ.get("CI") and shutil.which("node") is None, reason="NODE.JS IS NOT HERE"
)


async def run(code: str, folder: Path, port: int = 0, token: str = "") -> None:
    """Run it beside a copy of the extension, whose modules Node.js knows by the file beside them."""
    shutil.copytree(EXTENSION, folder / "extension", dirs_exist_ok=True)
    (folder / "extension" / "package.json").write_text('{"type": "module"}')
    (folder / "rules.mjs").write_text(BROWSER + code)
    process = await asyncio.create_subprocess_exec(
        "node", "rules.mjs", cwd=folder, env={**os.environ, "PORT": str(port), "TOKEN": token},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    said, _ = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == 0, said.decode()


def _sites(api: Running) -> set[str]:
    return {site for one in api.watched.engine.accounts.accounts for site in one.domains}


@needs_node
async def test_a_login_takes_no_cookies_of_other_sites_along_and_is_forgotten_when_that_can_be_asked(
    tmp_path: Path,
) -> None:
    async with running_api(tmp_path) as api:
        _client, token = await api.client(Scope.SUBMIT, Scope.READ, Scope.COOKIES)
        hand_over = """
          await handover.setHandover("www.site.example", true);
          const page = { url: "https://www.site.example/watch" };
          const fields = await handover.loginFields("https://cdn.other.example/master.m3u8", page);
          assert.ok(fields.cookies_id);
          const others = await handover.loginFields("https://a.example/", { url: "https://b.example/" });
          assert.deepEqual(others, {});
        """
        await run(hand_over, tmp_path, api.port, token)
        assert _sites(api) == {"site.example"}
        await run(hand_over + FORGET, tmp_path, api.port, token)
        assert len(api.watched.engine.accounts.accounts) == 1  # that of the first run, which knows nothing


@needs_node
async def test_it_asks_for_no_permission_that_hides_it_from_mediadl_and_finds_those_that_do(
    tmp_path: Path,
) -> None:
    code = """
      const asked = (url) => listening.listeningOver(url).origins;
      assert.deepEqual(asked("https://a.example/"), ["https://*/*"]);
      assert.deepEqual(asked("http://a.example/"), ["https://*/*", "http://a.example/*"]);
      assert.deepEqual(asked("http://127.0.0.1:9000/"), ["https://*/*"]);
      const hiding = ["*://*/*", "http://*/*", "http://127.0.0.1/*", "*://127.0.0.1:*/*", "<all_urls>"];
      const others = ["https://*/*", "http://127.0.0.1.example/*", "*://site.example/*"];
      assert.deepEqual(listening.hidingUs([...hiding, ...others]), hiding);
    """
    await run(code, tmp_path)


@needs_node
async def test_a_question_that_was_answered_no_is_not_gone_on_with_when_more_is_allowed_later(
    tmp_path: Path,
) -> None:
    code = """
      const { noteAsked, takeAsked } = await import("./extension/lib/asked.js");
      await noteAsked({ permissions: ["cookies"] }, { handover: "site.example" });
      assert.deepEqual([await takeAsked(), await takeAsked()], [{ handover: "site.example" }, null]);
      await noteAsked({ permissions: ["cookies"] }, { handover: "site.example" });
      const now = Date.now();
      Date.now = () => now + 180000;
      assert.deepEqual([await takeAsked(), await takeAsked()], [null, null]);
    """
    await run(code, tmp_path)


async def test_a_page_that_takes_over_what_runs_inside_it_gets_no_token_and_no_answer(tmp_path: Path) -> None:
    copy = tmp_path / "extension"
    shutil.copytree(EXTENSION, copy)
    manifest = json.loads((copy / "manifest.json").read_text())
    (copy / "manifest.json").write_text(json.dumps({**manifest, "host_permissions": ["http://127.0.0.1/*"]}))
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("<!doctype html><title>A page</title>")
    with serving(tmp_path / "site") as site:
        async with chromium(tmp_path / "profile", extension=copy) as browser:
            options = await browser.open(browser.extension_url("options/options.html"))
            await options.run("chrome.storage.local.set({ token: 'mdl_not-real' })")
            assert await options.run("await chrome.runtime.sendMessage({ ask: 'pairing' })") == {"told": None}
            popup = await browser.open(browser.extension_url("popup/popup.html"))
            await popup.wait_for("document.querySelector('#trouble h1').textContent")
            await browser.open(f"{site}/")
            answer, token = await options.run(INSIDE)
    assert answer is None
    assert "not allowed" in str(token)
