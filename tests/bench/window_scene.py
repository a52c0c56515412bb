"""The real window in a process of its own, which downloads what stdin names and says how smooth it was.

A line of JSON on stdin starts it; lines of JSON on stdout say when it is ready and how it went.
"""

import asyncio
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mediadl.app import open_window
from mediadl.domain.job import FINAL_STATES, JobState
from mediadl.domain.presets import preset
from mediadl.ui.loop import run
from tests.bench.ticker import Ticker
from tests.helpers.engines import paths_in

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

SETTLE_S = 5.0
"""The first paint and the first worker belong to the start, not to what is measured."""


def main() -> int:
    """Play one scene: `{"folder", "at_once", "links": [[link, preset], …]}`, and end when stdin says more."""
    scene = json.loads(sys.stdin.readline())
    return run(lambda application: _play(application, scene), [])


async def _play(application: "QApplication", scene: dict[str, Any]) -> int:
    folder, at_once = Path(scene["folder"]), scene["at_once"]
    async with open_window(application, paths_in(folder)) as (_window, engine):
        downloads = str(folder / "downloads")
        await engine.change_settings(
            download_folder=downloads, max_downloads=at_once, site_downloads=at_once, automatic_retries=0
        )
        await asyncio.sleep(SETTLE_S)
        while not engine.engine_version:
            await asyncio.sleep(0.1)
        ticker = Ticker()
        _say(ready=True)
        await _next_line()
        ticker.start()
        for link, name in scene["links"]:
            await engine.add(link, preset(name).options)
        while not all(job.state in FINAL_STATES for job in engine.jobs):
            await asyncio.sleep(0.1)
        ticks = ticker.stop()
        failed = [str(job.failure) for job in engine.jobs if job.state is JobState.FAILED]
        _say(ticks=ticks, jobs=len(engine.jobs), failed=failed)
        await _next_line()
    return 0


def _say(**what: Any) -> None:
    print(json.dumps(what), flush=True)


async def _next_line() -> None:
    await asyncio.to_thread(sys.stdin.readline)


if __name__ == "__main__":
    sys.exit(main())
