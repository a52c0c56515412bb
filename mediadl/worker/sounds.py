"""Has yt-dlp choose several sounds, once it is known which languages there are."""

from typing import Any

import yt_dlp

from mediadl.domain.options import DownloadOptions
from mediadl.domain.selection import selector
from mediadl.worker.found import formats_from


def choose_sounds(ydl: yt_dlp.YoutubeDL, info: dict[str, Any], options: DownloadOptions) -> None:
    """Set the selector for a media that was extracted and not processed yet; `ydl` is for this one only."""
    if options.more_audio_languages and not options.custom_format:
        offered = formats_from(info.get("formats") or ())
        ydl.format_selector = ydl.build_format_selector(selector(options, offered))
