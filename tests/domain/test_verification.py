"""A file is compared with what was announced; what differs is said in words."""

import pytest

from mediadl.domain.options import DownloadOptions
from mediadl.domain.verification import (
    Found,
    Length,
    Picture,
    Sound,
    counts_as,
    differences,
    is_called,
    length_of,
)
from tests.helpers.choices import a_combined, a_format, a_media, a_video, an_audio

H264, AAC = Picture("h264", 1280, 720), Sound("aac")
MP4 = frozenset({"mov", "mp4"})
CHOSEN = (a_video(720), an_audio("aac"))
SOUND_ONLY = DownloadOptions(quality="audio_only")
UNKNOWN = (a_format("0", "combined"),)


def _found(picture=H264, sound=AAC, suffix="mp4", containers=MP4, duration_s=600.0):
    pictures, sounds = (picture,) if picture else (), (sound,) if sound else ()
    return Found(suffix, containers, duration_s, pictures, sounds)


@pytest.mark.parametrize(
    ("chosen", "options", "length_s", "found"),
    [
        (CHOSEN, DownloadOptions(), 600.0, _found()),
        (CHOSEN, DownloadOptions(), 605.0, _found()),  # 1 %
        (CHOSEN, DownloadOptions(), 599.1, _found()),
        (CHOSEN, DownloadOptions(), None, _found(duration_s=5.0)),
        (UNKNOWN, DownloadOptions(), None, _found(sound=None)),  # a silent file behind a direct link
        ((an_audio("aac"),), DownloadOptions(), None, _found(picture=None, suffix="m4a")),
        ((an_audio("aac"),), SOUND_ONLY, None, _found(picture=None, suffix="m4a")),
        ((a_video(1080),), DownloadOptions(), None, _found(Picture("h264", 1920, 804))),
        ((a_video(720),), DownloadOptions(), None, _found(Picture("h264", 720, 1280))),
        ((a_video(480),), DownloadOptions(), None, _found(Picture("h264", 854, 480))),
        (CHOSEN, DownloadOptions(), None, _found(suffix="xyz")),
    ],
)
def test_what_was_announced_is_no_difference(chosen, options, length_s, found):
    length = Length(length_s) if length_s else None
    assert differences(chosen, options, length, found) == ()


@pytest.mark.parametrize(
    ("options", "found", "words"),
    [
        ({}, _found(picture=None), "no picture"),
        ({}, _found(sound=None), "no sound"),
        ({"quality": "audio_only"}, _found(), "only the sound"),
        ({}, _found(Picture("vp9", 1280, 720)), "The picture is VP9; H.264 was announced."),
        ({}, _found(sound=Sound("opus")), "The sound is Opus; AAC was announced."),
        ({}, _found(Picture("h264", 640, 360)), "360 lines high; 720 were announced"),
        ({}, _found(containers=frozenset({"mpegts"})), "called .mp4, and inside it is MPEGTS"),
        ({}, _found(duration_s=12.0), "The file is 0:12 long; 10:00 was expected."),
        ({}, _found(duration_s=700.0), "The file is 11:40 long"),
    ],
)
def test_a_difference_is_said(options, found, words):
    (sentence,) = differences(CHOSEN, DownloadOptions(**options), Length(600.0), found)
    assert words in sentence


def test_a_converted_sound_may_have_another_codec():
    options = DownloadOptions(quality="audio_only", audio_format="mp3")
    found = _found(None, Sound("mp3"), "mp3", frozenset({"mp3"}))
    assert differences((a_combined(),), options, None, found) == ()


def test_cuts_on_key_frames_may_leave_a_little_more():
    assert differences(CHOSEN, DownloadOptions(), Length(590.0, longer_s=10.0), _found()) == ()


def test_a_live_stream_has_no_length():
    assert length_of(a_media(is_live=True)) is None
    assert length_of(a_media()) == Length(600.0)


@pytest.mark.parametrize(
    ("width", "height", "span"),
    [(1920, 804, (804, 1080)), (1080, 1920, (1080, 1080)), (None, 480, (480, 480)), (640, None, None)],
)
def test_a_picture_goes_by_several_heights(width, height, span):
    assert counts_as(width, height) == span


def test_a_rounded_height_is_the_same_height():
    assert is_called(1080, 1920, 1088)
    assert not is_called(720, 854, 480)


def test_without_streams_it_is_no_media():
    assert not Found("mp4", MP4, 5.0).is_media
    assert _found(picture=None).is_media
