"""The real window with the API beside it, in a process of its own, which says how smooth it was meanwhile.

A line of JSON on stdin starts it; then each line is an order, and each answer a line of JSON on stdout.
"""

import asyncio
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mediadl.app import open_window
from mediadl.domain.clients import Scope
from mediadl.domain.job import JobState, StartMode
from mediadl.domain.presets import preset
from mediadl.engine.engine import Engine
from mediadl.engine.tasks import Tasks
from mediadl.server.rates import Limits
from mediadl.server.server import ApiServer, ServerOptions
from mediadl.ui.loop import run
from tests.bench.ticker import Ticker
from tests.helpers.engines import paths_in, until

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

PLENTY = Limits(*[10_000_000] * 6)
SETTLE_S = 5.0
"""The first paint and the first worker belong to the start, not to what is measured."""


def main() -> int:
    """Play one scene: `{"folder", "links", "paused", "is_limited"}`, until it is told to end."""
    scene = json.loads(sys.stdin.readline())
    return run(lambda application: _play(application, scene), [])


async def _play(application: "QApplication", scene: dict[str, Any]) -> int:
    folder, links = Path(scene["folder"]), scene["links"]
    async with open_window(application, paths_in(folder)) as (_window, engine):
        many = max(1, len(links))
        await engine.change_settings(
            download_folder=str(folder / "downloads"), max_downloads=many, site_downloads=many
        )
        tasks = Tasks()
        server = ApiServer(
            engine, tasks, paths_in(folder), ServerOptions(None if scene["is_limited"] else PLENTY)
        )
        listening = await server.start(0)
        _client, token = await server.clients.make("Load", list(Scope))
        await _fill(engine, links, scene["paused"])
        await asyncio.sleep(SETTLE_S)
        _say(port=listening.port, token=token, jobs=[job.id for job in engine.jobs])
        try:
            await _obey(engine)
        finally:
            await server.stop()
            await tasks.cancel_all()
            for job in engine.jobs:
                if job.state is JobState.RUNNING:
                    await engine.pause(job.id)
    return 0


async def _fill(engine: Engine, links: list[str], paused: list[str]) -> None:
    """Let the links download, and have the others in the queue."""
    options = preset("best").options
    for link in paused:
        await engine.add(link, options, start=StartMode.PAUSED)
    running = [(await engine.add(link, options)).id for link in links]
    await until(lambda: all(engine.finding(job_id).progress is not None for job_id in running))


async def _obey(engine: Engine) -> None:
    """`begin` starts to measure, `stop` ends it and tells, `jobs` names what is in the queue."""
    ticker, begun_s, cpu_s = Ticker(), 0.0, 0.0
    while (order := (await asyncio.to_thread(sys.stdin.readline)).strip()) not in {"", "end"}:
        if order == "begin":
            begun_s, cpu_s = time.monotonic(), time.process_time()
            ticker.start()
            _say(ok=True)
        elif order == "stop":
            ticks = ticker.stop()
            share = (time.process_time() - cpu_s) / (time.monotonic() - begun_s)
            running = sum(job.state is JobState.RUNNING for job in engine.jobs)
            _say(ticks=ticks, cpu_share=share, running=running)
        else:
            _say(jobs=[job.id for job in engine.jobs])


def _say(**what: Any) -> None:
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    sys.exit(main())
