"""A flood of guesses and requests, and the real window beside it."""

import os
from pathlib import Path

import pytest

from tests.e2e.playing import play

pytestmark = pytest.mark.skipif(not os.environ.get("DISPLAY"), reason="no screen: run through dev.py test")


def test_the_window_stays_smooth_while_its_api_is_flooded(tmp_path: Path) -> None:
    played = play("flood_scene", str(tmp_path))
    assert (played.returncode, played.stderr) == (0, ""), played.stderr
