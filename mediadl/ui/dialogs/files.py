"""The dialogs in which files and folders are picked; what is done with one is the asker's business."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

_SIZE_CHARACTERS = QSize(100, 60)
"""Room for names and dates at any size of the text, where the desktop has no dialog of its own."""

EVERY_FILE = "All files (*)"


def ask_folder(parent: QWidget, title: str, start: str, chosen: Callable[[str], object]) -> None:
    """Open a dialog over `parent`, which begins in `start`; `chosen` gets the folder's path."""
    dialog = _Files(parent, title, start)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(chosen)
    dialog.open()


def ask_file(
    parent: QWidget,
    title: str,
    chosen: Callable[[str], object],
    *,
    start: str = "",
    kinds: Sequence[str] = (EVERY_FILE,),
) -> None:
    """Ask for one file that exists; `kinds` are filters in Qt's notation, the first counts."""
    dialog = _Files(parent, title, start)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters(list(kinds))
    dialog.fileSelected.connect(chosen)
    dialog.open()


def ask_files(
    parent: QWidget, title: str, chosen: Callable[[list[str]], object], *, kinds: Sequence[str]
) -> None:
    """The same for several at once."""
    dialog = _Files(parent, title, "")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilters(list(kinds))
    dialog.filesSelected.connect(chosen)
    dialog.open()


def ask_where(
    parent: QWidget, title: str, path: Path, suffixes: Mapping[str, str], chosen: Callable[[str], object]
) -> None:
    """Ask where to write a file; `path` is proposed.

    `suffixes` by filter in Qt's notation: the one of the filter that is picked becomes the file's.
    """
    dialog = _Files(parent, title, str(path.parent))
    dialog.suffixes = suffixes
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(list(suffixes))
    dialog.setDefaultSuffix(path.suffix.removeprefix("."))
    dialog.selectFile(path.name)
    dialog.fileSelected.connect(chosen)
    dialog.open()


class _Files(QFileDialog):
    """Goes away when it closes, and keeps the name's suffix to the kind of file that is picked."""

    def __init__(self, parent: QWidget, title: str, start: str) -> None:
        super().__init__(parent, title, start)
        self.suffixes: Mapping[str, str] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        character = self.fontMetrics().averageCharWidth()
        room = self.screen().availableSize() * 0.9
        self.resize((_SIZE_CHARACTERS * character).boundedTo(room))
        self.filterSelected.connect(self._on_filter_selected)

    def _on_filter_selected(self, kind: str) -> None:
        suffix = self.suffixes.get(kind)
        if suffix is not None:
            self.setDefaultSuffix(suffix)
            named = Path(next(iter(self.selectedFiles()), ""))
            self.selectFile(named.with_suffix(f".{suffix}").name if named.name else "")
