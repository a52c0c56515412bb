"""The program under trial: the real engine over its own data folder, windowless, until its jobs have ended.

Run as `python -m tests.chaos.driver SPEC`; each line that it prints is a JSON object that the trial reads.
"""

import asyncio
import json
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mediadl.app import open_engine
from mediadl.domain.events import JobChanged
from mediadl.domain.job import FINAL_STATES, JobState
from mediadl.domain.options import DownloadOptions
from mediadl.engine.engine import Engine
from mediadl.engine.tasks import Tasks
from mediadl.paths import Paths

Say = Callable[[dict[str, Any]], None]


def run(spec: Path, say: Say) -> None:
    """Run until all has ended; `say` tells the trial at once: a kill may come with the next instruction."""
    asyncio.run(_main(json.loads(spec.read_text(encoding="utf-8")), say))


async def _main(spec: dict[str, Any], say: Say) -> None:
    """Go on with what the last run left, add what is missing, and retry what failed, as a user would."""
    folder = Path(spec["folder"])
    paths = Paths(data=folder / "data", cache=Path(spec["cache"]), logs=folder / "logs")
    async with open_engine(paths, Tasks(), probes_at_once=0) as (engine, _prober):
        news = asyncio.Event()
        engine.bus.subscribe(JobChanged, lambda _event: news.set())
        await engine.change_settings(**spec["settings"])
        await _add_missing(engine, spec, say)
        await _until_ended(engine, news, spec["retries"], say)
        say({"jobs": [_told(job) for job in engine.jobs]})


async def _add_missing(engine: Engine, spec: dict[str, Any], say: Say) -> None:
    known = {job.url for job in engine.jobs}
    for link in spec["links"]:
        if link not in known:
            job = await engine.add(link, DownloadOptions.model_validate(spec["options"]))
            say({"added": job.id, "url": job.url})


async def _until_ended(engine: Engine, news: asyncio.Event, retries: int, say: Say) -> None:
    tried: Counter[str] = Counter()
    while True:
        news.clear()
        for job in engine.jobs:
            if job.state is JobState.FAILED and tried[job.id] < retries:
                tried[job.id] += 1
                say({"failed": job.id, "kind": job.failure.kind if job.failure else ""})
                await engine.retry(job.id)
        if all(job.state in FINAL_STATES for job in engine.jobs):
            return
        await news.wait()


def _told(job: Any) -> dict[str, Any]:
    failure = job.failure.model_dump(mode="json") if job.failure else None
    return {
        "id": job.id,
        "url": job.url,
        "state": job.state,
        "files": job.files,
        "differences": job.differences,
        "failure": failure,
    }


def _print(fact: dict[str, Any]) -> None:
    sys.stdout.write(f"{json.dumps(fact)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    run(Path(sys.argv[1]), _print)
