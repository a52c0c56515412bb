"""Cuts: their names, lengths and chapters."""

import pytest

from mediadl.domain.media import Chapter
from mediadl.domain.sections import Section, chapter_tail
from mediadl.domain.verification import Length

CHAPTERS = (Chapter(title="a", start_s=0, end_s=10), Chapter(title="b", start_s=10, end_s=30))


@pytest.mark.parametrize(
    ("section", "tail"),
    [
        (Section(5, 70), " - 0m05s-1m10s"),
        (Section(0, 2.25), " - 0m00s-0m02.25s"),
        (Section(3725), " - 1h02m05s-end"),
    ],
)
def test_the_name_tells_the_times(section, tail):
    assert section.tail == tail


@pytest.mark.parametrize(
    ("section", "whole_s", "is_exact", "length"),
    [
        (Section(20, 30), 100.0, False, Length(10, 10)),
        (Section(3, 30), 100.0, False, Length(27, 3)),
        (Section(20, 30), 100.0, True, Length(10)),
        (Section(20), 100.0, True, Length(80)),
        (Section(20), None, True, None),
    ],
)
def test_a_fast_cut_may_begin_a_key_frame_earlier_but_not_before_the_start(
    section, whole_s, is_exact, length
):
    assert section.length(whole_s, is_exact=is_exact) == length


def test_chapters_count_from_the_start_of_the_cut():
    assert Section(8, 12).chapters(CHAPTERS) == (
        Chapter(title="a", start_s=0, end_s=2),
        Chapter(title="b", start_s=2, end_s=4),
    )
    assert [one.title for one in Section(10).chapters(CHAPTERS)] == ["b"]


def test_chapters_are_numbered_and_named_legally():
    assert chapter_tail(2, "Main part") == " - 02 Main part"
    assert not set(chapter_tail(2, "Main: part/1")) & set(":/")
    assert chapter_tail(12, "") == " - 12"
    assert len(chapter_tail(1, "x" * 500)) < 100
