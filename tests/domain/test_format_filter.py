"""The filter of a table of formats, and what it can be set to."""

import pytest

from mediadl.domain.format_filter import FormatFilter, codecs_of, heights_of, languages_of
from tests.helpers.choices import FORMATS


@pytest.mark.parametrize(
    ("wish", "ids"),
    [
        (FormatFilter(), [one.id for one in FORMATS]),
        (FormatFilter(codec="VP9"), ["v1080-vp0"]),
        (FormatFilter(codec="Opus"), ["opus"]),
        (FormatFilter(min_height=720), ["dub", "original", "opus", "v720-avc", "v1080-vp0"]),
        (FormatFilter(language="de"), ["c360", "dub", "v480-avc", "v720-avc", "v1080-vp0"]),
        (FormatFilter(codec="AAC", language="de"), ["c360", "dub"]),
        (FormatFilter(text="ORIG"), ["original"]),
        (FormatFilter(text="v avc 7"), ["v720-avc"]),
        (FormatFilter(text="nothing"), []),
    ],
)
def test_only_what_passes_every_wish_is_shown(wish, ids):
    assert [one.id for one in FORMATS if wish.passes(one, one.id)] == ids
    assert wish.is_open is (len(ids) == len(FORMATS))


def test_a_filter_can_be_set_to_what_is_there():
    assert codecs_of(FORMATS) == ("H.264", "VP9", "AAC", "Opus")
    assert heights_of(FORMATS) == (1080, 720, 480)
    assert languages_of(FORMATS) == ("en", "de")


def test_a_height_that_all_have_or_none_has_is_not_offered():
    assert heights_of(FORMATS[-1:]) == ()
