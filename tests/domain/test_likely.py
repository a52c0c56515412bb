"""What options will most likely take of a media."""

import pytest

from mediadl.domain.likely import likely_formats
from mediadl.domain.options import DownloadOptions
from mediadl.domain.presets import preset
from tests.helpers.choices import FORMATS, a_combined, a_media, an_audio


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("best", ["v1080-vp0", "opus"]),
        ("720p", ["v720-avc", "opus"]),
        ("360p", ["c360"]),
        ("plays-everywhere", ["v720-avc", "original"]),
        ("audio-m4a", ["original"]),
        ("audio-original", ["opus"]),
    ],
)
def test_a_preset_will_likely_select_these(name, ids):
    assert [one.id for one in likely_formats(a_media(), preset(name).options)] == ids


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        ({"video_codec": "h264"}, ["v720-avc", "opus"]),
        ({"video_codec": "av1"}, ["v1080-vp0", "opus"]),
        ({"audio_codec": "aac"}, ["v1080-vp0", "original"]),
        ({"audio_language": "de"}, ["v1080-vp0", "dub"]),
        ({"audio_language": "de-AT"}, ["v1080-vp0", "dub"]),
        ({"audio_language": "nl"}, ["v1080-vp0", "opus"]),
        ({"quality": "360p", "audio_language": "de"}, ["v480-avc", "dub"]),
        ({"more_audio_languages": ("all",)}, ["v1080-vp0", "opus", "dub"]),
        ({"audio_language": "de", "more_audio_languages": ("en", "de")}, ["v1080-vp0", "dub", "opus"]),
        ({"quality": "audio_only", "audio_language": "de"}, ["dub"]),
    ],
)
def test_wishes_for_codecs_and_languages_count(options, ids):
    assert [one.id for one in likely_formats(a_media(), DownloadOptions(**options))] == ids


def test_without_pictures_or_sounds_it_is_what_there_is():
    assert likely_formats(a_media(()), DownloadOptions()) == ()
    sound = an_audio("aac")
    assert likely_formats(a_media((sound,)), DownloadOptions()) == (sound,)
    assert likely_formats(a_media((a_combined(),)), preset("audio-original").options) == (FORMATS[0],)
