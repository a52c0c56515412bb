"""Every field has words and a sample, and a name that is nearly right is recognised."""

from datetime import UTC, datetime

import pytest

from mediadl.domain.template_fields import COMMON, FIELDS, SAMPLE, has_moment, moment, nearest, safe_title


def test_every_field_has_words_and_a_sample():
    assert all(field.title and SAMPLE[name] == field.sample for name, field in FIELDS.items())
    assert set(COMMON) <= set(FIELDS)


@pytest.mark.parametrize(
    ("written", "meant"), [("titel", "title"), ("Uploader", "uploader"), ("playlist_indx", "playlist_index")]
)
def test_the_nearest_field_is_found(written: str, meant: str):
    assert nearest(written) == meant


def test_what_is_like_no_field_is_like_none():
    assert nearest("qqqqq") is None


def test_days_and_seconds_are_moments_and_nonsense_is_none():
    assert moment("upload_date", "20261101") == datetime(2026, 11, 1, tzinfo=UTC)
    assert moment("timestamp", 0) == datetime(1970, 1, 1, tzinfo=UTC)
    assert moment("upload_date", "2026") is None
    assert moment("timestamp", 1e30) is None
    assert (has_moment("release_date"), has_moment("title")) == (True, False)


def test_a_safe_title_has_only_what_every_device_can_write():
    assert safe_title("Über «Café» 漢: part/2!") == "Uber_Cafe_part_2"
