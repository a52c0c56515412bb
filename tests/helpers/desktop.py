"""Stands where the desktop's own handlers of links and files stand, and opens nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices


class Desktop(QObject):
    """`opened` are the links it was asked to open, files as file: links."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        """What Qt calls."""
        self.opened.append(url.toString())


@contextmanager
def a_desktop(*schemes: str) -> Iterator[Desktop]:
    """Takes what would be opened of these schemes."""
    desktop = Desktop()
    for scheme in schemes:
        QDesktopServices.setUrlHandler(scheme, desktop, "open")
    try:
        yield desktop
    finally:
        for scheme in schemes:
            QDesktopServices.unsetUrlHandler(scheme)
