"""Subtitles and clips as fields of the options, and back."""

import pytest

from mediadl.domain.extras import (
    asked_tracks,
    extras_of,
    offered_tracks,
    place_of,
    says_extras,
    subtitle_extras,
    without_extras,
)
from mediadl.domain.media import SubtitleTrack
from mediadl.domain.options import Clip, DownloadOptions
from tests.helpers.choices import a_media

HUMAN = tuple(SubtitleTrack(key=key, formats=("vtt",)) for key in ("en-US", "de"))
MACHINE = tuple(SubtitleTrack(key=key, is_automatic=True) for key in ("de", "en", "fr"))
MEDIA = a_media(tracks=(*HUMAN, *MACHINE), subtitles=("en-US", "de"), automatic_captions=("de", "en", "fr"))


def keys(tracks) -> list[str]:
    return [f"{track.key}*" if track.is_automatic else track.key for track in tracks]


def test_what_a_machine_wrote_is_offered_only_where_nobody_wrote_it():
    assert keys(offered_tracks(MEDIA)) == ["en-US", "de", "fr*"]


@pytest.mark.parametrize("picked", [(0,), (0, 1), (2,), (1, 2), ()])
@pytest.mark.parametrize("place", ["beside", "inside", "both"])
def test_the_tracks_that_are_checked_are_those_that_the_options_take(picked, place):
    tracks = tuple(offered_tracks(MEDIA)[number] for number in picked)
    options = DownloadOptions(**subtitle_extras(tracks, place, "srt"))
    assert asked_tracks(MEDIA, options) == tracks
    assert place_of(options) == (place if tracks else "beside")
    assert options.subtitle_format == "srt"


def test_options_without_extras_say_none():
    said = DownloadOptions(quality="720p", clips=(Clip(end_s=3),), download_subtitles=True)
    assert says_extras(said)
    assert without_extras(said) == DownloadOptions(quality="720p")
    assert without_extras(said).model_copy(update=extras_of(said)) == said
