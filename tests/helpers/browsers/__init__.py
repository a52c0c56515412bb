"""Real Chromium and Firefox, driven from tests; nothing here knows MediaDL's pages or its API.

async with chromium(tmp_path / "profile", extension=FOLDER) as browser:
    page = await browser.open("https://site.example/")
    assert await page.run("document.title") == "Title"
"""

from .browser import Browser, Page, PageError
from .chromium import chromium
from .firefox import firefox
from .process import needed

__all__ = ["Browser", "Page", "PageError", "chromium", "firefox", "needed"]
