"""Shows, films, their folders and names, and the traps that media servers set."""

import re

import pytest

from mediadl.domain.file_place import LINUX, WINDOWS
from mediadl.domain.media import ListPlace
from mediadl.domain.media_library import (
    Facts,
    belongs_to_show,
    episode_place,
    film_place,
    neutral,
    numbers_in,
    show_of,
)

FACTS = Facts("a1", "Lab", "Dawn", channel="Lab Films", channel_id="UC1", upload_date="20260615")
IN_LIST = ListPlace(title="Best of", id="PL", index=7)
IN_CHANNEL = ListPlace(title="Lab Films", index=7, is_channel=True)
NOBODY = Facts("a1", "Lab", "Dawn", upload_date="20260615")


def test_a_channel_is_a_show_whose_seasons_are_years():
    for in_list in (None, IN_CHANNEL):
        show = show_of(FACTS, in_list)
        assert show is not None
        assert (show.key, show.title) == ("Lab:channel:UC1", "Lab Films")
        assert show.season(FACTS, in_list) == (2026, 61501)
        place = episode_place(show, (2026, 61501), FACTS, "/d", LINUX)
        assert place.shown == "Lab Films/Season 2026/Lab Films - S2026E061501 - Dawn [a1]"


def test_a_list_is_a_show_with_one_season_in_its_order():
    show = show_of(FACTS, IN_LIST)
    assert show is not None
    assert (show.key, show.season(FACTS, IN_LIST)) == ("Lab:list:PL", (1, 7))
    place = episode_place(show, (1, 7), FACTS, "/d", LINUX)
    assert place.shown == "Best of/Season 01/Best of - S01E07 - Dawn [a1]"


def test_what_nobody_has_published_is_a_film():
    assert show_of(NOBODY, None) is None
    assert film_place(NOBODY, "/d", LINUX).shown == "Movies/Dawn (2026)/Dawn (2026)"
    channel = show_of(NOBODY, IN_CHANNEL)
    assert channel is not None
    assert channel.title == "Lab Films"


@pytest.mark.parametrize(
    "text",
    ["S01E02", "s1 e2", "S01.E02", "s01_e02", "S2026-E1", "S1[E2", "1x02", "3x4x5", "dQS1E2x", "S1E2 S3E4"],
)
def test_no_second_code_is_left_in_a_text(text: str):
    code = re.compile(r"s\d+[][ ._-]*e\d+|\d+x\d+", re.IGNORECASE)
    assert code.search(text)
    assert not code.search(neutral(text))
    assert neutral(text).replace("·", "") == text


@pytest.mark.parametrize("text", ["Harbour", "Size 10", "e-bike", "Exit 5", "Sx E2"])
def test_other_texts_stay_as_they_are(text: str):
    assert neutral(text) == text


def test_a_title_that_begins_like_a_second_number_does_not():
    assert neutral("E02 and on") == "E·02 and on"


def test_the_code_in_a_name_is_the_only_one_whatever_channel_title_and_id_say():
    facts = Facts("S1E2", "Lab", "1x02", channel="S01E02 / fans", upload_date="20260615")
    show = show_of(facts, None)
    assert show is not None
    place = episode_place(show, (2026, 61501), facts, "/d", LINUX)
    assert re.findall(r"(?i)s\d+[][ ._-]*e\d+|\d+x\d+", place.stem) == ["S2026E061501"]
    assert place.folders == ("S01·E02 \u29f8 fans", "Season 2026")
    assert place.stem.startswith(place.folders[0])


def test_a_long_title_is_cut_and_the_code_and_the_id_stay():
    facts = Facts("a1", "Lab", "x" * 300, channel="c" * 200, upload_date="20260615")
    show = show_of(facts, None)
    assert show is not None
    for root, limits in (("/d", LINUX), ("C:/" + "d" * 20, WINDOWS)):
        place = episode_place(show, (2026, 61501), facts, root, limits)
        assert " - S2026E061501 - xxx" in place.stem
        assert place.stem.endswith("x [a1]")


def test_numbers_are_read_from_names():
    names = [
        "Lab Films - S2026E061501 - Dawn [a1].mp4",
        "Lab Films - S2026E061502 - Noon [b2].nfo",
        "Lab Films - S2025E010101 - Old [c3].mp4",
        "tvshow.nfo",
    ]
    assert numbers_in(names, 2026, "b2") == ({61501}, 61502)
    assert numbers_in(names, 2026, "new") == ({61501, 61502}, None)


@pytest.mark.parametrize(
    ("name", "shared"),
    [
        ("tvshow.nfo", True),
        ("poster.jpg", True),
        ("fanart.png", True),
        ("season2026-poster.jpg", True),
        ("season-all-fanart.jpg", True),
        ("folder.jpg", True),
        ("Films - S2026E061501 - A day [x]-thumb.jpg", False),
        ("Films - S2026E061501 - A day [x].nfo", False),
        ("A film (2026)-poster.jpg", False),
        ("poster.mp4", False),
    ],
)
def test_what_a_whole_show_has_is_told_from_what_an_episode_has(name, shared):
    assert belongs_to_show(name) is shared
