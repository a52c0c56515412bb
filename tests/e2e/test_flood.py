"""A flood of guesses and requests, and the real window beside it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.stage import ROOT

pytestmark = pytest.mark.skipif(not os.environ.get("DISPLAY"), reason="no screen: run through dev.py test")


def test_the_window_stays_smooth_while_its_api_is_flooded(tmp_path: Path) -> None:
    played = subprocess.run(
        [sys.executable, "-m", "tests.e2e.flood_scene", str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert (played.returncode, played.stderr) == (0, ""), played.stderr
