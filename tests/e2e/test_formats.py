"""The formats in the real window: by keyboard alone from the paste to the file, and a clip by mouse."""

import os
from pathlib import Path

import pytest

from tests.e2e.format_scenes import SCENES
from tests.e2e.playing import play
from tests.helpers.media_site import MediaSiteProcess

pytestmark = pytest.mark.skipif(not os.environ.get("DISPLAY"), reason="no screen: run through dev.py test")


@pytest.mark.parametrize("name", SCENES)
def test_formats_in_the_real_window(name: str, media_site: MediaSiteProcess, tmp_path: Path) -> None:
    """The scene's own assertions decide; stray output on stderr fails it too."""
    played = play("format_scenes", name, media_site.base, str(tmp_path), limit_s=180)
    assert (played.returncode, played.stderr.splitlines()[-3:]) == (0, [])
