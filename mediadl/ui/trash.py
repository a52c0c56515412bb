"""Files moved to the system's trash, and what to say of it. This blocks: call `move_to_trash` in a thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QFile

from mediadl.ui.operations import Notice


@dataclass(frozen=True)
class Trashed:
    """What became of files."""

    moved: tuple[Path, ...]
    kept: tuple[Path, ...]
    """Those that are still where they were."""


def move_to_trash(files: Sequence[Path]) -> Trashed:
    """Move what is there of these; what is gone already is no error."""
    there = [file for file in dict.fromkeys(files) if file.is_file()]
    moved = [file for file in there if QFile(str(file)).moveToTrash()]
    return Trashed(tuple(moved), tuple(file for file in there if file not in moved))


def trash_notice(trashed: Trashed) -> Notice:
    """What happened, in a sentence or two."""
    moved, kept = trashed.moved, trashed.kept
    if kept:
        where = f"{_names(kept)} cannot be moved to the trash: still in “{kept[0].parent}”."
        done = f" {_names(moved)} {_are(moved)} in the trash." if moved else ""
        return Notice("error", f"{where}{done}")
    if not moved:
        return Notice("info", "There is nothing to move: the file was moved or deleted before.")
    return Notice("success", f"{_names(moved)} {_are(moved)} in the trash.")


def _names(files: Sequence[Path]) -> str:
    more = len(files) - 1
    rest = f" and {more} more file{'s' if more > 1 else ''}" if more else ""
    return f"“{files[0].name}”{rest}"


def _are(files: Sequence[Path]) -> str:
    return "is" if len(files) == 1 else "are"
