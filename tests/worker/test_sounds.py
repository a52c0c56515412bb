"""Several sounds are chosen once the languages are known."""

import pytest
import yt_dlp

from mediadl.domain.options import DownloadOptions
from mediadl.worker.sounds import choose_sounds


def _sound(name: str, language: str, preference: int) -> dict:
    return {
        "format_id": name, "url": f"https://example.com/{name}", "ext": "m4a", "vcodec": "none",
        "acodec": "mp4a", "language": language, "language_preference": preference,
    }  # fmt: skip


FORMATS = [
    _sound("de", "de", -1),
    _sound("fr", "fr-FR", -1),
    _sound("en", "en", 10),
    {"format_id": "v", "url": "https://example.com/v", "ext": "mp4", "vcodec": "avc1", "acodec": "none"},
]


@pytest.mark.parametrize(
    ("options", "chosen"),
    [
        ({}, "v+en"),
        ({"more_audio_languages": ("de",)}, "v+en+de"),
        ({"more_audio_languages": ("fr", "ja")}, "v+en+fr"),
        ({"more_audio_languages": ("all",)}, "v+en+de+fr"),
        ({"more_audio_languages": ("en", "de"), "audio_language": "fr"}, "v+fr+en+de"),
        ({"more_audio_languages": ("de",), "custom_format": "v+fr"}, "v+fr"),
    ],
)
def test_the_original_comes_first_and_each_language_once(options, chosen):
    wanted = DownloadOptions(**options)
    params = {
        "quiet": True,
        "cachedir": False,
        "format": wanted.custom_format or "bv+ba",
        "allow_multiple_audio_streams": True,
    }
    info = {
        "id": "x",
        "title": "X",
        "extractor": "x",
        "extractor_key": "X",
        "webpage_url": "https://example.com",
        "formats": FORMATS,
    }
    with yt_dlp.YoutubeDL(params) as ydl:
        choose_sounds(ydl, info, wanted)
        result = ydl.process_ie_result({**info, "formats": [dict(one) for one in FORMATS]}, download=False)
    assert result["format_id"] == chosen
