"""Every scene in a process of its own, on the screen that the tests were given."""

import os
from pathlib import Path

import pytest

from tests.e2e.playing import play
from tests.e2e.scenes import SCENES
from tests.helpers.media_site import MediaSiteProcess

pytestmark = pytest.mark.skipif(not os.environ.get("DISPLAY"), reason="no screen: run through dev.py test")


@pytest.mark.parametrize("name", SCENES)
def test_scene(name: str, media_site: MediaSiteProcess, tmp_path: Path) -> None:
    """The scene's own assertions decide; stray output on stderr fails it too."""
    played = play("scenes", name, media_site.base, str(tmp_path))
    assert (played.returncode, played.stderr) == (0, "")
