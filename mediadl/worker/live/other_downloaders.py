"""Live streams that yt-dlp's own downloaders record: how far they are, and how they are stopped and kept."""

import contextlib
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from yt_dlp.downloader import external

from mediadl.worker.conversion import converted_s, report_arguments
from mediadl.worker.live.recording import Standing

_REPORT = "ffmpeg-live.txt"
_TICK_S = 0.25


class OtherDownload:
    """One recording by ffmpeg, which ends its file properly when it is asked to quit.

    A kill loses it: ffmpeg cannot go on with a file, so the next attempt begins anew.
    """

    def __init__(self, params: dict[str, Any], folder: Path, stop: threading.Event) -> None:
        self._report = folder / _REPORT
        self._stop = stop
        self._process: subprocess.Popen[bytes] | None = None
        params["external_downloader_args"] = {"ffmpeg": report_arguments(self._report)}

    def run(self, download: Callable[[], Any], tell: Callable[[Standing], None]) -> Any:
        """Let yt-dlp download, tell how far ffmpeg is, and have it quit when the recording is stopped."""
        done = threading.Event()
        watch = threading.Thread(target=self._watch, args=(done, tell), name="live ffmpeg", daemon=True)
        watch.start()
        try:
            with self._noted():
                return download()
        finally:
            done.set()
            watch.join()

    def _watch(self, done: threading.Event, tell: Callable[[Standing], None]) -> None:
        has_quit = False
        while not done.wait(_TICK_S):
            if (seconds := converted_s(self._report)) is not None:
                tell(Standing(seconds, is_interrupted=False))
            if self._stop.is_set() and not has_quit and self._process is not None:
                has_quit = self._quit(self._process)

    @staticmethod
    def _quit(process: "subprocess.Popen[bytes]") -> bool:
        """Say `q` as at a keyboard: it works on every system, and ffmpeg then ends with success."""
        assert process.stdin is not None
        with contextlib.suppress(OSError, ValueError):  # it has just ended
            process.stdin.write(b"q")
            process.stdin.flush()
        return True

    @contextlib.contextmanager
    def _noted(self) -> Iterator[None]:
        """Learn of the process that yt-dlp starts and keeps to itself (`FFmpegFD._call_downloader`)."""
        plain = external.Popen
        recording = self

        class _Noted(plain):  # type: ignore[misc,valid-type]  # yt-dlp is untyped
            def __init__(self, *args: Any, **kwargs: Any) -> None:
                super().__init__(*args, **kwargs)
                recording._process = self

        external.Popen = _Noted
        try:
            yield
        finally:
            external.Popen = plain
