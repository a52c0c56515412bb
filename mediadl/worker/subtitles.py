"""Fetches subtitles beside the media, after it is there, so that their trouble cannot cost it."""

import re
from pathlib import Path
from typing import Any

import yt_dlp
from yt_dlp.downloader import get_suitable_downloader
from yt_dlp.networking.exceptions import IncompleteRead
from yt_dlp.postprocessor import FFmpegSubtitlesConvertorPP

from mediadl.domain.failures import FailureKind
from mediadl.domain.naming import is_safe_suffix
from mediadl.domain.options import DownloadOptions
from mediadl.domain.subtitle_choice import Choice, Track, best_format, choose_tracks
from mediadl.worker.clips import cut_subtitles, section_of
from mediadl.worker.failures import failure_from
from mediadl.worker.patience import patiently
from mediadl.worker.steps import StepProblem, StepSkipped

Info = dict[str, Any]

_RETRIES = {"retries": 1, "fragment_retries": 2, "sleep_interval_subtitles": 0}
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")


def wants_subtitles(options: DownloadOptions) -> bool:
    """Whether any are to be fetched."""
    return options.download_subtitles or options.embed_subtitles or options.only_subtitles


def fetch_subtitles(ydl: yt_dlp.YoutubeDL, info: Info, options: DownloadOptions, folder: Path) -> str:
    """Put the wanted tracks into `folder`, and into `info["requested_subtitles"]`; return what is missing.

    Raises:
        StepSkipped: there are none of those wanted.
        StepProblem: some could not be fetched; the others are there.
    """
    written, automatic = info.get("subtitles") or {}, info.get("automatic_captions") or {}
    choice = choose_tracks(tuple(written), tuple(automatic), options)
    if not choice.tracks:
        raise StepSkipped(_missing_words(choice) or "The site has no subtitles for this.")
    fetched: dict[str, Info] = {}
    info["requested_subtitles"] = fetched
    problems: list[StepProblem] = []
    for track in choice.tracks:
        try:
            fetched[track.key] = fetch_track(ydl, info, track, options.subtitle_format, folder)
        except StepProblem as problem:
            problems.append(problem)
    _cut(ydl, info)
    _convert(ydl, info, options.subtitle_format)
    if problems:
        raise StepProblem(" ".join(str(problem) for problem in problems), problems[0].kind)
    return _missing_words(choice)


def subtitle_files(info: Info) -> list[tuple[Path, str]]:
    """The files that were fetched, each with what comes between the media's name and their suffix."""
    fetched = (info.get("requested_subtitles") or {}).items()
    return [(Path(sub["filepath"]), f".{_safe(key)}") for key, sub in fetched if "filepath" in sub]


def fetch_track(ydl: yt_dlp.YoutubeDL, info: Info, track: Track, wanted: str | None, folder: Path) -> Info:
    """Put one track into `folder`, in the format wanted if the site has it; "filepath" says where.

    Raises:
        StepProblem: it could not be fetched, or is of a kind that is not safe to keep.
    """
    offered = info["automatic_captions" if track.is_automatic else "subtitles"][track.key]
    suffixes = [str(one.get("ext") or "") for one in offered]
    found = dict(offered[best_format(suffixes, wanted)])
    suffix = str(found.get("ext") or "")
    if not is_safe_suffix(suffix):
        sentence = f"The subtitles “{track.key}” are of a kind that is not safe to keep."
        raise StepProblem(sentence, FailureKind.UNSAFE_PATH)
    path = folder / f"subtitles.{_safe(track.key)}.{suffix}"
    path.unlink(missing_ok=True)
    if found.get("data") is not None:
        path.write_text(str(found["data"]), encoding="utf-8")
    else:
        _download(ydl, info, track, found, path)
    info.setdefault("__files_to_move", {})[str(path)] = str(path)
    return {"ext": suffix, "filepath": str(path), "name": found.get("name")}


def _download(ydl: yt_dlp.YoutubeDL, info: Info, track: Track, found: Info, path: Path) -> None:
    found.setdefault("http_headers", info.get("http_headers"))
    params = {**ydl.params, **_RETRIES}

    def ask() -> None:
        downloader = get_suitable_downloader(found, params)(ydl, params)
        done, _ = downloader.download(str(path), found, subtitle=True)
        if not done or not path.is_file():
            raise IncompleteRead(partial=0)

    try:
        patiently(ask, str(found["url"]))
    except (yt_dlp.utils.YoutubeDLError, OSError, ValueError) as error:
        reason = failure_from(error, str(found["url"]))
        sentence = f"The subtitles “{track.key}” could not be fetched: {reason.message}"
        raise StepProblem(sentence, reason.kind) from error


def _convert(ydl: yt_dlp.YoutubeDL, info: Info, wanted: str | None) -> None:
    if wanted and info["requested_subtitles"]:
        try:
            ydl.run_pp(FFmpegSubtitlesConvertorPP(ydl, format=wanted), info)
        except yt_dlp.utils.PostProcessingError as error:
            raise StepProblem(
                f"The subtitles could not be converted to {wanted.upper()}.", FailureKind.FFMPEG_FAILED
            ) from error


def _cut(ydl: yt_dlp.YoutubeDL, info: Info) -> None:
    section = section_of(info)
    if section is None:
        return
    for key, track in info["requested_subtitles"].items():
        try:
            cut_subtitles(ydl, Path(track["filepath"]), section)
        except yt_dlp.utils.PostProcessingError as error:
            sentence = f"The subtitles “{key}” could not be cut to the clip."
            raise StepProblem(sentence, FailureKind.FFMPEG_FAILED) from error


def _missing_words(choice: Choice) -> str:
    if not choice.missing:
        return ""
    languages = ", ".join(f"“{language}”" for language in choice.missing)
    return f"The site has no subtitles in {languages}."


def _safe(key: str) -> str:
    """A site's key as part of a file's name."""
    return _UNSAFE.sub("-", key)[:20].strip("-") or "x"
