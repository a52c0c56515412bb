"""What is encoded anew is only what does not fit."""

import pytest

from mediadl.domain.options import DownloadOptions
from mediadl.domain.recoding import recoding
from mediadl.domain.verification import Found, Picture, Sound


def _found(suffix: str, picture: str, sound: str) -> Found:
    return Found(suffix, pictures=(Picture(picture, 1, 1),), sounds=(Sound(sound),))


@pytest.mark.parametrize(
    ("found", "options", "suffix", "encoders"),
    [
        (_found("mkv", "av1", "opus"), {"plays_everywhere": True}, "mp4", {"libx264", "aac"}),
        (_found("mkv", "h264", "opus"), {"plays_everywhere": True}, "mp4", {"aac"}),
        (_found("mkv", "h264", "aac"), {"plays_everywhere": True}, "mp4", set()),
        (_found("mp4", "h264", "aac"), {"video_format": "webm"}, "webm", {"libvpx-vp9", "libopus"}),
        (_found("mkv", "vp9", "opus"), {"video_format": "webm"}, "webm", set()),
        (_found("mp4", "h264", "aac"), {"video_format": "avi"}, "avi", {"mpeg4", "libmp3lame"}),
        (_found("webm", "vp9", "opus"), {"video_codec": "h265"}, "webm", None),
        (_found("mkv", "vp9", "opus"), {"video_codec": "h265"}, "mkv", {"libx265"}),
        (_found("mp4", "h264", "aac"), {"audio_codec": "mp3"}, "mp4", {"libmp3lame"}),
    ],
)
def test_each_stream_is_encoded_only_when_it_has_to_be(found, options, suffix, encoders):
    wanted = recoding(found, DownloadOptions(recode=True, **options))
    if encoders is None:
        assert wanted is None
        return
    assert wanted is not None
    named = {
        value for flag, value in zip(wanted.arguments, wanted.arguments[1:], strict=False)
        if flag in {"-c:v", "-c:a"}
    }  # fmt: skip
    assert (wanted.suffix, named) == (suffix, encoders)


@pytest.mark.parametrize(
    "options",
    [{"recode": False, "video_format": "avi"}, {"recode": True}, {"recode": True, "quality": "audio_only"}],
)
def test_what_is_as_asked_for_stays(options):
    assert recoding(_found("mp4", "h264", "aac"), DownloadOptions(**options)) is None
