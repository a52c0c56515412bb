"""How long the window's loop stands still: with 50 mixed downloads, four at a time, and while idle."""

import asyncio
import os
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from mediadl.app import open_window
from mediadl.domain.events import JobProgressed
from mediadl.domain.job import FINAL_STATES, JobState
from mediadl.engine.engine import Engine
from mediadl.ui.loop import run
from tests.helpers.engines import paths_in
from tests.helpers.media_site import PLUGIN_DIR, MediaSiteProcess
from tests.helpers.mixed_jobs import mixed_jobs

JOBS = 50
AT_ONCE = 4
TICK_S = 0.005
IDLE_S = 10.0
SETTLE_S = 3.0
"""The first paint and the first worker belong to the start, not to either phase."""


class Stalls(NamedTuple):
    """Delays of a 5-ms ticker beyond its interval, in milliseconds."""

    ticks: int
    p50: float
    p99: float
    longest: float


class Ticker:
    """Ticks every five milliseconds on the window's loop and notes how late each tick is."""

    def __init__(self) -> None:
        self._late_s: list[float] = []
        self._last_s = time.perf_counter()
        self._timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=int(TICK_S * 1000))
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Forget what was, and begin."""
        self._late_s.clear()
        self._last_s = time.perf_counter()
        self._timer.start()

    def stop(self) -> Stalls:
        """End and sum up."""
        self._timer.stop()
        late = sorted(1000 * delay for delay in self._late_s)
        return Stalls(len(late), late[len(late) // 2], late[int(len(late) * 0.99)], late[-1])

    def _tick(self) -> None:
        now_s = time.perf_counter()
        self._late_s.append(max(0.0, now_s - self._last_s - TICK_S))
        self._last_s = now_s


def stalls_table() -> str:
    """Measure both phases in one run and return the figures as a table."""
    os.environ["no_proxy"] = "127.0.0.1"
    os.environ["MEDIADL_TEST_PLUGINS"] = str(PLUGIN_DIR)
    lines: list[str] = []

    async def main(application: QApplication) -> int:
        with tempfile.TemporaryDirectory(prefix="mediadl-bench-") as folder:
            lines.extend(await _measure(application, Path(folder)))
        return 0

    run(main, [])
    return "\n".join(lines)


async def _measure(application: QApplication, folder: Path) -> list[str]:
    site = await asyncio.to_thread(MediaSiteProcess)
    try:
        async with open_window(application, paths_in(folder)) as (_window, engine):
            await engine.change_settings(download_folder=str(folder / "downloads"), max_downloads=AT_ONCE)
            ticker = Ticker()
            await asyncio.sleep(SETTLE_S)
            ticker.start()
            await asyncio.sleep(IDLE_S)
            idle = ticker.stop()
            began_s = time.perf_counter()
            ticker.start()
            verdict = await _download(engine, site)
            busy = ticker.stop()
            return _lines(idle, busy, verdict, time.perf_counter() - began_s)
    finally:
        await asyncio.to_thread(site.stop)


async def _download(engine: Engine, site: MediaSiteProcess) -> str:
    """Download the mix; returns in words how it went."""
    told: defaultdict[str, list[float]] = defaultdict(list)
    engine.bus.subscribe(
        JobProgressed, lambda event: told[event.job_id].append(event.progress.fraction or 0.0)
    )
    for job in mixed_jobs(site, JOBS):
        await engine.add(job.link, job.options)
    while not all(job.state in FINAL_STATES for job in engine.jobs):
        await asyncio.sleep(0.1)
    completed = sum(job.state is JobState.COMPLETED for job in engine.jobs)
    fell = sum(fractions != sorted(fractions) for fractions in told.values())
    at_end = sum(fractions[-1] == 1.0 for fractions in told.values())
    return f"{completed} of {JOBS} completed, bars that fell: {fell}, bars that ended at 100 %: {at_end}"


def _lines(idle: Stalls, busy: Stalls, verdict: str, took_s: float) -> list[str]:
    head = f"{'GUI loop stalls (ms)':<44}{'ticks':>8}{'p50':>8}{'p99':>8}{'max':>8}"
    rows = [("idle window", idle), (f"{JOBS} mixed jobs, {AT_ONCE} at a time ({took_s:.0f} s)", busy)]
    body = [f"{name:<44}{s.ticks:>8}{s.p50:>8.2f}{s.p99:>8.2f}{s.longest:>8.2f}" for name, s in rows]
    ratio = f"{'ratio to idle':<44}{'':>8}{'':>8}{busy.p99 / max(idle.p99, 0.001):>8.1f}"
    return [head, *body, ratio + f"{busy.longest / max(idle.longest, 0.001):>8.1f}", verdict]


if __name__ == "__main__":
    print(stalls_table())
    sys.exit(0)
