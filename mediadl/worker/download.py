"""Takes one link all the way: extraction, streams, post-processing, and the file in its place."""

import contextlib
import errno
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yt_dlp
from yt_dlp.postprocessor import FFmpegMetadataPP
from yt_dlp.postprocessor.common import PostProcessor
from yt_dlp.utils import MEDIA_EXTENSIONS, UnsupportedError

from mediadl import wire
from mediadl.domain.failures import FailureKind
from mediadl.domain.media import Media
from mediadl.domain.selection import chosen_formats, delivery
from mediadl.worker import leftovers
from mediadl.worker.conversion import ConversionWatch
from mediadl.worker.delivery import deliver
from mediadl.worker.extraction import extract, is_list, tell_list
from mediadl.worker.found import chosen_infos, media_from, size_of, title_of
from mediadl.worker.options import REPORT
from mediadl.worker.reporter import Reporter

Send = Callable[[wire.Message], None]

_MEDIA_SUFFIXES = frozenset((*MEDIA_EXTENSIONS.video, *MEDIA_EXTENSIONS.audio, "ts"))


class DownloadProblem(Exception):
    """A failure that is found here rather than by yt-dlp."""

    def __init__(self, kind: FailureKind, detail: str = "") -> None:
        super().__init__(detail)
        self.kind = kind


class Download:
    """One attempt. What it leaves behind when it fails is what the next attempt goes on from."""

    def __init__(self, request: wire.Download, ydl: yt_dlp.YoutubeDL, send: Send) -> None:
        self._request = request
        self._ydl = ydl
        self._send = send
        self._temp = Path(request.temp_folder)
        self._reporter = Reporter(send, request.start_fraction)
        self._watch = ConversionWatch(self._temp / REPORT, self._reporter.on_conversion)
        self._media: Media | None = None
        self._steps = 0

    def run(self) -> wire.Finished:
        """Download; for a list, only tell its entries.

        Raises:
            DownloadProblem: the folder cannot be used, the space does not suffice, nothing was made.
            Exception: whatever yt-dlp raises; `failures.failure_from` knows them.
        """
        info = extract(self._ydl, self._request.url)
        if is_list(info):
            tell_list(info, self._send)
            return wire.Finished()
        if self._request.fixed_title:
            info["title"] = self._request.fixed_title
        self._prepare_folder()
        self._ydl.add_post_processor(_BeforeDownload(self._before_download), when="before_dl")
        self._ydl.add_progress_hook(self._reporter.on_download)
        self._add_metadata(info)
        self._ydl.add_postprocessor_hook(self._on_postprocess)
        self._reporter.start()
        try:
            result = self._ydl.process_ie_result(info, download=True)
        finally:
            self._watch.stop()
            self._reporter.stop()
        self._reporter.moving()
        return self._deliver(result)

    def _prepare_folder(self) -> None:
        try:
            _make(self._temp)
        except OSError as error:
            if error.errno in {errno.ENOSPC, errno.EDQUOT}:
                raise
            raise DownloadProblem(FailureKind.FOLDER_UNUSABLE, str(error)) from error
        leftovers.clean(self._temp, self._ydl.params.get("final_ext"))

    def _before_download(self, info: Mapping[str, Any]) -> None:
        """Tell what was found, check the space, and drop partial files that belong to something else."""
        chosen = chosen_infos(info)
        if not all(stream.get("ext") in _MEDIA_SUFFIXES for stream in chosen):
            # The generic extractor takes whatever is no HTML for a video: pictures, subtitles, archives.
            raise UnsupportedError(self._request.url)
        self._media = media = media_from(info)
        self._send(wire.Probed(found=media))
        self._check_space(chosen)
        leftovers.keep_if_same_source(
            self._temp,
            # The time is that of the page, or of the file behind a direct link.
            [media.extractor, media.id, info.get("timestamp"), media.duration_s]
            + [[stream.get(key) for key in ("format_id", "ext", "protocol", "filesize")] for stream in chosen]
            + [len(stream.get("fragments") or ()) for stream in chosen],
        )
        options = self._request.options
        converts = options.is_audio_only and options.audio_format is not None
        self._reporter.plan(info, converts=converts, steps=self._steps)

    def _add_metadata(self, info: Mapping[str, Any]) -> None:
        """Have tags written, but not into the file of a direct link: it has its own, and stays as it is."""
        steps = self._ydl.params.get("postprocessors") or ()
        self._steps = sum(step.get("when", "post_process") == "post_process" for step in steps)
        # Without ffmpeg a file without tags is better than none.
        has_ffmpeg = self._ydl.params.get("ffmpeg_location") is not None
        if self._request.options.embed_metadata and has_ffmpeg and not info.get("direct"):
            # No info dictionary inside: it holds the session's cookies.
            self._ydl.add_post_processor(FFmpegMetadataPP(self._ydl, add_infojson=False))
            self._steps += 1

    def _on_postprocess(self, hook: Mapping[str, Any]) -> None:
        if self._reporter.on_postprocess(hook):
            self._watch.step()

    def _check_space(self, chosen: tuple[Mapping[str, Any], ...] | Any) -> None:
        sizes = [size_of(stream) for stream in chosen]
        needed = sum(size or 0 for size, is_estimate in sizes if not is_estimate)
        have = sum(path.stat().st_size for path in self._temp.iterdir() if path.is_file())
        # Streams that are joined lie on the disk twice for a moment.
        needed = needed * (2 if len(sizes) > 1 else 1) - have
        free = shutil.disk_usage(self._temp).free
        if needed > free:
            raise DownloadProblem(FailureKind.NO_SPACE, f"{needed} bytes are needed, {free} are free")

    def _deliver(self, result: Mapping[str, Any]) -> wire.Finished:
        made = [
            Path(item["filepath"]) for item in result.get("requested_downloads") or () if item.get("filepath")
        ]
        # yt-dlp names files that it never wrote; only what lies there counts.
        files = [path for path in made if path.is_file() and path.stat().st_size]
        if not files or len(files) < len(made):
            raise DownloadProblem(FailureKind.INCOMPLETE, "yt-dlp reported success, but there is no file")
        # All else goes first: a kill between the file's last step and our answer would have it made twice.
        leftovers.keep_only(self._temp, files)
        title = title_of(result)
        folder = Path(self._request.folder)
        placed = [deliver(path, folder, title) for path in files]
        shutil.rmtree(self._temp, ignore_errors=True)
        with contextlib.suppress(OSError):
            self._temp.parent.rmdir()  # fails while other jobs work beside this one, as it should
        return wire.Finished(
            files=tuple(str(path) for path in placed),
            size_bytes=sum(path.stat().st_size for path in placed),
            delivery=self._words(placed[0]),
        )

    def _words(self, file: Path) -> str | None:
        """What was delivered: the suffix is that of the file, whatever was foretold."""
        formats = chosen_formats(self._media) if self._media else ()
        return delivery(formats, self._request.options, file.suffix.removeprefix(".")) or None


class _BeforeDownload(PostProcessor):  # type: ignore[misc] # yt-dlp is untyped
    """yt-dlp's hooks do not know the plan; a post-processor before the download does."""

    def __init__(self, call: Callable[[Mapping[str, Any]], None]) -> None:
        super().__init__()
        self._call = call

    def run(self, info: dict[str, Any]) -> tuple[list[str], dict[str, Any]]:
        """Look, and change nothing."""
        self._call(info)
        return [], info


def _make(folder: Path) -> None:
    """Make a job's folder, for this user alone."""
    for _attempt in range(5):
        with contextlib.suppress(FileNotFoundError):  # another job removed the one around it, being the last
            os.makedirs(folder, mode=0o700, exist_ok=True)  # noqa: PTH103 - Path.mkdir gives parents the mode
            return
    folder.mkdir()
