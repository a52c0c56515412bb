"""Does steps again on a delivered file: on a copy, which takes its place only when all went well."""

import contextlib
import filecmp
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yt_dlp

from mediadl import wire
from mediadl.domain.failures import FailureKind
from mediadl.domain.media import Media
from mediadl.domain.options import Clip, DownloadOptions
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
Signature = tuple[int, int, int]

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


@dataclass(frozen=True)
class _Redone:
    """What was made for one delivered media file."""

    media: Path
    made: Path | None
    """What takes its place; None when it stays as it is."""
    beside: list[tuple[Path, str]]


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
        self._targets = clips_in(request.files, self._options.clips)
        # The download folder, where the engine looks for what a kill leaves; the file may lie below it.
        root = Path(self._options.folder) if self._options.folder else self._media.parent
        self._home = root if self._media.is_relative_to(root) else self._media.parent
        self._staging = self._home / STAGING / self._temp.name

    def run(self) -> wire.Finished:
        """Do the steps, on every clip of several; those that fail again are differences of the answer.

        Raises:
            DownloadProblem: a file is gone, was changed meanwhile, or the link is a list by now.
            Exception: whatever yt-dlp raises; `failures.failure_from` knows them.
        """
        before = {media: _signature(media) for media, _clip in self._targets}
        shutil.rmtree(self._temp, ignore_errors=True)
        os.makedirs(self._temp, mode=0o700)  # noqa: PTH103 - Path.mkdir gives parents the mode
        try:
            return self._run(before)
        finally:
            for place in (self._temp, self._staging):
                shutil.rmtree(place, ignore_errors=True)
                with contextlib.suppress(OSError):
                    place.parent.rmdir()  # fails while other jobs work beside this one

    def _run(self, before: dict[Path, Signature]) -> wire.Finished:
        info = extract(self._ydl, self._request.url)
        if is_list(info):
            raise DownloadProblem(FailureKind.SITE_CHANGED, "the link is a list by now")
        info = self._ydl.process_ie_result(info, download=False)
        redone = [self._redone(info, *target, number) for number, target in enumerate(self._targets)]
        # Nothing is in its place before all of it is made.
        for one in redone:
            if one.made is not None and _signature(one.media) != before[one.media]:
                raise DownloadProblem(FailureKind.FILE_GONE, "it changed", subject=str(one.media))
        return self._deliver(redone)

    def _redone(self, info: Info, media_file: Path, clip: Clip | None, number: int) -> _Redone:
        folder = self._temp / f"clip-{number}" if number else self._temp
        folder.mkdir(exist_ok=True)
        steps = steps_for(self._request.steps, self._options)
        copy = folder / f"media{media_file.suffix}"
        rewrites = bool(steps & _REWRITING)
        if rewrites:
            shutil.copyfile(media_file, copy)
        item: Info = {**info, "filepath": str(copy), "ext": copy.suffix.removeprefix(".")}
        media = media_from(info)
        extras = Extras(self._ydl, self._options, folder)
        cut = Cut(length_of(media))
        if clip is not None:
            section = as_section(clip)
            item |= {"section_start": section.start_s, "section_end": section.end_s}
            item["chapters"] = cut_chapters(item, section)
            cut = Cut(section.length(media.duration_s, is_exact=self._options.exact_cut))
        for step in extras.steps(item, cut):
            if step.name in steps:
                self._steps.attempt(step.name, step.work, step.complaint)
        if rewrites:
            self._check(Path(item["filepath"]), media, cut)
        made = Path(item["filepath"]) if rewrites else None
        return _Redone(media_file, made, extras.sidecars(item))

    def _check(self, file: Path, media: Media, cut: Cut) -> None:
        try:
            found = inspect(file, self._ydl.params.get("ffmpeg_location"))
            said = check_file(found, media, self._options, cut.length)
        except StepSkipped as skipped:
            self._steps.tell(StepName.CHECK, StepState.SKIPPED, str(skipped))
            return
        self._steps.checked(said)

    def _deliver(self, redone: list[_Redone]) -> wire.Finished:
        files = [Path(name) for name in self._request.files]
        for one in redone:
            at, media = files.index(one.media), one.media
            if one.made is not None:
                media = files[at] = self._replace(one.made, media)
            for path, tail in one.beside:
                placed = self._place_beside(path, media, tail, [file for file in files if file != media])
                files += [placed] if placed not in files else []
        there = [path for path in files if path.is_file()]
        return wire.Finished(
            files=tuple(str(path) for path in there),
            size_bytes=sum(path.stat().st_size for path in there),
            differences=tuple(dict.fromkeys(self._steps.differences)),
        )

    def _replace(self, made: Path, media: Path) -> Path:
        """Put the new file in the place of the old one; under another suffix it gets a name of its own."""
        arrived = self._brought(made)
        if made.suffix == media.suffix:
            arrived.replace(media)
            return media
        placed = deliver_beside(arrived, media, "")
        media.unlink(missing_ok=True)
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


def clips_in(files: tuple[str, ...], clips: tuple[Clip, ...]) -> list[tuple[Path, Clip | None]]:
    """The media files among those that were delivered, each with the clip that it is; None is the whole.

    All clips of a media have one name but for their tails. One that is gone from the list is left out.
    """
    first = Path(files[0])
    if not clips:
        return [(first, None)]
    name = first.stem.removesuffix(as_section(clips[0]).tail)
    named = ((first.with_name(f"{name}{as_section(clip).tail}{first.suffix}"), clip) for clip in clips[1:])
    return [(first, clips[0]), *((file, clip) for file, clip in named if str(file) in files)]


def _signature(file: Path) -> Signature:
    """What changes when somebody else writes the file."""
    try:
        stat = file.stat()
    except FileNotFoundError as error:
        raise DownloadProblem(FailureKind.FILE_GONE, str(error), subject=str(file)) from error
    return stat.st_size, stat.st_mtime_ns, stat.st_ino
