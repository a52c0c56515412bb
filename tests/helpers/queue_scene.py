"""A queue of given jobs in a real engine whose workers never answer, so that every job stays as it is."""

import asyncio
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from mediadl.domain.job import Job
from mediadl.engine.bus import Bus
from mediadl.engine.engine import Engine
from mediadl.engine.pool import WorkerPool
from mediadl.engine.tasks import Tasks
from mediadl.store.store import Store
from mediadl.ui.operations import Notice, Operations
from mediadl.ui.theme import Theme
from mediadl.ui.thumbnails import Thumbnails

SILENT_WORKER = (sys.executable, "-c", "import sys; sys.stdin.read()")
_ROUNDS = 4
"""A command saves, what follows from it saves too, and the window hears of both."""
_COMMAND_S = 5.0


@dataclass
class Scene:
    """Everything that a view is given, and what it has said."""

    engine: Engine
    operations: Operations
    theme: Theme
    thumbnails: Thumbnails
    store: Store
    commands: Tasks
    """What the operations run, and nothing else."""
    notices: list[Notice] = field(default_factory=list)

    @property
    def parts(self) -> dict[str, Any]:
        """The constructor arguments that all views share."""
        return {
            "engine": self.engine,
            "operations": self.operations,
            "theme": self.theme,
            "thumbnails": self.thumbnails,
        }

    @property
    def order(self) -> list[str]:
        """Ids of the engine's jobs in queue order."""
        return [job.id for job in self.engine.jobs]

    async def settle(self, turns: int = 20) -> None:
        """Let commands, the store and the window do what they have to, however long the store takes."""
        for _ in range(_ROUNDS):
            if running := self.commands.running:
                await asyncio.wait(running, timeout=_COMMAND_S)
            await self.store.database.read(lambda _connection: None)  # comes after what is being saved
            for _ in range(turns // _ROUNDS + 1):
                await asyncio.sleep(0.005)
                QApplication.processEvents()


@asynccontextmanager
async def queue_scene(folder: Path, jobs: Sequence[Job]) -> AsyncIterator[Scene]:
    """Save the jobs as a former run would have left them, and start an engine on them."""
    store, tasks, commands, bus = await Store.open(folder / "queue.db"), Tasks(), Tasks(), Bus()
    await store.jobs.append(jobs)
    engine = Engine(store, WorkerPool(SILENT_WORKER, folder, store.workers, tasks), bus, tasks)
    await engine.start()
    notices: list[Notice] = []
    operations = Operations(engine, commands, notices.append)
    thumbnails = Thumbnails(folder / "thumbnails")
    scene = Scene(engine, operations, Theme(), thumbnails, store, commands, notices)
    try:
        yield scene
    finally:
        scene.thumbnails.close()
        await engine.stop()
        for each in (commands, tasks):
            await each.cancel_all()
        await store.close()


@asynccontextmanager
async def shown(widget: QWidget, width: int = 1000, height: int = 700) -> AsyncIterator[Any]:
    """Show a window while the block runs, and delete it then."""
    widget.resize(width, height)
    widget.show()
    widget.activateWindow()
    QApplication.processEvents()
    try:
        yield widget
    finally:
        if isValid(widget):
            widget.close()
            widget.deleteLater()
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
