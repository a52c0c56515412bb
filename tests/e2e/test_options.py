"""Options and rules in the real window, by mouse and keyboard."""

import os
from pathlib import Path

import pytest

from tests.e2e.option_scenes import SCENES
from tests.e2e.playing import play
from tests.helpers.media_site import MediaSiteProcess

pytestmark = pytest.mark.skipif(not os.environ.get("DISPLAY"), reason="no screen: run through dev.py test")


@pytest.mark.parametrize("name", SCENES)
def test_options_and_rules(name: str, media_site: MediaSiteProcess, tmp_path: Path) -> None:
    """The scene's own assertions decide; stray output on stderr fails it too."""
    played = play("option_scenes", name, media_site.base, str(tmp_path), limit_s=180)
    assert (played.returncode, played.stderr.splitlines()[-3:]) == (0, [])
