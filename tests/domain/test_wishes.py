"""Wishes that a choice or a file does not fulfil are told; those that are conditions stop the job."""

import pytest

from mediadl.domain.options import DownloadOptions
from mediadl.domain.verification import Found, Picture, Sound
from mediadl.domain.wishes import audio_codec, required, speaks, unmet_by_choice, unmet_by_file, video_codec
from tests.helpers.choices import a_combined, a_media, a_video, an_audio

AV1_720, VP9_1080 = a_video(720, "av01.0.05M.08"), a_video(1080, "vp09.00.40", "webm")
GERMAN, AAC = an_audio("de", language="de-DE"), an_audio("aac")
MEDIA = a_media((a_combined(360), GERMAN, AAC, a_video(480), AV1_720, VP9_1080))


def _of_choice(chosen, **options):
    return [unmet.wish for unmet in unmet_by_choice(MEDIA, chosen, DownloadOptions(**options))]


def _of_file(picture="h264", sound="aac", suffix="mp4", language=None, **options):
    pictures = (Picture(picture, 1280, 720),) if picture else ()
    found = Found(suffix, frozenset(), 1.0, pictures, (Sound(sound, language),))
    return [unmet.wish for unmet in unmet_by_file(found, DownloadOptions(**options))]


@pytest.mark.parametrize(
    ("chosen", "options", "unmet"),
    [
        ((VP9_1080, AAC), {"quality": "1080p"}, []),
        ((VP9_1080, AAC), {"quality": "2160p"}, []),  # the site has no more
        ((VP9_1080, AAC), {"quality": "2160p", "require": ("height",)}, ["height"]),
        ((a_video(480), AAC), {"quality": "1080p"}, ["height"]),
        ((a_video(480), AAC), {"quality": "1080p", "custom_format": "480"}, []),
        ((AV1_720, AAC), {"quality": "1080p", "video_codec": "av1"}, []),  # more would cost the codec
        ((AV1_720, AAC), {"video_codec": "h264"}, ["video_codec"]),
        ((AV1_720, AAC), {"audio_codec": "opus"}, ["audio_codec"]),
        ((AV1_720, AAC), {"plays_everywhere": True}, ["video_codec"]),
        ((VP9_1080, GERMAN), {"audio_language": "de"}, []),
        ((VP9_1080, GERMAN), {"audio_language": "en"}, ["language"]),
        ((VP9_1080, AAC), {"audio_language": "en"}, []),  # the site does not say
        ((VP9_1080, AAC), {"audio_language": "en", "require": ("language",)}, ["language"]),
    ],
)
def test_a_choice_that_leaves_a_wish_open_is_told(chosen, options, unmet):
    assert _of_choice(chosen, **options) == unmet


@pytest.mark.parametrize(
    ("file", "unmet"),
    [
        ({"video_codec": "h264", "audio_codec": "aac", "video_format": "mp4"}, []),
        ({"picture": "vp9", "video_codec": "h264"}, ["video_codec"]),
        ({"sound": "opus", "plays_everywhere": True}, ["audio_codec"]),
        ({"picture": None, "sound": "mp3", "suffix": "mp3", "plays_everywhere": True}, []),
        ({"suffix": "webm", "video_format": "mp4"}, ["container"]),
        ({"picture": None, "suffix": "mp3", "video_format": "mp4"}, []),  # a sound is no video
        ({"suffix": "opus", "quality": "audio_only", "audio_format": "mp3"}, ["container"]),
        ({"language": "de", "audio_language": "en"}, ["language"]),
        ({"language": "pt", "audio_language": "pt-BR"}, []),
        ({"audio_language": "en"}, []),
    ],
)
def test_a_file_that_leaves_a_wish_open_is_told(file, unmet):
    assert _of_file(**file) == unmet


def test_only_a_condition_stops():
    unmet = unmet_by_choice(MEDIA, (AV1_720,), DownloadOptions(video_codec="h264"))
    assert required(unmet, DownloadOptions()) is None
    stops = required(unmet, DownloadOptions(require=("video_codec",)))
    assert stops is not None
    assert "AV1" in stops.sentence


def test_a_sound_that_is_converted_has_no_codec_to_wish_for():
    assert audio_codec(DownloadOptions(quality="audio_only", audio_format="mp3", audio_codec="opus")) == ""
    assert video_codec(DownloadOptions(plays_everywhere=True)) == "H.264"


@pytest.mark.parametrize(
    ("there", "wanted", "is_it"),
    [("de-DE", "de", True), ("de", "de", True), ("den", "de", False), ("pt", "pt-BR", False)],
)
def test_a_region_speaks_its_language(there, wanted, is_it):
    assert speaks(an_audio("x", language=there), wanted) is is_it
