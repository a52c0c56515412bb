"""The table of formats and what is chosen beside it: side by side where there is room, else one at a time."""

from collections.abc import Sequence
from itertools import chain

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QTabBar, QWidget

from mediadl.ui.tab_order import walk
from mediadl.ui.theme import Theme

_MAIN_CHARACTERS, _SIDE_CHARACTERS = 120, 46


class FormatPanes(QWidget):
    """The first pane is the main one. Tabs lead to the others, and to the first where only one has room."""

    def __init__(
        self, theme: Theme, panes: Sequence[tuple[str, QWidget]], parent: QWidget | None = None
    ) -> None:
        """Each with its title; a pane's `stops` are what Tab comes to in it, in the order of the eye."""
        super().__init__(parent)
        self.tabs = QTabBar(self)
        self._theme = theme
        self._titles = [title for title, _ in panes]
        self._stops = [tuple(getattr(pane, "stops", ())) for _, pane in panes]
        (_, self._main), *sides = panes
        self._sides = QStackedWidget(self)
        for _, pane in sides:
            self._sides.addWidget(pane)
        for title in self._titles:
            self.tabs.addTab(title)
        self._is_wide: bool | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.tabs.setAccessibleName("What to choose")
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.tabs.currentChanged.connect(self._show_current)
        theme.changed.connect(self._arrange)
        self._arrange()

    @property
    def is_wide(self) -> bool:
        """Whether the main pane stands beside another one."""
        return bool(self._is_wide)

    def show_pane(self, number: int) -> None:
        """Bring a pane to the front; 0 is the main one."""
        if number or not self._is_wide:
            self.tabs.setCurrentIndex(number)

    def label(self, number: int, detail: str) -> None:
        """Say after a tab's title what is chosen there."""
        title = self._titles[number]
        self.tabs.setTabText(number, f"{title}  {detail}" if detail else title)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another arrangement where the width asks for it."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        character = self.fontMetrics().averageCharWidth()
        side = _SIDE_CHARACTERS * character
        self._grid.setHorizontalSpacing(self._theme.metrics.space_l)
        self._grid.setVerticalSpacing(self._theme.metrics.space_s)
        is_wide = self.width() >= _MAIN_CHARACTERS * character + side
        self._sides.setFixedWidth(side) if is_wide else self._sides.setMaximumWidth(16_777_215)
        if is_wide is self._is_wide:
            return
        self._is_wide = is_wide
        for part in (self.tabs, self._main, self._sides):
            self._grid.removeWidget(part)
        if is_wide:
            self._grid.addWidget(self._main, 0, 0, 2, 1)
            self._grid.addWidget(self.tabs, 0, 1)
            self._grid.addWidget(self._sides, 1, 1)
        else:
            self._sides.setMinimumWidth(0)
            self._grid.addWidget(self.tabs, 0, 0)
            self._grid.addWidget(self._main, 1, 0)
            self._grid.addWidget(self._sides, 2, 0)
        self._grid.setColumnStretch(0, 1)
        self._grid.setRowStretch(0, 0)
        first, *others = self._stops
        walk([*first, self.tabs, *chain(*others)] if is_wide else [self.tabs, *first, *chain(*others)])
        self.tabs.setTabVisible(0, not is_wide)
        self._show_current()

    def _show_current(self, *_: object) -> None:
        number = self.tabs.currentIndex()
        if self._is_wide and number == 0:
            self.tabs.setCurrentIndex(1)
            return
        shows_main = bool(self._is_wide) or number == 0
        self._grid.setRowStretch(1, int(shows_main))
        self._grid.setRowStretch(2, int(not shows_main))
        self._main.setVisible(shows_main)
        self._sides.setVisible(number > 0)
        if number > 0:
            self._sides.setCurrentIndex(number - 1)
