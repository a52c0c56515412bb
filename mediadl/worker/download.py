"""Takes one link all the way: extraction, streams, post-processing, and the file in its place."""

import contextlib
import errno
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from yt_dlp.postprocessor.common import PostProcessor
from yt_dlp.utils import MEDIA_EXTENSIONS, UnsupportedError

from mediadl import wire
from mediadl.domain.clips import length_s
from mediadl.domain.failures import FailureKind
from mediadl.domain.steps import StepName, StepState
from mediadl.worker import leftovers, receipt
from mediadl.worker.already_there import AlreadyThere, refuse_what_is_there
from mediadl.worker.check import check_choice, refuse_impossible
from mediadl.worker.clip_progress import ClipProgress
from mediadl.worker.clips import as_section, section_of
from mediadl.worker.controls import Controls
from mediadl.worker.conversion import ConversionWatch
from mediadl.worker.extraction import is_list, tell_list
from mediadl.worker.finishing import Finishing
from mediadl.worker.found import chosen_infos, media_from
from mediadl.worker.library import completed
from mediadl.worker.live.downloader import LiveDownload
from mediadl.worker.network import NetworkedYoutubeDL
from mediadl.worker.options import REPORT
from mediadl.worker.placing import Placing
from mediadl.worker.problem import DownloadProblem
from mediadl.worker.refusal import refusals_end_it
from mediadl.worker.reporter import BEFORE, Reporter
from mediadl.worker.same_file import SameFile
from mediadl.worker.sounds import choose_sounds
from mediadl.worker.space import check_space
from mediadl.worker.steps import Steps
from mediadl.worker.validators import Validators

Send = Callable[[wire.Message], None]

_MEDIA_SUFFIXES = frozenset((*MEDIA_EXTENSIONS.video, *MEDIA_EXTENSIONS.audio, "ts"))
_CONVERTERS = frozenset({"ExtractAudio", "VideoRemuxer", "VideoConvertor"})
"""yt-dlp's names for its post-processors that make the container that was asked for."""


class Download:
    """One attempt. What it leaves behind when it fails is what the next attempt goes on from."""

    def __init__(
        self, request: wire.Download, ydl: NetworkedYoutubeDL, send: Send, controls: Controls
    ) -> None:
        request = completed(request)
        self._request = request
        self._ydl = ydl
        self._send = send
        self._temp = Path(request.temp_folder)
        self._folder = Path(request.folder)
        self._reporter = Reporter(send, request.start_fraction)
        self._watch = ConversionWatch(self._temp / REPORT, self._reporter.on_conversion)
        self._validators = Validators(self._temp)
        self._steps = Steps(send, request.url)
        self._placing = Placing(request, send, controls.numbers)
        self._finishing = Finishing(request, ydl, self._steps, self._reporter, self._placing)
        self._is_live = False
        self._is_planned = False
        self._clips = ClipProgress(self._temp, self._reporter.on_clips)
        self._live = LiveDownload(request, ydl, send, self._reporter, controls.stop_live)

    def run(self) -> wire.Finished:
        """Download; for a list, only tell its entries.

        Raises:
            DownloadProblem: the folder cannot be used, the space does not suffice, nothing was made.
            Exception: whatever yt-dlp raises; `failures.failure_from` knows them.
        """
        if (earlier := receipt.finished(self._temp, receipt.asked(self._request))) is not None:
            return earlier
        info = self._live.extract()
        if info is None:
            return self._keep_recording()
        if is_list(info):
            tell_list(info, self._send, self._ydl)
            return wire.Finished()
        if self._request.fixed_title:
            info["title"] = self._request.fixed_title
        self._prepare_folder()
        choose_sounds(self._ydl, info, self._request.options)
        if self._request.options.takes_no_media:
            return self._take_beside(info)
        self._live.attach(info)
        self._listen()
        self._reporter.start()
        try:
            with refusals_end_it(self._ydl, unless=lambda: self._is_live):
                result = self._ydl.process_ie_result(info, download=True)
            self._clips.stop()
            self._live.name(result)
            return self._finishing.finish(result)
        except AlreadyThere as there:
            self._steps.tell(StepName.MOVE, StepState.SKIPPED, str(there))
            return there.answer
        finally:
            self._watch.stop()
            self._clips.stop()
            self._reporter.stop()

    def _listen(self) -> None:
        self._ydl.add_post_processor(_BeforeDownload(self._before_download), when="before_dl")
        self._ydl.request_hooks.append(self._validators.on_request)
        self._ydl.response_hooks.append(self._validators.on_response)
        self._ydl.add_progress_hook(self._reporter.on_download)
        self._ydl.add_postprocessor_hook(self._on_postprocess)

    def _keep_recording(self) -> wire.Finished:
        """Deliver what an earlier attempt has recorded of a live stream that is over."""
        media, info = self._live.noted()
        self._finishing.plan(media, info)
        return self._finishing.finish(self._live.keep(info))

    def _take_beside(self, info: dict[str, Any]) -> wire.Finished:
        """Deliver subtitles or picture alone; that there is no format to download does not matter then."""
        self._ydl.params["ignore_no_formats_error"] = True
        result = self._ydl.process_ie_result(info, download=False)
        media = media_from(result)
        self._send(wire.Probed(found=media))
        refuse_impossible(media, self._request.options)
        self._finishing.plan(media, result)
        if self._request.options.only_thumbnail:
            return self._finishing.finish_thumbnail(result)
        return self._finishing.finish_subtitles(result)

    def _prepare_folder(self) -> None:
        for folder, make in ((self._folder, _make_shared), (self._temp, _make_private)):
            try:
                make(folder)
            except OSError as error:
                if error.errno in {errno.ENOSPC, errno.EDQUOT}:
                    raise
                is_own = self._folder in self._temp.parents
                told = str(self._folder if is_own else folder)
                raise DownloadProblem(FailureKind.FOLDER_UNUSABLE, str(error), folder=told) from error
        leftovers.clean(self._temp, self._ydl.params.get("final_ext"))

    def _before_download(self, info: dict[str, Any]) -> None:
        """Tell what was found, check the space, and drop partial files that belong to something else."""
        chosen = chosen_infos(info)
        if not all(stream.get("ext") in _MEDIA_SUFFIXES for stream in chosen):
            # The generic extractor takes whatever is no HTML for a video: pictures, subtitles, archives.
            raise UnsupportedError(self._request.url)
        self._live.name(info)
        media = media_from(info)
        self._is_live = media.is_live
        section = section_of(info)
        if section is not None and self._is_planned:
            self._clips.begin(section, info.get("duration"))
            return  # the second of several clips of one media
        self._is_planned = True
        self._send(wire.Probed(found=media))
        options = self._request.options
        refuse_impossible(media, options)
        check_choice(media, options)
        refuse_what_is_there(self._request, info, self._placing)
        planned = self._finishing.plan(media, info)
        share = self._share_of(media.duration_s)
        check_space(chosen, self._temp, self._folder, rewrites=planned > 0, share=share)
        leftovers.keep_if_same_source(
            self._temp,
            # The time is that of the page, or of the file behind a direct link.
            [media.extractor, media.id, info.get("timestamp"), media.duration_s]
            + [[stream.get(key) for key in ("format_id", "ext", "protocol", "filesize")] for stream in chosen]
            + [len(stream.get("fragments") or ()) for stream in chosen]
            if not media.is_live
            # What was recorded cannot be had again, so another format goes on behind it.
            else [media.extractor, media.id, len(chosen)],
        )
        self._live.note(media, info)
        self._validators.watch(chosen)
        SameFile(self._ydl, self._temp, chosen)
        converts = options.is_audio_only and options.audio_format is not None
        self._reporter.plan(info, converts=converts, steps=planned + self._own_steps())
        if section is not None:
            self._clips.plan(map(as_section, options.clips), media.duration_s)
            self._clips.begin(section, media.duration_s)

    def _share_of(self, duration_s: float | None) -> float:
        """How much of the media is fetched."""
        wanted_s = length_s(self._request.options.clips, duration_s)
        return min(1.0, wanted_s / duration_s) if wanted_s is not None and duration_s else 1.0

    def _own_steps(self) -> int:
        """How many post-processors yt-dlp itself runs after the download."""
        steps = self._ydl.params.get("postprocessors") or ()
        return sum(step.get("when", "post_process") == "post_process" for step in steps)

    def _on_postprocess(self, hook: Mapping[str, Any]) -> None:
        if str(hook.get("postprocessor")) in _CONVERTERS:
            ended = hook.get("status") == "finished"
            self._steps.tell_once(StepName.CONVERT, StepState.DONE if ended else StepState.RUNNING)
        if self._reporter.on_postprocess(hook):
            self._watch.step()


class _BeforeDownload(PostProcessor):  # type: ignore[misc] # yt-dlp is untyped
    """yt-dlp's hooks do not know the plan; a post-processor before the download does."""

    def __init__(self, call: Callable[[dict[str, Any]], None]) -> None:
        super().__init__()
        self._call = call

    @classmethod
    def pp_key(cls) -> str:
        """The name in yt-dlp's hooks."""
        return BEFORE

    def run(self, info: dict[str, Any]) -> tuple[list[str], dict[str, Any]]:
        """Let it be looked at."""
        self._call(info)
        return [], info


def _make_shared(folder: Path) -> None:
    """Make the folder that the user chose, as any program would."""
    folder.mkdir(parents=True, exist_ok=True)


def _make_private(folder: Path) -> None:
    """Make a job's folder, for this user alone."""
    for _attempt in range(5):
        with contextlib.suppress(FileNotFoundError):  # another job removed the one around it, being the last
            os.makedirs(folder, mode=0o700, exist_ok=True)  # noqa: PTH103 - Path.mkdir gives parents the mode
            return
    folder.mkdir()
