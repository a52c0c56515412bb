"""What the pieces of a template become for one media."""

import pytest

from mediadl.domain.errors import InvalidTemplate
from mediadl.domain.template_pieces import Conversion, Literal, field_piece

VALUES = {"title": "Dawn: part 漢字", "playlist_index": 7, "upload_date": "20261101", "fps": 29.97, "id": "x"}


def _filled(inside: str, *conversion: str) -> str:
    return field_piece("%(…)", inside, Conversion(*conversion)).filled(VALUES)


@pytest.mark.parametrize(
    ("inside", "conversion", "text"),
    [
        ("title", (), "Dawn: part 漢字"),
        ("title", ("", "", ".4", "s"), "Dawn"),
        ("title", ("", "", ".15", "B"), "Dawn: part 漢"),
        ("playlist_index", ("0", "3", "", "d"), "007"),
        ("playlist_index", ("-", "3", "", "s"), "7  "),
        ("title", ("0", "3", "", "d"), "Dawn: part 漢字"),
        ("fps", ("", "", ".1", "f"), "30.0"),
        ("upload_date>%Y-%m-%d", (), "2026-11-01"),
        ("uploader,channel,id", (), "x"),
        ("release_date>%Y,upload_date>%m", (), "11"),
        ("uploader|Unknown", (), "Unknown"),
        ("uploader", (), ""),
        ("playlist_index&no. {}|alone", (), "no. 7"),
        ("episode_number&episode {}|film", (), "film"),
    ],
)
def test_a_field_is_filled_in_as_yt_dlp_would(inside: str, conversion: tuple[str, ...], text: str):
    assert _filled(inside, *conversion) == text


@pytest.mark.parametrize(
    ("inside", "kind", "words"),
    [
        ("titel", "s", "There is no field “titel”. Did you mean “title”?"),
        ("qqqqq", "s", "There is no field “qqqqq”."),
        ("playlist_index+10", "d", "Arithmetic (“+10”"),
        ("title.0", "s", "A part of a field (“.0”"),
        ("title", "q", "“q” in “%(…)” is not supported"),
        ("title>%Y", "s", "“title” is no date"),
        ("", "s", "names no field"),
        ("1-2", "s", "“1-2” in “%(…)” is not supported"),
    ],
)
def test_what_is_not_supported_is_named(inside: str, kind: str, words: str):
    with pytest.raises(InvalidTemplate) as raised:
        field_piece("%(…)", inside, Conversion(kind=kind))
    assert words in str(raised.value)


def test_a_width_beyond_all_reason_is_refused():
    with pytest.raises(InvalidTemplate, match="wider than 64"):
        field_piece("%(title)9999s", "title", Conversion("", "9999", "", "s"))


def test_words_stay_as_they_are():
    assert Literal(" - ").filled(VALUES) == " - "
