"""Fetches the media's picture beside it, after it is there. Putting it into the file is `embedding`'s."""

from functools import partial
from pathlib import Path
from typing import Any

import yt_dlp
from yt_dlp.networking import Request
from yt_dlp.postprocessor import FFmpegPostProcessor, FFmpegThumbnailsConvertorPP

from mediadl.domain.options import DownloadOptions
from mediadl.worker.failures import failure_from
from mediadl.worker.patience import patiently
from mediadl.worker.steps import StepProblem, StepSkipped

Info = dict[str, Any]

MOST_BYTES = 30 * 1024 * 1024
_CANDIDATES = 3
_STEM = "thumbnail"
_KINDS = ((b"\xff\xd8\xff", "jpg"), (b"\x89PNG", "png"), (b"GIF8", "gif"))


def wants_thumbnail(options: DownloadOptions) -> bool:
    """Whether the picture is to be fetched."""
    return options.write_thumbnail or options.embed_thumbnail or options.only_thumbnail


def fetch_thumbnail(ydl: yt_dlp.YoutubeDL, info: Info, options: DownloadOptions, folder: Path) -> Path:
    """Put the best picture that can be had into `folder`.

    Raises:
        StepSkipped: the site has none.
        StepProblem: none of the best could be fetched.
    """
    urls = [str(one["url"]) for one in info.get("thumbnails") or () if one.get("url")]
    if not urls:
        raise StepSkipped("The site has no picture for this.")
    problem: StepProblem | None = None
    for url in list(reversed(urls))[:_CANDIDATES]:
        try:
            data = patiently(partial(_read, ydl, info, url), url)
        except (yt_dlp.utils.YoutubeDLError, OSError) as error:
            reason = failure_from(error, url)
            problem = problem or StepProblem(
                f"The picture could not be fetched: {reason.message}", reason.kind
            )
            continue
        if suffix := kind_of(data):
            path = folder / f"{_STEM}.{suffix}"
            path.write_bytes(data)
            path = _converted(ydl, path, options.thumbnail_format)
            return _squared(ydl, path) if options.crop_thumbnail and options.is_audio_only else path
        problem = problem or StepProblem("What the site calls its picture is none.")
    raise problem or StepProblem("The picture could not be fetched.")


def kind_of(data: bytes) -> str:
    """The suffix for a picture by its first bytes; empty for what is no picture."""
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "webp"
    return next((suffix for begin, suffix in _KINDS if data.startswith(begin)), "")


def _read(ydl: yt_dlp.YoutubeDL, info: Info, url: str) -> bytes:
    request = Request(url, headers=info.get("http_headers") or {})
    with ydl.urlopen(request) as response:
        return bytes(response.read(MOST_BYTES))


def _squared(ydl: yt_dlp.YoutubeDL, path: Path) -> Path:
    """Cut the middle out; the picture of a song is that of a record's sleeve."""
    cut = path.with_stem(f"{path.stem}-square")
    quality = ["-q:v", "2"] if path.suffix == ".jpg" else []
    FFmpegPostProcessor(ydl).real_run_ffmpeg(
        [(str(path), [])], [(str(cut), ["-vf", "crop='min(iw,ih)':'min(iw,ih)'", *quality])]
    )
    path.unlink()
    return cut


def _converted(ydl: yt_dlp.YoutubeDL, path: Path, wanted: str | None) -> Path:
    if wanted is None or path.suffix == f".{wanted}":
        return path
    made = FFmpegThumbnailsConvertorPP(ydl, format=wanted).convert_thumbnail(str(path), wanted)
    path.unlink()
    return Path(made)
