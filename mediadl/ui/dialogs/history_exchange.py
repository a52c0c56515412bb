"""Files and folders that the history is written to or learns from; the window waits for none of them."""

from __future__ import annotations

import asyncio
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from mediadl.domain.history_export import as_csv, as_json
from mediadl.domain.history_query import HistoryQuery
from mediadl.engine.archive_file import archive_text_of
from mediadl.engine.engine import Engine
from mediadl.engine.whole_file import save_whole
from mediadl.ui import icons
from mediadl.ui.dialogs.files import ask_file, ask_folder, ask_where
from mediadl.ui.operations import Notice, Operations
from mediadl.ui.theme import Theme

_TABLES = {"Table for spreadsheets (*.csv)": "csv", "JSON (*.json)": "json"}
_TEXTS = {"Archives of yt-dlp (*.txt)": "txt"}
_EVERYTHING = 1_000_000


class HistoryExchange(QObject):
    """One for a page, whose dialogs lie over it. `learned()`: more is known to be here already."""

    learned = Signal()

    def __init__(self, engine: Engine, operations: Operations, theme: Theme, view: QWidget) -> None:
        super().__init__(view)
        self._engine, self._operations, self._theme, self._view = engine, operations, theme, view

    def fill(self, menu: QMenu) -> None:
        """Put everything that can be asked for into a menu."""
        add = menu.addAction
        add(icons.icon("export", self._theme), "&Export history…", self.ask_export)
        add(icons.icon("export", self._theme), "Export &archive for yt-dlp…", self.ask_archive_export)
        menu.addSeparator()
        add(icons.icon("download", self._theme), "&Import archive of yt-dlp…", self.ask_archive)
        add(icons.icon("search", self._theme), "&Look through a folder…", self.ask_folder)

    def ask_export(self) -> None:
        """Ask where to write the whole history to."""
        ask_where(self._view, "Export history", self._folder / "history.csv", _TABLES, self.export)

    def ask_archive_export(self) -> None:
        """Ask where to write the archive to."""
        path = self._folder / "archive.txt"
        ask_where(self._view, "Export archive for yt-dlp", path, _TEXTS, self.export_archive)

    def ask_archive(self) -> None:
        """Ask which archive of yt-dlp to take in."""
        title, start = "Import archive of yt-dlp", str(self._folder)
        ask_file(self._view, title, self.import_archive, start=start)

    def ask_folder(self) -> None:
        """Ask which folder to look through."""
        title = "Look through a folder for downloads"
        ask_folder(self._view, title, str(self._folder), self.look_through)

    def export(self, name: str) -> None:
        """Write the whole history: JSON into a file of that suffix, else a table."""
        self._operations.run(self._export(Path(name)), name="export history")

    def export_archive(self, name: str) -> None:
        """Write what is here already as yt-dlp's own file."""
        self._operations.run(self._export_archive(Path(name)), name="export archive")

    def import_archive(self, name: str) -> None:
        """Take in an archive of yt-dlp."""
        self._operations.run(self._import_archive(Path(name)), name="import archive")

    def look_through(self, name: str) -> None:
        """Take in the media of a folder."""
        self._operations.run(self._look_through(Path(name)), name="look through a folder")

    # --- inside ---------------------------------------------------------------------------------------------

    @property
    def _folder(self) -> Path:
        """Where dialogs begin."""
        return Path(self._engine.download_folder)

    async def _export(self, path: Path) -> None:
        jobs = await self._engine.find_history(HistoryQuery(), _EVERYTHING)
        written = as_json if path.suffix.lower() == ".json" else as_csv
        await save_whole(path, await asyncio.to_thread(written, jobs))
        self._say(f"The history is in “{path}”: {_count(len(jobs), 'download')}.")

    async def _export_archive(self, path: Path) -> None:
        text = await self._engine.archive_text()
        await save_whole(path, text)
        self._say(f"The archive is in “{path}”: {_count(text.count(chr(10)), 'line')}.")

    async def _import_archive(self, path: Path) -> None:
        text = await asyncio.to_thread(archive_text_of, path)
        new = await self._engine.import_archive(text)
        self._say(f"“{path.name}” was taken in: {_count(new, 'media', 'media')} not known before.")
        self.learned.emit()

    async def _look_through(self, folder: Path) -> None:
        self._operations.notify(Notice("info", f"Looking through “{folder}”…"))
        new = await self._engine.import_folder(folder)
        self._say(f"“{folder}” was looked through: {_count(new, 'media', 'media')} not known before.")
        self.learned.emit()

    def _say(self, text: str) -> None:
        self._operations.notify(Notice("success", text))


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
