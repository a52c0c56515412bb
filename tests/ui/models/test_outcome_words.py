"""What a choice gives, in words."""

import pytest

from mediadl.domain.extras import subtitle_extras
from mediadl.domain.media import SubtitleTrack
from mediadl.domain.options import Clip, DownloadOptions
from mediadl.domain.presets import preset
from mediadl.ui.models.outcome_words import Outcome, detail_words, outcome_words, picked_words
from tests.helpers.choices import FORMATS, a_format, a_video

COMBINED, DUB, ORIGINAL, OPUS, SD, HD, FULL_HD = FORMATS
HDR = a_video(2160, dynamic_range="HDR10")
PLAIN = DownloadOptions()
CUT = DownloadOptions(clips=(Clip(start_s=60, end_s=120), Clip(start_s=540)))


@pytest.mark.parametrize(
    ("formats", "options", "words"),
    [
        ((SD, ORIGINAL), PLAIN, "480p · MP4 · H.264 + AAC · English (original) · about 34 MB"),
        (
            (SD, ORIGINAL, DUB),
            PLAIN,
            "480p · MP4 · H.264 + AAC · 2 sounds: English (original), German (dub) · about 35 MB",
        ),
        (
            (FULL_HD, ORIGINAL),
            PLAIN,
            "1080p · MKV · VP9 + AAC · English (original) · about 151 MB",
        ),
        ((SD,), PLAIN, "480p · MP4 · H.264 · no sound · 33 MB"),
        ((HDR,), PLAIN, "2160p · MP4 · H.264 · HDR10 · no sound · about 162 MB"),
        ((COMBINED,), PLAIN, "360p · MP4 · H.264 + AAC"),
        ((OPUS,), preset("audio-original").options, "OPUS · English (original) · 1.0 MB"),
        ((OPUS,), preset("audio-mp3").options, "MP3 · English (original) · about 24 MB"),
        ((SD, ORIGINAL), CUT, "480p · MP4 · H.264 + AAC · English (original) · 2 files · about 6.8 MB"),
        ((), PLAIN, ""),
    ],
)  # fmt: skip
def test_the_line_says_container_codecs_sounds_and_size(formats, options, words):
    assert outcome_words(Outcome(formats, options, 600.0)) == words


def test_what_happens_on_the_way_is_said_in_sentences():
    tracks = (SubtitleTrack(key="de"), SubtitleTrack(key="pt-BR", is_automatic=True))
    options = CUT.model_copy(update=subtitle_extras(tracks, "both", "srt"))
    assert detail_words(Outcome((SD, ORIGINAL), options, 600.0, tracks)) == (
        "It is cut at the nearest key frames, not to the second. Only 1:00 to 2:00, from 9:00 on. "
        "Subtitles as SRT beside the file and inside it: German, Portuguese (Brazil)."
    )
    assert detail_words(Outcome((SD, ORIGINAL), PLAIN, 600.0)) == ""


def test_many_clips_are_counted_rather_than_listed():
    clips = tuple(Clip(start_s=start, end_s=start + 1) for start in range(9))
    assert "and 6 more." in detail_words(Outcome((SD,), DownloadOptions(clips=clips), 600.0))


def test_a_picked_row_is_named_in_a_few_words():
    assert picked_words(a_video(1080, fps=60.0)) == "1080p60 H.264"
    assert picked_words(DUB) == "AAC German · dub"
    assert picked_words(a_format("c360", "combined")) == "c360"
