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


@dataclass
class Scene:
    """Everything that a view is given, and what it has said."""

    engine: Engine
    operations: Operations
    theme: Theme
    thumbnails: Thumbnails
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
        """Let commands, the store and the window do what they have to."""
        for _ in range(turns):
            await asyncio.sleep(0.005)
            QApplication.processEvents()


@asynccontextmanager
async def queue_scene(folder: Path, jobs: Sequence[Job]) -> AsyncIterator[Scene]:
    """Save the jobs as a former run would have left them, and start an engine on them."""
    store, tasks, bus = await Store.open(folder / "queue.db"), Tasks(), Bus()
    await store.jobs.append(jobs)
    engine = Engine(store, WorkerPool(SILENT_WORKER, folder, store.workers, tasks), bus, tasks)
    await engine.start()
    notices: list[Notice] = []
    operations = Operations(engine, tasks, notices.append)
    scene = Scene(engine, operations, Theme(), Thumbnails(folder / "thumbnails"), notices)
    try:
        yield scene
    finally:
        scene.thumbnails.close()
        await engine.stop()
        await tasks.cancel_all()
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
