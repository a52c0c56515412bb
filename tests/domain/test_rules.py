"""Rules: which conditions hold, which rule comes first, and what has to be known before."""

from typing import Any

import pytest

from mediadl.domain.media import Media, Playlist
from mediadl.domain.rules import Facts, Rule, Verdict, because, facts_of, first_match, matches, problems
from tests.helpers.choices import a_media, a_video

URL = "https://www.videos.example/watch?v=1"
KNOWN = {
    "extractor": "Videos:tab",
    "channel": "Lo-fi Radio",
    "title": "Rain, part 3",
    "duration_s": 600.0,
    "is_live": False,
    "has_picture": True,
    "complete": True,
}


@pytest.mark.parametrize(
    ("rule", "holds"),
    [
        ({}, True),
        ({"site": "videos.example"}, True),
        ({"site": "https://www.videos.example/other"}, True),
        ({"site": "example"}, False),
        ({"site": "deos.example"}, False),
        ({"site": "videos"}, True),
        ({"site": "other.example"}, False),
        ({"channel": "lo-fi*"}, True),
        ({"channel": "lo-fi"}, False),
        ({"title": "rain"}, True),
        ({"title": "*part ?"}, True),
        ({"title": "part ?"}, False),
        ({"title": r"part \d$", "title_is_regex": True}, True),
        ({"title": r"^part", "title_is_regex": True}, False),
        ({"title": "(", "title_is_regex": True}, False),
        ({"min_duration_s": 600, "max_duration_s": 600}, True),
        ({"min_duration_s": 601}, False),
        ({"max_duration_s": 599}, False),
        ({"kind": "video"}, True),
        ({"kind": "audio"}, False),
        ({"kind": "live"}, False),
        ({"kind": "entry"}, False),
        ({"site": "videos.example", "title": "snow"}, False),
    ],
)
def test_all_conditions_have_to_hold(rule: dict[str, Any], holds: bool) -> None:
    assert matches(Rule(**rule), Facts(URL, **KNOWN)) is holds


@pytest.mark.parametrize(
    ("rule", "facts", "holds"),
    [
        ({"channel": "x"}, {}, None),
        ({"site": "other.example", "channel": "x"}, {}, False),
        ({"site": "lab"}, {}, None),
        ({"site": "lab"}, {"extractor": "Lab"}, True),
        ({"kind": "entry"}, {}, False),
        ({"kind": "entry"}, {"is_entry": True}, True),
        ({"kind": "audio"}, {"is_live": True}, False),
        ({"kind": "audio"}, {}, None),
        ({"min_duration_s": 5}, {}, None),
        ({"min_duration_s": 5}, {"complete": True}, False),
        ({"title": "x"}, {"title": "x"}, True),
    ],
)
def test_what_is_not_known_yet_is_neither_true_nor_false(rule, facts, holds) -> None:
    assert matches(Rule(**rule), Facts(URL, **facts)) is holds


def test_the_first_enabled_rule_that_matches_wins() -> None:
    off, other, first, second = Rule(enabled=False), Rule(site="a.example"), Rule(name="1"), Rule(name="2")
    assert first_match((off, other, first, second), Facts(URL)) == Verdict(first)
    assert first_match((off, other), Facts(URL)) == Verdict()


def test_a_rule_waits_for_an_earlier_one_that_may_still_match() -> None:
    early, late = Rule(title="rain"), Rule(site="videos.example")
    assert first_match((early, late), Facts(URL)) == Verdict(is_open=True)
    assert first_match((late, early), Facts(URL)) == Verdict(late)
    assert first_match((early, late), Facts(URL, title="Snow")) == Verdict(late)


def test_what_a_look_finds_is_complete() -> None:
    media = a_media((a_video(480),)).model_copy(update={"uploader": "Me", "duration_s": 9.0})
    facts = facts_of(URL, media, is_entry=True)
    assert (facts.channel, facts.duration_s, facts.is_entry, facts.has_picture) == ("Me", 9.0, True, True)
    playlist = Playlist(id="1", extractor="Lab", url=URL, title="All", uploader="Me")
    assert matches(Rule(title="All"), facts_of(URL, playlist)) is False
    assert matches(Rule(channel="Me"), facts_of(URL, playlist)) is True
    assert facts.complete


def test_a_media_whose_formats_are_unknown_counts_as_a_video() -> None:
    assert facts_of(URL, Media(id="1", extractor="Lab", url=URL, title="T")).has_picture


def test_a_rule_says_why_it_counts() -> None:
    rule = Rule(name="Long", site="videos.example", min_duration_s=3600, kind="video")
    said = "the site is videos.example, and it lasts 1:00:00 or longer, and it is a video"
    assert because(rule) == f"Rule “Long” counts here: {said}."
    assert because(Rule()) == "A rule counts here: it is for every link."
    assert Rule(site="a.example").display_name == "the site is a.example"


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ({"preset": "best"}, set()),
        ({"priority": 1}, set()),
        ({}, {"preset"}),
        ({"preset": "best", "title": "(", "title_is_regex": True}, {"title"}),
        ({"preset": "best", "min_duration_s": 9, "max_duration_s": 3}, {"max_duration_s"}),
    ],
)
def test_what_is_wrong_is_said_at_the_field(rule: dict[str, Any], fields: set[str]) -> None:
    assert set(problems(Rule(**rule))) == fields
