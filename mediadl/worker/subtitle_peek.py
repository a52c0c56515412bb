"""Fetches one track of subtitles to see how it begins; the media is not touched and nothing is kept."""

import tempfile
from pathlib import Path

import yt_dlp

from mediadl.domain.failures import FailureKind
from mediadl.domain.subtitle_choice import Track
from mediadl.domain.subtitle_text import beginning
from mediadl.worker.extraction import extract, is_list
from mediadl.worker.problem import DownloadProblem
from mediadl.worker.steps import StepProblem
from mediadl.worker.subtitles import fetch_track

LARGEST_BYTES = 8_000_000
"""Subtitles of a long film are a few hundred kilobytes; what is larger is something else."""
_READ_BYTES = 200_000


def how_it_begins(ydl: yt_dlp.YoutubeDL, url: str, track: Track) -> str:
    """The first lines of a track, with their times; empty when there is nothing in it.

    Raises:
        DownloadProblem: the track is not there any more, or cannot be fetched.
        yt_dlp.utils.YoutubeDLError: as the extractors do.
    """
    info = extract(ydl, url)
    if is_list(info):
        raise DownloadProblem(FailureKind.NOT_FOUND, "The link is a list now.")
    info = ydl.process_ie_result(info, download=False)
    if not (info.get("automatic_captions" if track.is_automatic else "subtitles") or {}).get(track.key):
        raise DownloadProblem(FailureKind.GONE, f"The subtitles “{track.key}” are not offered any more.")
    ydl.params["max_filesize"] = LARGEST_BYTES
    with tempfile.TemporaryDirectory(prefix="mediadl-peek-") as folder:
        try:
            found = fetch_track(ydl, info, track, None, Path(folder))
        except StepProblem as problem:
            raise DownloadProblem(problem.kind or FailureKind.GONE, str(problem)) from problem
        with Path(found["filepath"]).open("rb") as file:
            return beginning(file.read(_READ_BYTES).decode("utf-8-sig", errors="replace"))
