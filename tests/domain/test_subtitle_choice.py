"""Which subtitle tracks and formats are taken, as tables."""

import pytest

from mediadl.domain.options import DownloadOptions
from mediadl.domain.subtitle_choice import Track, best_format, choose_tracks

WRITTEN, MACHINE = ("en-US", "de", "live_chat"), ("en", "fr")


@pytest.mark.parametrize(
    ("wishes", "auto", "tracks", "missing"),
    [
        ((), False, [Track("en-US"), Track("de")], ()),
        (("de",), False, [Track("de")], ()),
        (("en",), True, [Track("en-US")], ()),  # a person's work goes before a machine's
        (("DE-at",), False, [Track("de")], ()),
        (("fr",), True, [Track("fr", is_automatic=True)], ()),
        (("fr", "de"), False, [Track("de")], ("fr",)),
    ],
)
def test_tracks_are_taken_by_language(wishes, auto, tracks, missing):
    options = DownloadOptions(subtitle_languages=wishes, auto_subtitles=auto)
    choice = choose_tracks(WRITTEN, MACHINE, options)
    assert (list(choice.tracks), choice.missing) == (tracks, missing)


def test_english_is_taken_when_only_a_machine_wrote():
    choice = choose_tracks((), MACHINE, DownloadOptions(auto_subtitles=True))
    assert choice.tracks == (Track("en", is_automatic=True),)
    assert choose_tracks((), MACHINE, DownloadOptions()).tracks == ()


@pytest.mark.parametrize(
    ("suffixes", "wanted", "taken"),
    [
        (["json3", "vtt", "srt"], "srt", "srt"),
        (["json3", "vtt"], "srt", "vtt"),
        (["vtt", "json3"], None, "vtt"),
        (["json3", "srv1"], None, "srv1"),
    ],
)
def test_the_format_that_needs_no_conversion_is_taken(suffixes, wanted, taken):
    assert suffixes[best_format(suffixes, wanted)] == taken
