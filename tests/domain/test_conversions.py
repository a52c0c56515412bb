"""What is converted on the way, and what the file will be called."""

import pytest

from mediadl.domain.conversions import conversions, delivered_as
from mediadl.domain.options import Clip, DownloadOptions
from tests.helpers.choices import a_combined, a_video, an_audio

H264, VP9, AAC = a_video(720), a_video(720, "vp9", "webm"), an_audio("aac")
OPUS, VORBIS = an_audio("opus", "opus", "webm"), an_audio("vorbis", "vorbis", "webm")
Options = DownloadOptions
SOUND = {"quality": "audio_only"}


@pytest.mark.parametrize(
    ("formats", "options", "suffix", "words"),
    [
        ((H264, AAC), Options(), "mp4", ""),
        ((H264, OPUS), Options(), "mkv", ""),
        ((VP9, OPUS), Options(video_format="mp4"), "mp4", ""),
        ((VP9, VORBIS), Options(video_format="mp4"), "mkv", "MP4 cannot carry this as it is; it stays MKV."),
        ((H264, AAC), Options(video_format="webm"), "mkv", "WEBM cannot carry this"),
        ((H264, AAC), Options(video_format="webm", recode=True), "webm", "encoded anew"),
        ((a_combined(),), Options(video_format="mkv"), "mkv", ""),
        ((a_combined(ext="webm"),), Options(video_format="mp4"), "webm", "it stays WEBM"),
        ((AAC,), Options(**SOUND), "m4a", ""),
        ((OPUS,), Options(**SOUND), "opus", ""),
        ((a_combined(acodec="mp4a"),), Options(**SOUND), "m4a", ""),
        ((AAC,), Options(**SOUND, audio_format="m4a"), "m4a", ""),
        ((OPUS,), Options(**SOUND, audio_format="mp3", audio_quality_kbps=320), "mp3",
         "The sound is converted from Opus to MP3 at 320 kbit/s."),
        ((), Options(**SOUND), "", ""),
        ((H264, AAC), Options(clips=(Clip(end_s=5),)), "mp4", "nearest key frames"),
        ((H264, AAC), Options(clips=(Clip(end_s=5),), exact_cut=True), "mp4", "encoded anew at the cuts"),
    ],
)  # fmt: skip
def test_the_file_and_what_happens_on_the_way_are_foretold(formats, options, suffix, words):
    said = " ".join(conversions(formats, options))
    assert delivered_as(formats, options) == suffix
    assert words in said
    assert bool(said) is bool(words)
