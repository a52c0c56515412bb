"""A real main window on a real engine for tests; its worker is a process that never answers."""

import asyncio
import dataclasses
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from mediadl.domain.job import Job, JobState, StartMode
from mediadl.domain.media import Playlist
from mediadl.domain.options import DownloadOptions
from mediadl.engine.bus import Bus
from mediadl.engine.engine import Engine
from mediadl.engine.pool import WorkerPool
from mediadl.engine.tasks import Tasks
from mediadl.store.store import Store
from mediadl.ui import loop
from mediadl.ui.operations import Notice, Operations
from mediadl.ui.theme import Theme
from mediadl.ui.thumbnails import Thumbnails

SILENT_WORKER = [sys.executable, "-c", "import sys; sys.stdin.read()"]


@dataclass
class Shell:
    """The parts that every view gets, and the notices that were shown."""

    engine: Engine
    operations: Operations
    theme: Theme
    thumbnails: Thumbnails
    store: Store
    folder: Path
    notices: list[Notice] = field(default_factory=list)

    @property
    def parts(self):
        return {
            "engine": self.engine,
            "operations": self.operations,
            "theme": self.theme,
            "thumbnails": self.thumbnails,
        }

    async def job(self, job_id: str, **changes) -> Job:
        """Put a job into the queue that no scheduler will start."""
        job = Job(
            id=job_id,
            url=f"https://example.org/{job_id}",
            options=DownloadOptions(folder=str(self.folder)),
            created_at=datetime.now(UTC),
            state=JobState.PAUSED,
        )
        job = dataclasses.replace(job, **changes)
        await self.engine._queue.add([job])
        return job

    async def finished(self, job_id: str, **changes) -> Job:
        """Put a line into the history."""
        changes = {"state": JobState.COMPLETED, "finished_at": datetime.now(UTC), **changes}
        job = await self.job(job_id, **changes)
        await self.store.jobs.save(job, to_history=True)
        return job

    async def comes_to_choice(self, job_id: str, *, is_list: bool = False) -> None:
        """Add a job and let it ask the user, as after a probe."""
        job = await self.job(job_id, title=job_id, state=JobState.RESOLVING, start=StartMode.CHOOSE)
        if is_list:
            found = Playlist(id=job_id, extractor="Lab", url=job.url, title=job_id)
            self.engine._findings[job_id].playlist = found
        await self.engine._queue.move_to(job_id, JobState.CHOOSING)


def with_shell(tmp_path: Path, app, scenario) -> None:
    """Run `await scenario(shell)` on the window's loop, and end everything after it."""

    async def main(app) -> int:
        tasks, bus = Tasks(), Bus()
        store = await Store.open(tmp_path / "db")
        pool = WorkerPool(SILENT_WORKER, tmp_path, store.workers, tasks)
        engine = Engine(store, pool, bus, tasks)
        await engine.start()
        theme = Theme()
        theme.apply(app)
        notices: list[Notice] = []
        operations = Operations(engine, tasks, notices.append)
        thumbnails = Thumbnails(tmp_path / "thumbnails")
        shell = Shell(engine, operations, theme, thumbnails, store, tmp_path, notices)
        try:
            await engine.change_settings(download_folder=str(tmp_path))
            await scenario(shell)
        finally:
            for window in app.topLevelWidgets():
                window.close()
            theme.set_appearance("system")
            theme.release()
            await engine.stop()
            await tasks.cancel_all()
            await store.close()
            thumbnails.close()
        return 0

    bugs: list[BaseException] = []
    assert loop.run(main, ["mediadl"], on_bug=bugs.append) == 0
    assert not bugs


async def until(condition: Callable[[], object], timeout_s: float = 60.0) -> None:
    """Wait until the condition holds."""
    async with asyncio.timeout(timeout_s):
        while not condition():
            await asyncio.sleep(0.01)
