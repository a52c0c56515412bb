"""Writes title, uploader, date and chapters into a media file, through yt-dlp's own post-processor."""

from collections.abc import Mapping
from typing import Any

import yt_dlp
from yt_dlp.postprocessor import FFmpegMetadataPP

from mediadl.domain.options import DownloadOptions


def wants_metadata(info: Mapping[str, Any], options: DownloadOptions, ffmpeg: str | None) -> bool:
    """Whether tags or chapters are to be written.

    Not into the file of a direct link: it has its own, and stays as it is. Without ffmpeg a file without
    tags is better than none.
    """
    has_chapters = options.embed_chapters and bool(info.get("chapters"))
    wanted = options.embed_metadata or bool(options.sponsorblock_mark) or has_chapters
    return wanted and ffmpeg is not None and not info.get("direct")


def write_metadata(ydl: yt_dlp.YoutubeDL, info: dict[str, Any], options: DownloadOptions) -> None:
    """Rewrite `info["filepath"]` with what the info says.

    Raises:
        yt_dlp.utils.PostProcessingError: ffmpeg refuses.
    """
    # No info dictionary inside: it holds the session's cookies.
    chapters = options.embed_chapters or bool(options.sponsorblock_mark)
    step = FFmpegMetadataPP(
        ydl, add_metadata=options.embed_metadata, add_chapters=chapters, add_infojson=False
    )
    ydl.run_pp(step, info)
