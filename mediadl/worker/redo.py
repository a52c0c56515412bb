"""Does steps again on a delivered file: on a copy, which takes its place only when all went well."""

import contextlib
import filecmp
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yt_dlp

from mediadl import wire
from mediadl.domain.failures import FailureKind
from mediadl.domain.media import Media
from mediadl.domain.options import DownloadOptions
from mediadl.domain.steps import StepName, StepState
from mediadl.domain.verification import length_of
from mediadl.worker.check import check_file, inspect
from mediadl.worker.clips import as_section, cut_chapters
from mediadl.worker.delivery import STAGING, deliver_beside
from mediadl.worker.extraction import extract, is_list
from mediadl.worker.extras import Extras
from mediadl.worker.found import media_from
from mediadl.worker.problem import DownloadProblem
from mediadl.worker.sponsorblock import Cut
from mediadl.worker.steps import Steps, StepSkipped
from mediadl.worker.volumes import bring

Info = dict[str, Any]

_REWRITING = frozenset({StepName.SPONSORBLOCK, StepName.METADATA, StepName.EMBED})
"""Steps that write the media file anew; the others only put files beside it."""


def steps_for(asked: tuple[StepName, ...], options: DownloadOptions) -> frozenset[StepName]:
    """The steps to do for those asked: what goes into the file is fetched first, and put in afterwards."""
    steps = set(asked)
    if StepName.EMBED in steps or StepName.SPONSORBLOCK in steps:
        # Subtitles are put into the file, or cut along with it, and have to be there for that.
        steps |= {StepName.SUBTITLES}
    if StepName.EMBED in steps and options.embed_thumbnail:
        steps |= {StepName.THUMBNAIL}
    if StepName.SUBTITLES in steps and options.embed_subtitles:
        steps |= {StepName.EMBED}
    if StepName.THUMBNAIL in steps and options.embed_thumbnail:
        steps |= {StepName.EMBED}
    if StepName.SPONSORBLOCK in steps:
        steps |= {StepName.METADATA}  # the chapters moved
    return frozenset(steps)


class Redo:
    """One redoing. The delivered file stays as it is until the copy is whole."""

    def __init__(
        self, request: wire.Redo, ydl: yt_dlp.YoutubeDL, send: Callable[[wire.Message], None]
    ) -> None:
        self._request = request
        self._options = request.options
        self._ydl = ydl
        self._steps = Steps(send, request.url)
        self._temp = Path(request.temp_folder)
        self._media = Path(request.files[0])
        # The download folder, where the engine looks for what a kill leaves; the file may lie below it.
        root = Path(self._options.folder) if self._options.folder else self._media.parent
        self._home = root if self._media.is_relative_to(root) else self._media.parent
        self._staging = self._home / STAGING / self._temp.name

    def run(self) -> wire.Finished:
        """Do the steps; those that fail again are differences of the answer.

        Raises:
            DownloadProblem: the file is gone, was changed meanwhile, or the link is a list by now.
            Exception: whatever yt-dlp raises; `failures.failure_from` knows them.
        """
        before = self._signature()
        shutil.rmtree(self._temp, ignore_errors=True)
        os.makedirs(self._temp, mode=0o700)  # noqa: PTH103 - Path.mkdir gives parents the mode
        try:
            return self._run(before)
        finally:
            for place in (self._temp, self._staging):
                shutil.rmtree(place, ignore_errors=True)
                with contextlib.suppress(OSError):
                    place.parent.rmdir()  # fails while other jobs work beside this one

    def _run(self, before: tuple[int, ...]) -> wire.Finished:
        info = extract(self._ydl, self._request.url)
        if is_list(info):
            raise DownloadProblem(FailureKind.SITE_CHANGED, "the link is a list by now")
        info = self._ydl.process_ie_result(info, download=False)
        steps = steps_for(self._request.steps, self._options)
        copy = self._temp / f"media{self._media.suffix}"
        rewrites = bool(steps & _REWRITING)
        if rewrites:
            shutil.copyfile(self._media, copy)
        item: Info = {**info, "filepath": str(copy), "ext": copy.suffix.removeprefix(".")}
        media = media_from(info)
        extras = Extras(self._ydl, self._options, self._temp)
        cut = Cut(length_of(media))
        if self._options.clips:  # the first file is the first clip
            section = as_section(self._options.clips[0])
            item |= {"section_start": section.start_s, "section_end": section.end_s}
            item["chapters"] = cut_chapters(item, section)
            cut = Cut(section.length(media.duration_s, is_exact=self._options.exact_cut))
        for step in extras.steps(item, cut):
            if step.name in steps:
                self._steps.attempt(step.name, step.work, step.complaint)
        if rewrites:
            self._check(Path(item["filepath"]), media, cut)
        return self._deliver(Path(item["filepath"]) if rewrites else None, extras.sidecars(item), before)

    def _check(self, file: Path, media: Media, cut: Cut) -> None:
        try:
            found = inspect(file, self._ydl.params.get("ffmpeg_location"))
            said = check_file(found, media, self._options, cut.length)
        except StepSkipped as skipped:
            self._steps.tell(StepName.CHECK, StepState.SKIPPED, str(skipped))
            return
        self._steps.checked(said)

    def _deliver(
        self, made: Path | None, beside: list[tuple[Path, str]], before: tuple[int, ...]
    ) -> wire.Finished:
        files = [Path(name) for name in self._request.files]
        if made is not None:
            if self._signature() != before:
                raise DownloadProblem(FailureKind.FILE_GONE, "it changed", subject=str(self._media))
            files[0] = self._replace(made)
        for path, tail in beside:
            placed = self._place_beside(path, files[0], tail, files[1:])
            files += [placed] if placed not in files else []
        there = [path for path in files if path.is_file()]
        return wire.Finished(
            files=tuple(str(path) for path in there),
            size_bytes=sum(path.stat().st_size for path in there),
            differences=tuple(self._steps.differences),
        )

    def _replace(self, made: Path) -> Path:
        """Put the new file in the place of the old one; under another suffix it gets a name of its own."""
        arrived = self._brought(made)
        if made.suffix == self._media.suffix:
            arrived.replace(self._media)
            return self._media
        placed = deliver_beside(arrived, self._media, "")
        self._media.unlink(missing_ok=True)
        return placed

    def _place_beside(self, path: Path, media: Path, tail: str, own: list[Path]) -> Path:
        """Put a file beside the media; one of the same name is replaced only when it is ours."""
        arrived = self._brought(path)
        target = media.with_name(f"{media.stem}{tail}{path.suffix}")
        # One with the same content is ours too: of a redoing that was killed before its answer was heard.
        if target in own or (target.is_file() and filecmp.cmp(arrived, target, shallow=False)):
            arrived.replace(target)
            return target
        return deliver_beside(arrived, media, tail)

    def _brought(self, path: Path) -> Path:
        return bring(path, self._home, self._staging)

    def _signature(self) -> tuple[int, ...]:
        """What changes when somebody else writes the file."""
        try:
            stat = self._media.stat()
        except FileNotFoundError as error:
            raise DownloadProblem(FailureKind.FILE_GONE, str(error), subject=str(self._media)) from error
        return stat.st_size, stat.st_mtime_ns, stat.st_ino
