"""A database that is damaged while it is in use costs nothing that the queue still knows."""

from pathlib import Path

from mediadl.domain.choice import Choice
from mediadl.domain.events import QueueRestored
from mediadl.domain.job import JobState
from mediadl.store.store import Store
from tests.helpers.choices import a_stage
from tests.helpers.jobs import a_job
from tests.helpers.pages import until


async def test_the_queue_is_saved_into_the_restored_database(tmp_path: Path) -> None:
    async with a_stage(tmp_path) as stage:
        queue, database = stage.engine._queue, stage.engine._store.database
        await queue.add([a_job(id="a"), a_job(id="b"), a_job(JobState.CHOOSING, id="list")])
        await stage.engine.save_choice("list", Choice(everything=False))
        await database.back_up()
        await queue.remove(["b"])
        await queue.add([a_job(id="c")])
        told: list[QueueRestored] = []
        stage.engine.bus.subscribe(QueueRestored, told.append)
        await database.read(lambda c: c.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())
        file = tmp_path / "jobs.db"
        file.write_bytes(file.read_bytes()[:4096] + b"\xa5" * (file.stat().st_size - 4096))
        await database.read(lambda c: c.execute("PRAGMA cache_size = 0").fetchall())
        await database.read(lambda c: c.execute("PRAGMA shrink_memory").fetchall())
        await queue.move_to("a", JobState.PAUSED)
        await until(lambda: bool(told))
        assert "restored from the backup" in told[0].restoration.sentence
    store = await Store.open(tmp_path / "jobs.db")
    assert {job.id: job.state for job in await store.jobs.load()} == {
        "a": JobState.PAUSED,
        "list": JobState.CHOOSING,
        "c": JobState.QUEUED,
    }
    assert await store.choices.load() == {"list": Choice(everything=False)}
    await store.close()
