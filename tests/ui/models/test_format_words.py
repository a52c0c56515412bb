"""What stands in a table of formats, and what it is sorted by."""

import pytest

from mediadl.domain.media import SubtitleTrack
from mediadl.ui.models.format_words import FormatColumn, hdr_words, size_words, sort_key, text_of, track_name
from tests.helpers.choices import a_format

C = FormatColumn


@pytest.mark.parametrize(
    ("column", "facts", "text"),
    [
        (C.RESOLUTION, {"width": 1920, "height": 1080}, "1920 \N{MULTIPLICATION SIGN} 1080"),
        (C.RESOLUTION, {"height": 720}, "720p"),
        (C.FPS, {"fps": 29.97}, "29.97"),
        (C.FPS, {"fps": 60.0}, "60"),
        (C.HDR, {"dynamic_range": "DV"}, "Dolby Vision"),
        (C.HDR, {"dynamic_range": "HDR10"}, "HDR10"),
        (C.VIDEO, {"vcodec": "av01.0.08M"}, "AV1"),
        (C.AUDIO, {"acodec": "mp4a.40.2"}, "AAC"),
        (C.LANGUAGE, {"language": "en", "is_original_language": True}, "English · original"),
        (C.LANGUAGE, {"language": "de-DE", "is_original_language": False}, "German (Germany) · dub"),
        (C.LANGUAGE, {"language": "fr"}, "French"),
        (C.LANGUAGE, {"language": "zz-lab"}, "zz-lab"),
        (C.BITRATE, {"bitrate_kbps": 4350.4}, "4,350 kbit/s"),
        (C.SIZE, {"size_bytes": 34_000_000}, "34 MB"),
        (C.SIZE, {"bitrate_kbps": 800.0}, "about 1.0 MB"),
        (C.CONTAINER, {}, "MP4"),
        (C.LANGUAGE, {"language": "pt-BR"}, "Portuguese (Brazil)"),
        (C.PLAYS_ON, {"vcodec": "avc1", "height": 720}, "Everything"),
        (C.PLAYS_ON, {"vcodec": "av01", "height": 720}, "Recent devices"),
        (C.NOTE, {"protocol": "m3u8_native", "note": "medium"}, "HLS · medium"),
        (C.NOTE, {"protocol": "https"}, ""),
    ],
)
def test_a_cell_says_it_in_words_for_people(column, facts, text):
    assert text_of(a_format("x", **facts), column, 10.0) == text


@pytest.mark.parametrize("column", sorted(set(C) - {C.CONTAINER, C.NOTE}), ids=lambda column: column.name)
def test_what_the_site_does_not_say_is_a_dash_and_has_nothing_to_sort_by(column):
    unknown = a_format("x")
    assert (text_of(unknown, column, None), sort_key(unknown, column, None)) == ("—", None)


@pytest.mark.parametrize(
    ("ranges", "words"),
    [((None, "SDR"), ""), (("SDR", "HDR10"), "HDR10"), (("DV",), "Dolby Vision"), ((), "")],
)
def test_only_a_high_dynamic_range_is_named(ranges, words):
    assert hdr_words(a_format(str(nr), dynamic_range=name) for nr, name in enumerate(ranges)) == words


def test_a_size_that_is_not_known_has_no_words():
    assert size_words(None) == ""


@pytest.mark.parametrize(
    ("key", "name", "words"), [("de", "de", "German"), ("zz", "Lab speech", "Lab speech"), ("zz", "", "zz")]
)
def test_subtitles_are_called_by_their_language(key, name, words):
    assert track_name(SubtitleTrack(key=key, name=name)) == words
