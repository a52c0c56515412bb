"""A list in the real window: by keyboard alone from the paste to the files, and through a kill."""

import os
import signal
from pathlib import Path

import pytest

from tests.e2e.playing import play
from tests.helpers.media_site import MediaSiteProcess

pytestmark = pytest.mark.skipif(not os.environ.get("DISPLAY"), reason="no screen: run through dev.py test")


def _play(name: str, site: MediaSiteProcess, folder: Path) -> tuple[int, str]:
    played = play("playlist_scenes", name, site.base, str(folder))
    return played.returncode, played.stderr


@pytest.mark.parametrize("name", ["from_paste_to_files", "say_what_is_wrong_with_a_range"])
def test_a_list_by_keyboard_alone(name: str, media_site: MediaSiteProcess, tmp_path: Path) -> None:
    code, errors = _play(name, media_site, tmp_path)
    assert (code, errors) == (0, ""), errors


def test_selection_and_exceptions_outlive_a_kill(media_site: MediaSiteProcess, tmp_path: Path) -> None:
    assert _play("choose_and_die", media_site, tmp_path) == (-signal.SIGKILL, "")
    code, errors = _play("find_the_choice_again", media_site, tmp_path)
    assert (code, errors) == (0, ""), errors
