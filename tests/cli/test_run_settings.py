"""What a terminal run takes over from the window, and what was typed wins."""

from typing import Any

import pytest

from mediadl.cli.arguments import GetArguments
from mediadl.cli.run_settings import from_line, from_window
from mediadl.domain.settings import Settings
from mediadl.domain.timetable import Window

LINK = ("https://a.example/1",)
NIGHT = Window()


def test_limits_and_folder_are_the_windows() -> None:
    saved = Settings(
        download_folder="/videos",
        max_downloads=7,
        site_downloads=1,
        speed_limit_bps=5000,
        video_template="{id}",
        playlist_template="{playlist}/{title}",
    )
    run = Settings.model_validate(from_window(saved))
    assert run == saved


@pytest.mark.parametrize(("outside", "windows"), [("wait", ()), ("slow_down", (NIGHT,))])
def test_a_typed_command_does_not_wait_for_the_night_but_slows_down(
    outside: str, windows: tuple[Window, ...]
) -> None:
    saved = Settings.model_validate({"windows": [NIGHT], "outside_windows": outside})
    assert Settings.model_validate(from_window(saved)).windows == windows


def test_what_happens_in_the_end_is_not_the_windows_affair() -> None:
    assert "when_done" not in from_window(Settings(when_done="shut_down"))


@pytest.mark.parametrize(
    ("arguments", "typed"),
    [
        (GetArguments(LINK), {}),
        (GetArguments(LINK, jobs=4), {"max_downloads": 4, "site_downloads": 4}),
        (GetArguments(LINK, retries=0), {"automatic_retries": 0}),
        (GetArguments(LINK, limit_rate=9), {"speed_limit_bps": 9, "windows": ()}),
        (GetArguments(LINK, limit_rate=0), {"speed_limit_bps": None, "windows": ()}),
    ],
)
def test_what_was_typed_holds(arguments: GetArguments, typed: dict[str, Any]) -> None:
    assert from_line(arguments) == typed
