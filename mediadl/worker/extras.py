"""What goes with a media file: subtitles, picture, SponsorBlock and tags, as steps in their order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yt_dlp

from mediadl.domain.options import DownloadOptions
from mediadl.domain.steps import StepName
from mediadl.worker.embedding import embed, wants_embedding
from mediadl.worker.metadata import wants_metadata, write_metadata
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

    def steps(self, item: Info, cut: Cut) -> Iterable[Step]:
        """The steps that are wanted for this media, in order; each works on `item["filepath"]`."""
        options, ydl, ffmpeg = self._options, self._ydl, self._ydl.params.get("ffmpeg_location")
        wanted = (
            (wants_subtitles(options), StepName.SUBTITLES, "The subtitles could not be fetched"),
            (wants_thumbnail(options), StepName.THUMBNAIL, "The picture could not be fetched"),
            (wants_sponsorblock(options), StepName.SPONSORBLOCK, "SponsorBlock could not be used"),
            (wants_metadata(item, options, ffmpeg), StepName.METADATA, "The tags could not be written"),
            (wants_embedding(options), StepName.EMBED, "Subtitles or picture could not be put into the file"),
        )
        work: dict[StepName, Callable[[], str | None]] = {
            StepName.SUBTITLES: lambda: fetch_subtitles(ydl, item, options, self._folder),
            StepName.THUMBNAIL: lambda: self._fetch_thumbnail(item),
            StepName.SPONSORBLOCK: lambda: apply_sponsorblock(ydl, item, options, cut),
            StepName.METADATA: lambda: write_metadata(ydl, item, options),
            StepName.EMBED: lambda: embed(ydl, item, options, self._thumbnail),
        }
        return [Step(name, work[name], complaint) for is_wanted, name, complaint in wanted if is_wanted]

    def sidecars(self, item: Info) -> list[tuple[Path, str]]:
        """Files to deliver beside the media, each with what comes between its name and their suffix."""
        files = subtitle_files(item) if self._options.download_subtitles else []
        if self._options.write_thumbnail and self._thumbnail is not None:
            files.append((self._thumbnail, thumbnail_tail(self._options)))
        return [(path, tail) for path, tail in files if path.is_file()]

    def _fetch_thumbnail(self, item: Info) -> None:
        self._thumbnail = fetch_thumbnail(self._ydl, item, self._options, self._folder)
