"""How far ffmpeg is with its step, from a file that it keeps writing. No ffmpeg is started here."""

import contextlib
import re
import threading
from collections.abc import Callable
from pathlib import Path

INTERVAL_S = 0.25

_TIME = re.compile(r"^out_time_us=(\d+)", re.MULTILINE)
_TAIL_BYTES = 2000


def report_arguments(report: Path) -> list[str]:
    """Arguments that make ffmpeg write blocks of `key=value` lines to the file twice a second."""
    return ["-progress", str(report), "-nostats"]


def converted_s(report: Path) -> float | None:
    """Seconds of media that ffmpeg has written so far; None while it does not say."""
    with contextlib.suppress(OSError), report.open("rb") as file:
        file.seek(max(0, report.stat().st_size - _TAIL_BYTES))
        if times := _TIME.findall(file.read().decode(errors="replace")):
            return int(times[-1]) / 1_000_000
    return None


class ConversionWatch:
    """Looks at the file until it is stopped and tells seconds, from a thread of its own."""

    def __init__(self, report: Path, tell: Callable[[float], None]) -> None:
        self._report = report
        self._tell = tell
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    def step(self) -> None:
        """A new step begins: what the file says is of the one before."""
        with contextlib.suppress(OSError):
            self._report.unlink(missing_ok=True)
        if self._thread is None:
            self._thread = threading.Thread(target=self._watch, name="conversion", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Stop looking; nothing is told after this returns."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(INTERVAL_S):
            if (seconds := converted_s(self._report)) is not None:
                self._tell(seconds)
