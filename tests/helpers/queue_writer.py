"""A process that changes a queue for ever and says what was saved, for tests that kill it in the middle.

Lines on stdout, each after the change was told: `jobs` with the whole order, each id with its state.
"""

import asyncio
import random
import sys
from pathlib import Path

from mediadl.domain.job import JobState
from mediadl.engine.bus import Bus
from mediadl.engine.queue import JobQueue
from mediadl.store.store import Store
from tests.helpers.jobs import a_job


async def write_for_ever(path: Path) -> None:
    """Add, remove, move and change jobs, many at a time; backups go on in between."""
    store = await Store.open(path)
    queue = JobQueue(store.jobs, Bus())
    await queue.load(lambda job: job)
    chance = random.Random()
    while True:
        await _change(queue, chance)
        print(" ".join(f"{job.id}={job.state}" for job in queue.jobs), flush=True)
        if chance.random() < 0.2:
            await store.database.back_up()


async def _change(queue: JobQueue, chance: random.Random) -> None:
    ids = [job.id for job in queue.jobs]
    some = chance.sample(ids, min(len(ids), 5))
    match chance.randrange(4):
        case 0:
            await queue.add([a_job() for _ in range(chance.randrange(1, 8))])
        case 1 if len(ids) > 20:
            await queue.remove(some)
        case 2:
            await queue.reorder(some, chance.choice([None, *ids]))
        case _:
            await queue.move_many(
                some,
                lambda job: (JobState.QUEUED if job.state is JobState.PAUSED else JobState.PAUSED, {}),
            )


if __name__ == "__main__":
    asyncio.run(write_for_ever(Path(sys.argv[1])))
