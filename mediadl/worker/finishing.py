"""From downloaded streams to files in their place, step by step; what a step does lives elsewhere."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from mediadl import wire
from mediadl.domain.failures import FailureKind
from mediadl.domain.media import Media
from mediadl.domain.selection import chosen_formats, codec_name, delivery
from mediadl.domain.steps import StepName, StepState
from mediadl.domain.verification import Found, Length, length_of
from mediadl.worker import leftovers, receipt
from mediadl.worker.check import check_file, inspect, refuse_no_media
from mediadl.worker.clips import cut_chapters, section_of
from mediadl.worker.cut_short import cut_short
from mediadl.worker.delivery import STAGING
from mediadl.worker.embedding import wants_embedding
from mediadl.worker.extras import Extras
from mediadl.worker.metadata import wants_metadata
from mediadl.worker.naming import make_folder
from mediadl.worker.placing import Placing
from mediadl.worker.problem import DownloadProblem
from mediadl.worker.recoding import wants_recoding
from mediadl.worker.reporter import Reporter
from mediadl.worker.shortcuts import QuickYoutubeDL
from mediadl.worker.sponsorblock import Cut, wants_sponsorblock
from mediadl.worker.steps import Steps, StepSkipped
from mediadl.worker.subtitles import fetch_subtitles, subtitle_files
from mediadl.worker.thumbnail import fetch_thumbnail
from mediadl.worker.transport_stream import repair
from mediadl.worker.volumes import bring

Info = dict[str, Any]

_WITHOUT_FFMPEG = frozenset({StepName.SUBTITLES, StepName.THUMBNAIL, StepName.DETAILS})
_OF_ITEMS = frozenset({"requested_downloads", "requested_formats"})


class Finishing:
    """The end of one download. What it made is kept when it fails, for the next attempt to go on from."""

    def __init__(
        self,
        request: wire.Download,
        ydl: QuickYoutubeDL,
        steps: Steps,
        reporter: Reporter,
        placing: Placing,
    ) -> None:
        self._request = request
        self._options = request.options
        self._ydl = ydl
        self._ffmpeg: str | None = ydl.params.get("ffmpeg_location")
        self._steps = steps
        self._placing = placing
        self._reporter = reporter
        self._temp = Path(request.temp_folder)
        self._media: Media | None = None
        self._found: Found | None = None

    def plan(self, media: Media, info: Mapping[str, Any]) -> int:
        """Take in what will be downloaded; return how many steps will write the file anew."""
        self._media = media
        writes_tags = wants_metadata(info, self._options, self._ffmpeg)
        self._ydl.is_written_anew = (
            writes_tags
            and self._options.embed_metadata  # without tags there may be no chapters either
            and not self._options.is_audio_only
            and not wants_sponsorblock(self._options)  # cuts before the tags are written
            and not wants_recoding(self._options)
        )
        wanted = (
            bool(self._options.sponsorblock_remove),
            writes_tags,
            wants_embedding(self._options),
            wants_recoding(self._options),
            self._options.split_chapters,
        )
        return sum(wanted)

    def finish(self, result: Mapping[str, Any]) -> wire.Finished:
        """Do all steps on what yt-dlp made.

        Raises:
            DownloadProblem: there is no file, it is no media, or not what was required.
            OSError: it cannot be put into its place.
        """
        made = [
            (item, Extras(self._ydl, self._options, self._folder_of(number)))
            for number, item in enumerate(self._made(result))
        ]
        try:
            with leftovers.fragments_cleared(self._temp):
                for item, extras in made:
                    refuse_no_media(Path(item["filepath"]))
                    self._complete(item, extras)
        except DownloadProblem as problem:
            if problem.kind is FailureKind.NOT_MEDIA:
                leftovers.drop_all(self._temp)  # or the next attempt would take it for downloaded
            raise
        self._reporter.moving()
        parts = [part for item, extras in made for part in _parts(item, extras)]
        return self._move(parts, result)

    def finish_subtitles(self, info: Info) -> wire.Finished:
        """Fetch the subtitles of a media that is not itself wanted, and deliver them.

        Raises:
            DownloadProblem: there are none.
            OSError: they cannot be put into their place.
        """
        work = partial(fetch_subtitles, self._ydl, info, self._options, self._temp)
        self._reporter.begin(StepName.SUBTITLES.value)
        self._steps.attempt(StepName.SUBTITLES, work, "The subtitles could not be fetched")
        parts = [receipt.Part(path, tail) for path, tail in subtitle_files(info)]
        if not parts:
            words = " ".join(self._steps.differences) or "The site has no subtitles for this."
            raise DownloadProblem(FailureKind.OPTIONS_IMPOSSIBLE, subject=words.rstrip("."))
        self._reporter.moving()
        return self._move(parts, info)

    def finish_thumbnail(self, info: Info) -> wire.Finished:
        """Fetch the picture of a media that is not itself wanted, and deliver it.

        Raises:
            DownloadProblem: there is none.
            OSError: it cannot be put into its place.
        """
        pictures: list[Path] = []
        self._reporter.begin(StepName.THUMBNAIL.value)
        self._steps.attempt(
            StepName.THUMBNAIL,
            lambda: pictures.append(fetch_thumbnail(self._ydl, info, self._options, self._temp)),
            "The picture could not be fetched",
        )
        if not pictures:
            words = " ".join(self._steps.differences) or "The site has no picture for this."
            raise DownloadProblem(FailureKind.OPTIONS_IMPOSSIBLE, subject=words.rstrip("."))
        self._reporter.moving()
        return self._move([receipt.Part(pictures[0], "")], info)

    def _folder_of(self, number: int) -> Path:
        """Where the files that go with one of several clips lie; with the media when it is the only one."""
        folder = self._temp / f"clip-{number}" if number else self._temp
        folder.mkdir(exist_ok=True)
        return folder

    def _made(self, result: Mapping[str, Any]) -> list[Info]:
        # yt-dlp leaves in an item only what it does not share with the whole.
        shared = {key: value for key, value in result.items() if key not in _OF_ITEMS}
        downloads = result.get("requested_downloads") or ()
        items = [{**shared, **item} for item in downloads if item.get("filepath")]
        # yt-dlp names files that it never wrote; only what lies there counts.
        whole = [item for item in items if _has_content(Path(item["filepath"]))]
        if not whole or len(whole) < len(items):
            raise DownloadProblem(FailureKind.INCOMPLETE, "yt-dlp reported success, but there is no file")
        return whole

    def _complete(self, item: Info, extras: Extras) -> None:
        assert self._media is not None
        section = section_of(item)
        cut = Cut(length_of(self._media))
        if section is not None:
            cut = Cut(section.length(self._media.duration_s, is_exact=self._options.exact_cut))
            item["chapters"] = cut_chapters(item, section)
        for step in extras.steps(item, cut):
            if step.name in _WITHOUT_FFMPEG:
                self._reporter.begin(step.name.value)  # of the others yt-dlp's hooks tell
            if step.name is StepName.EMBED:
                repair(self._ydl, item)
            self._steps.attempt(step.name, step.work, step.complaint)
        repair(self._ydl, item)  # the tags could not be written, or a kill came between download and repair
        self._check(Path(item["filepath"]), cut.length)

    def _check(self, file: Path, length: Length | None) -> None:
        """Only the end is told: it is over before anybody could have read that it began."""
        assert self._media is not None
        try:
            found = self._found = inspect(file, self._ffmpeg)
            said = (*check_file(found, self._media, self._options, length), *cut_short(file))
        except StepSkipped as skipped:
            self._steps.tell(StepName.CHECK, StepState.SKIPPED, str(skipped))
            return
        self._steps.checked(said)

    def _move(self, parts: list[receipt.Part], result: Mapping[str, Any]) -> wire.Finished:
        files = [part.file for part in parts] + [path for part in parts for path, _ in part.beside]
        # All else goes first: a kill between the file's last step and our answer would have it made twice.
        leftovers.keep_only(self._temp, files)
        place = self._placing.place(result, files[0].suffix[1:])
        if not self._options.takes_no_media:
            first = replace(parts[0], beside=self._placing.sidecars(result, list(parts[0].beside)))
            parts = [first, *parts[1:]]
        answer = wire.Finished(delivery=self._words(files[0]), differences=tuple(self._steps.differences))
        folder = Path(self._request.folder)
        bring_here = partial(bring, folder=folder, staging=folder / STAGING / self._temp.name,
                             beat=self._reporter.moving)  # fmt: skip
        brought = [
            receipt.Part(
                bring_here(part.file), part.tail, [(bring_here(path), tail) for path, tail in part.beside]
            )
            for part in parts
        ]
        load = receipt.Load(
            receipt.asked(self._request),
            make_folder(folder, place),
            place.stem,
            brought,
            self._placing.clash,
            self._placing.media_last,
        )
        self._placing.prepare(self._ydl, result, load)
        answer = receipt.place(load, self._temp, answer)
        self._steps.tell(StepName.MOVE, StepState.DONE)
        return answer

    def _words(self, file: Path) -> str | None:
        """What was delivered: the suffix is that of the file, whatever was foretold."""
        if self._options.only_subtitles:
            return f"Subtitles · {file.suffix.removeprefix('.').upper()}"
        if self._options.only_thumbnail:
            return f"Picture · {file.suffix.removeprefix('.').upper()}"
        if self._options.recode and self._found is not None:
            return contents(self._found)
        formats = chosen_formats(self._media) if self._media else ()
        return delivery(formats, self._options, file.suffix.removeprefix(".")) or None


def _parts(item: Info, extras: Extras) -> list[receipt.Part]:
    """The media file with what is named for it, and the files of its chapters."""
    section = section_of(item)
    tail = section.tail if section else ""
    whole = receipt.Part(Path(item["filepath"]), tail, extras.sidecars(item))
    return [whole, *(receipt.Part(path, tail + of_chapter) for path, of_chapter in extras.chapters)]


def contents(found: Found) -> str:
    """What is in a file, in the words of `delivery`: of one that was encoded anew its formats do not tell."""
    lines = [f"{found.pictures[0].height}p"] if found.pictures and found.pictures[0].height else []
    codecs = [one.codec for one in found.pictures] + [one.codec for one in found.sounds]
    return " · ".join([*lines, found.suffix.upper(), " + ".join(dict.fromkeys(map(codec_name, codecs)))])


def _has_content(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0
