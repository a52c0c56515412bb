"""Puts subtitles and the picture into a media file, through yt-dlp's own post-processors."""

import shutil
from pathlib import Path
from typing import Any

import yt_dlp
from yt_dlp.postprocessor import (
    EmbedThumbnailPP,
    FFmpegEmbedSubtitlePP,
    FFmpegSubtitlesConvertorPP,
    FFmpegVideoRemuxerPP,
)

from mediadl.domain.options import DownloadOptions
from mediadl.worker.steps import StepProblem, StepSkipped

Info = dict[str, Any]

_HOLD_PICTURES = frozenset({"mp3", "mkv", "mka", "ogg", "opus", "flac", "m4a", "mp4", "m4v", "mov"})


def wants_embedding(options: DownloadOptions) -> bool:
    """Whether anything is to be put into the file."""
    return options.embed_subtitles or options.embed_thumbnail


def embed(ydl: yt_dlp.YoutubeDL, info: Info, options: DownloadOptions, thumbnail: Path | None) -> None:
    """Rewrite `info["filepath"]` with the fetched subtitles and the picture inside; it may become an MKV.

    Raises:
        StepSkipped: there is nothing to put in.
        StepProblem: the container cannot hold it.
        yt_dlp.utils.PostProcessingError: ffmpeg refuses.
    """
    info["ext"] = Path(info["filepath"]).suffix.removeprefix(".")
    subtitles = info.get("requested_subtitles") if options.embed_subtitles else None
    picture = thumbnail if options.embed_thumbnail else None
    if not subtitles and picture is None:
        raise StepSkipped("There was nothing to put into the file.")
    if picture is not None and info["ext"] == "webm" and options.video_format != "webm":
        info.update(ydl.run_pp(FFmpegVideoRemuxerPP(ydl, preferedformat="mkv"), info))
    if subtitles:
        _embed_subtitles(ydl, info)
    if picture is not None:
        _embed_thumbnail(ydl, info, picture)


def _embed_subtitles(ydl: yt_dlp.YoutubeDL, info: Info) -> None:
    if info["ext"] not in FFmpegEmbedSubtitlePP.SUPPORTED_EXTS:
        raise StepProblem(f"A {info['ext'].upper()} file cannot hold subtitles.")
    inside = dict(info)
    if info["ext"] == "webm":
        inside["requested_subtitles"] = _as_copies(info)
        ydl.run_pp(FFmpegSubtitlesConvertorPP(ydl, format="vtt"), inside)
    ydl.run_pp(FFmpegEmbedSubtitlePP(ydl, already_have_subtitle=True), inside)


def _as_copies(info: Info) -> Info:
    """The subtitles in files of their own, because converting one deletes it."""
    copies: Info = {}
    for key, sub in info["requested_subtitles"].items():
        path = Path(sub["filepath"])
        copy = path.with_name(f"inside-{path.name}")
        shutil.copyfile(path, copy)
        info["__files_to_move"][str(copy)] = str(copy)
        copies[key] = {**sub, "filepath": str(copy)}
    return copies


def _embed_thumbnail(ydl: yt_dlp.YoutubeDL, info: Info, picture: Path) -> None:
    if info["ext"] not in _HOLD_PICTURES:
        raise StepProblem(f"A {info['ext'].upper()} file cannot hold a picture.")
    moves = {**(info.get("__files_to_move") or {}), str(picture): str(picture)}
    inside = {**info, "thumbnails": [{"filepath": str(picture)}], "__files_to_move": moves}
    ydl.run_pp(EmbedThumbnailPP(ydl, already_have_thumbnail=True), inside)
