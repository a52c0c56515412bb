"""A place is legal everywhere, below its folder and within the system's lengths, whatever a field says."""

import pytest

from mediadl.domain.errors import InvalidTemplate
from mediadl.domain.file_place import (
    LINUX,
    MACOS,
    WINDOWS,
    FilePlace,
    Limits,
    limits_of,
    path_length,
    place_of,
)
from mediadl.domain.template_fields import SAMPLE, Value
from mediadl.domain.templates import parse

TEMPLATE = "{uploader}/{upload_date>%Y}/{playlist_index:02d} - {title} [{id}]"


def _place(template: str, folder: str = "/d", limits: Limits = LINUX, **values: Value) -> FilePlace:
    return place_of(parse(template), {**SAMPLE, **values}, folder, "mp4", limits)


def test_folders_and_name_are_filled_in():
    place = _place(TEMPLATE)
    assert (place.shown, place.is_cut) == ("Lab Films/2026/07 - Harbour at dawn [h4rb0ur]", False)


def test_what_is_not_known_leaves_no_trace_behind():
    place = _place(TEMPLATE, uploader=None, upload_date=None, playlist_index=None, id="")
    assert place == FilePlace((), "Harbour at dawn")
    assert _place("{title} - {series} - {id}", series=None).stem == "Harbour at dawn - h4rb0ur"
    assert _place("{series}", series=None).stem == "Harbour at dawn"


@pytest.mark.parametrize("evil", ["..", ".", "/etc", "..\\..", "C:\\x", "a/../../b", "\x00", "~", "CON", " "])
def test_no_field_leaves_the_folder_or_makes_an_illegal_name(evil: str):
    place = _place("{uploader}/{channel}/{title}", uploader=evil, channel=evil, title=evil)
    for part in place.folders:
        assert part not in {"", ".", ".."}
    for part in (*place.folders, place.stem):
        assert not set(part) & set('/\\:*?"<>|\x00')
        assert part.strip(" .") == part
        assert part.upper() not in {"CON", "NUL"}


@pytest.mark.parametrize("title", ["x" * 400, "漢" * 200, "👩\u200d👧" * 60, "a. " * 200])
@pytest.mark.parametrize(
    ("folder", "limits"), [("/home/me/Videos", LINUX), ("/Users/me", MACOS), ("C:/" + "d" * 120, WINDOWS)]
)
def test_a_long_title_is_cut_and_all_else_stays(title: str, folder: str, limits: Limits):
    place = _place(TEMPLATE, folder, limits, title=title)
    assert path_length(place, folder, "mp4", limits) <= limits.path
    assert len(f"{place.stem}.mp4".encode()) <= 240
    assert place.folders == ("Lab Films", "2026")
    assert place.is_cut
    assert place.stem.startswith(f"07 - {title[:3].rstrip()}")
    assert place.stem.endswith("[h4rb0ur]")


def test_without_a_title_to_cut_the_longest_part_gives_way():
    place = _place("{uploader}/{id}", "C:/" + "d" * 150, WINDOWS, uploader="u" * 90, id="i" * 300)
    assert path_length(place, "C:/" + "d" * 150, "mp4", WINDOWS) <= WINDOWS.path
    assert place.folders[0].startswith("u" * 12)


def test_a_folder_that_leaves_no_room_is_said():
    with pytest.raises(InvalidTemplate, match="no name fits behind it"):
        _place("{title}", "C:/" + "d" * 250, WINDOWS)


def test_each_system_has_its_limits():
    assert [limits_of(name) for name in ("win32", "darwin", "linux")] == [WINDOWS, MACOS, LINUX]
    assert WINDOWS.measure("👧") == 2
