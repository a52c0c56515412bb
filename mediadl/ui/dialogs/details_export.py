"""Asks for a file and writes into it what is known of some jobs; the window does not wait for either."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from mediadl.domain.job import Job
from mediadl.domain.metadata_export import Item, as_csv, as_json, job_item, list_item, media_item
from mediadl.engine.engine import Engine
from mediadl.engine.whole_file import save_whole
from mediadl.ui.dialogs.files import ask_where
from mediadl.ui.operations import Notice, Operations

_FILTERS = {"JSON (*.json)": "json", "Table of values (*.csv)": "csv"}


class DetailsExport(QObject):
    """One for a view, whose dialogs lie over it."""

    def __init__(self, engine: Engine, operations: Operations, view: QWidget) -> None:
        super().__init__(view)
        self._engine, self._operations, self._view = engine, operations, view
        self._items: list[Item] = []

    def ask(self, jobs: Sequence[Job]) -> None:
        """Ask where to write what is known now of these jobs; the dialog is open when this returns."""
        self._items = [self._item(job) for job in jobs]
        folder = jobs[0].options.folder or str(self._engine.download_folder)
        path = Path(folder) / "details.json"
        ask_where(self._view, "Export details", path, _FILTERS, self._on_file_selected)

    def _item(self, job: Job) -> Item:
        finding = self._engine.finding(job.id)
        if finding.playlist is not None:
            return list_item(job.url, finding.playlist, finding.entries)
        return media_item(job.url, finding.media) if finding.media is not None else job_item(job)

    def _on_file_selected(self, name: str) -> None:
        self._operations.run(self._write(self._items, Path(name)), name="export details")

    async def _write(self, items: Sequence[Item], path: Path) -> None:
        text = as_csv(items) if path.suffix.lower() == ".csv" else as_json(items)
        await save_whole(path, text)
        count = "1 item" if len(items) == 1 else f"{len(items)} items"
        self._operations.notify(Notice("success", f"The details of {count} are in “{path.name}”."))
