"""The extension in real Chromium and real Firefox, each in a process of its own beside the real window."""

import os
from pathlib import Path

import pytest

from tests.e2e.playing import play
from tests.helpers.media_site import MediaSiteProcess

pytestmark = pytest.mark.skipif(not os.environ.get("DISPLAY"), reason="no screen: run through dev.py test")


@pytest.mark.parametrize("browser", ["chromium", "firefox"])
def test_the_extension(browser: str, media_site: MediaSiteProcess, tmp_path: Path) -> None:
    """The scene's own assertions decide; stray output on stderr fails it too."""
    played = play(
        "extension_scenes", browser, media_site.base, str(tmp_path), MEDIADL_ALLOW_LOOPBACK_URLS="1"
    )
    assert (played.returncode, played.stderr) == (0, "")
