"""What yt-dlp's selectors take of formats that were found before."""

import pytest
from yt_dlp import YoutubeDL

from mediadl.domain.selection import selector_for
from mediadl.worker.format_choice import chosen_of
from tests.helpers.choices import FORMATS, a_format, an_audio

COMBINED, DUB, ORIGINAL, OPUS, SD, HD, FULL_HD = FORMATS


@pytest.fixture(scope="module")
def ydl():
    with YoutubeDL({"quiet": True, "allow_multiple_audio_streams": True}) as made:
        yield made


@pytest.mark.parametrize(
    ("selector", "ids"),
    [
        ("bv*+ba/b", ("v1080-vp0", "opus")),
        ("bv[height<=720]+ba[ext=m4a]", ("v720-avc", "original")),
        ("bv[vcodec^=avc1][filesize<50M]+ba[language=de]", ("v480-avc", "dub")),
        ("v480-avc+dub+original", ("v480-avc", "dub", "original")),
        ("gone/b[height<=360]", ("c360",)),
        ("ba[acodec=opus]", ("opus",)),
        ("b[height>9000]", ()),
        ("gone", ()),
        (selector_for(HD, (DUB, ORIGINAL)), ("v720-avc", "dub", "original")),
    ],
)
def test_a_selector_takes_what_yt_dlp_would(ydl, selector, ids):
    assert chosen_of(ydl, selector, FORMATS) == ids


def test_a_pick_that_is_gone_is_replaced_in_its_languages(ydl):
    gone = selector_for(HD, (an_audio("x", language="de"), an_audio("y", language="en")))
    ids = chosen_of(ydl, gone, [one for one in FORMATS if one is not HD])
    assert ids == ("v480-avc", "dub", "opus")


def test_formats_of_one_kind_are_the_best_there_are(ydl):
    assert chosen_of(ydl, "b", (DUB, ORIGINAL)) == ("original",)
    assert chosen_of(ydl, "b", (a_format("0", "combined"),)) == ("0",)


def test_what_cannot_be_read_is_raised(ydl):
    with pytest.raises(SyntaxError):
        chosen_of(ydl, "bv[[+", FORMATS)
