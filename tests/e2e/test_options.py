"""Options and rules in the real window, by mouse and keyboard."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.option_scenes import SCENES
from tests.e2e.stage import ROOT
from tests.helpers.media_site import MediaSiteProcess

pytestmark = pytest.mark.skipif(not os.environ.get("DISPLAY"), reason="no screen: run through dev.py test")


@pytest.mark.parametrize("name", SCENES)
def test_options_and_rules(name: str, media_site: MediaSiteProcess, tmp_path: Path) -> None:
    """The scene's own assertions decide; stray output on stderr fails it too."""
    played = subprocess.run(
        [sys.executable, "-m", "tests.e2e.option_scenes", name, media_site.base, str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert (played.returncode, played.stderr.splitlines()[-3:]) == (0, [])
