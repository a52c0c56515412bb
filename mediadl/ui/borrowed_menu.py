"""A menu of actions that belong to others; what they do and when they are enabled is not known here."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QWidget


class BorrowedMenu(QMenu):
    """Holds its actions only while it is open.

    The button that opens a menu counts, for Qt, as a place where the keys of its actions work. With the
    actions of a list always in it, Space on that button would pause a download instead of opening the menu.
    """

    def __init__(self, title: str, fill: Callable[[QMenu], None], parent: QWidget | None = None) -> None:
        """`fill` puts the actions in, each time anew."""
        super().__init__(title, parent)
        self.setAccessibleName(title)
        self._borrow = fill
        self.aboutToShow.connect(self._fill)
        self.aboutToHide.connect(self.clear)

    def _fill(self) -> None:
        self.clear()
        self._borrow(self)
