"""The row above a list that leads into the lists in it: tabs, back, open and stop; it knows no job."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QToolButton, QVBoxLayout, QWidget

from mediadl.ui import icons
from mediadl.ui.theme import Theme

_TITLE_CHARACTERS = 40
_BACKWARDS = "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}"


class ListLevels(QWidget):
    """`tab_picked(number)`: another tab is wanted. The actions are the keyboard's way, too."""

    tab_picked = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tabs = QTabBar(self)
        self.back_action = self._action("Back to the list", "", "Alt+Up", theme)
        self.open_action = self._action("Open this list", "playlist", "Alt+Down", theme)
        self.stop_action = self._action("Stop reading", "cancel", "Ctrl+.", theme)
        self._buttons = {
            action: self._button(action) for action in (self.back_action, self.open_action, self.stop_action)
        }
        self._theme = theme
        self._build()
        theme.changed.connect(self._refresh)
        self._refresh()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab comes to, in the order of the eye."""
        return (self.tabs, *self._buttons.values())

    def show_tabs(self, names: Sequence[str], current: int) -> None:
        """Show these tabs, without telling that one was picked; none of them shows no row."""
        self.tabs.blockSignals(True)
        while self.tabs.count() > len(names):
            self.tabs.removeTab(self.tabs.count() - 1)
        for number, name in enumerate(names):
            if number < self.tabs.count():
                self.tabs.setTabText(number, name)
            else:
                self.tabs.addTab(name)
        self.tabs.setCurrentIndex(current)
        self.tabs.blockSignals(False)
        self.tabs.setVisible(bool(names))
        self._place_stop()

    def show_ways(self, *, back_to: str | None, can_open: bool, has_lists: bool, is_reading: bool) -> None:
        """Offer what can be done where the user is; `back_to` is the title of the list around this one."""
        if back_to is not None:
            short = back_to if len(back_to) <= _TITLE_CHARACTERS else f"{back_to[: _TITLE_CHARACTERS - 1]}…"
            self.back_action.setText(f"{_BACKWARDS} Back to {short}".replace("&", "&&"))
            self.back_action.setToolTip(f"Back to {back_to} (Alt+Up)")
        self.back_action.setEnabled(back_to is not None)
        self.open_action.setEnabled(can_open)
        self.stop_action.setEnabled(is_reading)
        shown = {self.back_action: back_to is not None, self.open_action: has_lists}
        for action, button in self._buttons.items():
            button.setVisible(shown.get(action, is_reading))
        self.setVisible(self.tabs.count() > 0 or back_to is not None or has_lists or is_reading)

    def _action(self, text: str, icon: str, keys: str, theme: Theme) -> QAction:
        action = QAction(icons.icon(icon, theme), text, self) if icon else QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setToolTip(f"{text} ({keys})")
        action.setEnabled(False)
        return action

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _build(self) -> None:
        self.tabs.setAccessibleName("Tabs of the channel")
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.tabs.currentChanged.connect(self.tab_picked)
        self._tab_row, self._row = QHBoxLayout(), QHBoxLayout()
        self._tab_row.addWidget(self.tabs, 1)
        for action in (self.back_action, self.open_action):
            self._row.addWidget(self._buttons[action])
        self._row.addStretch(1)
        self._place_stop()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._tab_row)
        self._column.addLayout(self._row)

    def _place_stop(self) -> None:
        """Beside the tabs, where there are any: what lies below must not move when it comes and goes."""
        row = self._tab_row if self.tabs.count() else self._row
        row.addWidget(self._buttons[self.stop_action])

    def _refresh(self) -> None:
        self._row.setSpacing(self._theme.metrics.space_s)
        self._column.setSpacing(self._theme.metrics.space_s)
