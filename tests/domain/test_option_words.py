"""Options in words."""

from typing import Any

import pytest

from mediadl.domain.option_words import in_words
from mediadl.domain.options import Clip, DownloadOptions
from mediadl.domain.presets import BUILT_IN, preset


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, "best quality"),
        ({"quality": "1080p", "require": ("height",)}, "1080p at most (required)"),
        (
            {"quality": "720p", "video_format": "mkv", "video_codec": "h264", "require": ("video_codec",)},
            "720p at most · MKV · H.264 (required)",
        ),
        ({"audio_codec": "opus", "recode": True}, "best quality · Opus · encoded anew where needed"),
        ({"quality": "audio_only", "audio_format": "wav"}, "WAV"),
        ({"custom_format": "bv+ba"}, "format “bv+ba”"),
        ({"only_thumbnail": True, "thumbnail_format": "png"}, "only the picture as PNG"),
        ({"only_subtitles": True}, "only the subtitles · subtitles in all languages"),
        (
            {"download_subtitles": True, "subtitle_languages": ("en", "de"), "embed_subtitles": True},
            "best quality · subtitles en, de (embedded)",
        ),
        (
            {"download_subtitles": True, "subtitle_format": "srt", "auto_subtitles": True},
            "best quality · subtitles in all languages (SRT, automatic ones too)",
        ),
        (
            {"audio_language": "de", "more_audio_languages": ("all",)},
            "best quality · sound in de · every language",
        ),
        ({"more_audio_languages": ("en", "fr")}, "best quality · also in en, fr"),
        ({"embed_thumbnail": True, "crop_thumbnail": True}, "best quality · square picture inside"),
        ({"write_thumbnail": True, "thumbnail_format": "png"}, "best quality · picture beside it as PNG"),
        (
            {"embed_metadata": False, "embed_chapters": False},
            "best quality · without tags · without chapters",
        ),
        (
            {"split_chapters": True, "write_comments": True},
            "best quality · a file for each chapter · comments beside it",
        ),
        (
            {"sponsorblock_mark": ("intro",), "sponsorblock_remove": ("sponsor", "music_offtopic")},
            "best quality · SponsorBlock marks intro and removes sponsor, music offtopic",
        ),
        (
            {"clips": (Clip(start_s=61, end_s=90),), "exact_cut": True},
            "best quality · only 1:01 to 1:30, cut exactly",
        ),
        ({"proxy": "", "impersonate": "chrome"}, "best quality · without a proxy · as chrome"),
        ({"headers": (("A", "b"),), "rate_limit_bps": 500_000}, "best quality · 1 header · 500 kB/s at most"),
        (
            {"layout": "media_library", "clash": "skip"},
            "best quality · laid out for a media library · skipped where a file is",
        ),
        ({"cookies_id": "Work"}, "best quality · with an account of your choice"),
        (
            {"extra_arguments": ("--xff", "DE"), "live_from_start": True},
            "best quality · live streams from their start · yt-dlp --xff DE",
        ),
    ],
)
def test_what_comes_of_options_is_said(options: dict[str, Any], words: str) -> None:
    assert in_words(DownloadOptions(**options)) == words


def test_every_preset_is_told_apart_by_its_words() -> None:
    assert in_words(preset("plays-everywhere").options) == "1080p at most · MP4 · H.264 + AAC"
    assert in_words(preset("audio-mp3").options) == "MP3 320 kbit/s"
    assert len({in_words(known.options) for known in BUILT_IN}) == len(BUILT_IN)
