"""Clip ranges: what can be read, what is wrong with them, and how they are said."""

import pytest

from mediadl.domain.clips import clip_of, clip_problem, clip_words, clips_text, length_s, parse_clips
from mediadl.domain.errors import UserError
from mediadl.domain.media import Chapter
from mediadl.domain.options import Clip


@pytest.mark.parametrize(
    ("text", "clips", "again"),
    [
        ("", (), ""),
        ("1:23-2:10", ((83, 130),), "1:23-2:10"),
        ("1:02:03 \N{EN DASH} 1:03:00", ((3723, 3780),), "1:02:03-1:03:00"),
        ("90-95.5", ((90, 95.5),), "1:30-1:35.5"),
        ("5:00-; -0:30,", ((300, None), (0, 30)), "5:00-, 0:00-0:30"),
    ],
)
def test_clips_are_read_as_people_write_them_and_written_the_same_way(text, clips, again):
    read = parse_clips(text)
    assert read == tuple(Clip(start_s=start, end_s=end) for start, end in clips)
    assert clips_text(read) == again
    assert parse_clips(again) == read


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("soon-later", "“soon-later” is no clip"),
        ("-", "is no clip"),
        ("1:23", "is no clip"),
        ("1:00-2:00-3:00", "is no clip"),
        ("0:10-0:20, 2:10-1:23", "“2:10-1:23” ends before it starts"),
        ("1:00-1:00", "ends before it starts"),
    ],
)
def test_what_is_no_clip_is_said_in_words(text, words):
    with pytest.raises(UserError, match=words):
        parse_clips(text)


@pytest.mark.parametrize(
    ("text", "duration_s", "words"),
    [
        ("0:10-0:20", 30.0, ""),
        ("0:10-0:30.4", 30.0, ""),
        ("0:10-9:00", None, ""),
        ("0:10-0:31", 30.0, "0:10 to 0:31 goes beyond the end, which is at 0:30"),
        ("0:01-0:02, 0:30-", 30.0, "from 0:30 on begins after the end"),
    ],
)
def test_a_clip_beyond_the_end_is_said(text, duration_s, words):
    assert words in clip_problem(parse_clips(text), duration_s)
    assert bool(clip_problem(parse_clips(text), duration_s)) is bool(words)


@pytest.mark.parametrize(
    ("text", "duration_s", "seconds"),
    [("", 60.0, 60.0), ("0:10-0:20, 0:50-", 60.0, 20.0), ("0:50-", None, None), ("0:50-0:55", None, 5.0)],
)
def test_the_length_of_all_clips_together(text, duration_s, seconds):
    assert length_s(parse_clips(text), duration_s) == seconds


def test_a_chapter_is_a_clip_unless_it_has_no_length():
    assert clip_of(Chapter(title="Intro", start_s=0, end_s=4)) == Clip(start_s=0, end_s=4)
    assert clip_of(Chapter(title="Point", start_s=4, end_s=4)) is None
    assert clip_words(Clip(start_s=4.25)) == "from 0:04.25 on"
