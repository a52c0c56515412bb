"""The settings' table: one row a setting, so that a newer version's rows survive an older one."""

import contextlib
import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from mediadl.domain.settings import Settings
from mediadl.store.database import Database

_NONSENSE = object()


class SettingsStore:
    """Loads and saves the whole object."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._laid_over: Mapping[str, Any] = {}

    def lay_over(self, values: Mapping[str, Any]) -> None:
        """Have these values, which are valid, hold in this process alone: they are loaded and never saved."""
        self._laid_over = dict(values)

    async def load(self) -> Settings:
        """The saved settings; a value that makes no sense any more falls back to its default."""
        return _settings(await self._database.read(_rows)).model_copy(update=self._laid_over)

    async def save(self, settings: Settings) -> None:
        """Save every setting in one transaction, but for those that hold in this process alone."""
        saved = settings.model_dump(mode="json", exclude=set(self._laid_over))
        rows = [(name, json.dumps(value)) for name, value in saved.items()]
        await self._database.write(
            lambda connection: connection.executemany(
                "INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", rows
            )
        )


def peek(path: Path) -> Settings:
    """The settings in a database that may be in use, or not there; nothing is written. This blocks."""
    try:
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
        with contextlib.closing(connection):
            return _settings(_rows(connection))
    except sqlite3.Error:
        return Settings()


def _settings(rows: list[tuple[str, bytes]]) -> Settings:
    values = {name: _value(value) for name, value in rows}
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        for problem in error.errors():
            values.pop(str(problem["loc"][0]), None)
        return Settings.model_validate(values)


def _value(text: bytes) -> Any:
    """The setting as it was saved; what is no JSON fails the validation like any other nonsense."""
    try:
        return json.loads(text)
    except ValueError:
        return _NONSENSE


def _rows(connection: sqlite3.Connection) -> list[tuple[str, bytes]]:
    return connection.execute("SELECT name, CAST(value AS BLOB) FROM settings").fetchall()
