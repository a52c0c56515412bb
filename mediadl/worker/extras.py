"""What goes with a media file: subtitles, picture, SponsorBlock and tags, as steps in their order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yt_dlp

from mediadl.domain.options import DownloadOptions
from mediadl.domain.steps import StepName
from mediadl.worker.details import wants_details, write_details
from mediadl.worker.embedding import embed, wants_embedding
from mediadl.worker.metadata import wants_metadata, write_metadata
from mediadl.worker.recoding import recode, wants_recoding
from mediadl.worker.splitting import split
from mediadl.worker.sponsorblock import Cut, apply_sponsorblock, wants_sponsorblock
from mediadl.worker.subtitles import fetch_subtitles, subtitle_files, wants_subtitles
from mediadl.worker.thumbnail import fetch_thumbnail, wants_thumbnail

Info = dict[str, Any]


def thumbnail_tail(options: DownloadOptions) -> str:
    """What comes between the media's name and the suffix of its picture: "-thumb" for media servers."""
    return "-thumb" if options.layout == "media_library" else ""


@dataclass(frozen=True)
class Step:
    """One step that is wanted; `complaint` begins the sentence when it fails."""

    name: StepName
    work: Callable[[], str | None]
    complaint: str


class Extras:
    """The optional steps of one job, whose files lie in `folder`."""

    def __init__(self, ydl: yt_dlp.YoutubeDL, options: DownloadOptions, folder: Path) -> None:
        self._ydl = ydl
        self._options = options
        self._folder = folder
        self._thumbnail: Path | None = None
        self._details: list[tuple[Path, str]] = []
        self.chapters: list[tuple[Path, str]] = []
        """Files of the chapters, each with what its name has behind that of the media."""

    def steps(self, item: Info, cut: Cut) -> Iterable[Step]:
        """The steps that are wanted for this media, in order; each works on `item["filepath"]`."""
        options, ydl, ffmpeg = self._options, self._ydl, self._ydl.params.get("ffmpeg_location")
        wanted = (
            (wants_recoding(options), StepName.CONVERT, "The file could not be encoded anew"),
            (wants_subtitles(options), StepName.SUBTITLES, "The subtitles could not be fetched"),
            (wants_thumbnail(options), StepName.THUMBNAIL, "The picture could not be fetched"),
            (wants_sponsorblock(options), StepName.SPONSORBLOCK, "SponsorBlock could not be used"),
            (wants_metadata(item, options, ffmpeg), StepName.METADATA, "The tags could not be written"),
            (wants_embedding(options), StepName.EMBED, "Subtitles or picture could not be put into the file"),
            (wants_details(options), StepName.DETAILS, "The description could not be written"),
            (options.split_chapters, StepName.SPLIT, "The file could not be split at its chapters"),
        )
        work: dict[StepName, Callable[[], str | None]] = {
            StepName.CONVERT: lambda: recode(ydl, item, options),
            StepName.SUBTITLES: lambda: fetch_subtitles(ydl, item, options, self._folder),
            StepName.THUMBNAIL: lambda: self._fetch_thumbnail(item),
            StepName.SPONSORBLOCK: lambda: apply_sponsorblock(ydl, item, options, cut),
            StepName.METADATA: lambda: write_metadata(ydl, item, options),
            StepName.EMBED: lambda: embed(ydl, item, options, self._thumbnail),
            StepName.DETAILS: lambda: self._write_details(item),
            StepName.SPLIT: lambda: self._split(item),
        }
        return [Step(name, work[name], complaint) for is_wanted, name, complaint in wanted if is_wanted]

    def sidecars(self, item: Info) -> list[tuple[Path, str]]:
        """Files to deliver beside the media, each with what comes between its name and their suffix."""
        files = subtitle_files(item) if self._options.download_subtitles else []
        if self._options.write_thumbnail and self._thumbnail is not None:
            files.append((self._thumbnail, thumbnail_tail(self._options)))
        files += self._details
        return [(path, tail) for path, tail in files if path.is_file()]

    def _write_details(self, item: Info) -> str:
        self._details, missing = write_details(item, self._options, self._folder)
        return missing

    def _split(self, item: Info) -> None:
        self.chapters = split(self._ydl, item, self._options, self._folder / "chapters")

    def _fetch_thumbnail(self, item: Info) -> None:
        self._thumbnail = fetch_thumbnail(self._ydl, item, self._options, self._folder)
