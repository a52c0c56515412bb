"""Links, tabs and addresses dragged out of real browsers onto the real window, by mouse."""

import os
from pathlib import Path

import pytest

from tests.e2e.playing import play
from tests.helpers.browsers import needed
from tests.helpers.media_site import MediaSiteProcess

pytestmark = pytest.mark.skipif(not os.environ.get("DISPLAY"), reason="no screen: run through dev.py test")


@pytest.mark.parametrize(
    ("name", "program"), [("drag_out_of_chromium", "chromium"), ("drag_out_of_firefox", "firefox-esr")]
)
def test_what_is_dragged_out_of_a_browser_is_downloaded(
    name: str, program: str, media_site: MediaSiteProcess, tmp_path: Path
) -> None:
    needed(program)
    played = play("browser_scenes", name, media_site.base, str(tmp_path))
    assert (played.returncode, played.stderr) == (0, "")
