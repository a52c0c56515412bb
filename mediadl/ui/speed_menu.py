"""The speed limit within reach: a menu of usual limits, and the button that shows the present one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from mediadl.domain import units
from mediadl.domain.events import SettingsChanged
from mediadl.engine.engine import Engine
from mediadl.ui import icons
from mediadl.ui.dialogs.speed_limit import SpeedLimitDialog
from mediadl.ui.operations import Operations
from mediadl.ui.theme import Theme

STEPS_BPS = (10_000_000, 5_000_000, 2_000_000, 1_000_000, 500_000, 250_000)
_KEYS = "Ctrl+Shift+L"


class SpeedMenu(QMenu):
    """The present limit is checked; one that is none of the steps is the one to change under “Custom…”."""

    def __init__(
        self, engine: Engine, operations: Operations, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__("Speed limit", parent)
        self.setAccessibleName("Speed limit")
        self._engine, self._operations, self._theme = engine, operations, theme
        self.choices: dict[int | None, QAction] = {}
        group = QActionGroup(self)
        for limit_bps in (None, *STEPS_BPS):
            self.choices[limit_bps] = self._choice(_words(limit_bps), group)
            self.choices[limit_bps].triggered.connect(partial(self._set, limit_bps))
            if limit_bps is None:
                self.addSeparator()
        self.addSeparator()
        self.custom = self._choice("Custom…", group)
        self.custom.triggered.connect(self._ask)
        self._unsubscribe = engine.bus.subscribe(SettingsChanged, self._on_settings_changed)
        self.destroyed.connect(self._unsubscribe)
        self.show_limit(engine.settings.speed_limit_bps)

    def show_limit(self, limit_bps: int | None) -> None:
        """Check the entry of this limit."""
        self.choices.get(limit_bps, self.custom).setChecked(True)
        is_custom = limit_bps not in self.choices
        self.custom.setText(f"Custom ({_words(limit_bps)})…" if is_custom else "Custom…")

    def _choice(self, text: str, group: QActionGroup) -> QAction:
        action = self.addAction(text)
        action.setCheckable(True)
        group.addAction(action)
        return action

    def _set(self, limit_bps: int | None) -> None:
        self._operations.change_settings(speed_limit_bps=limit_bps)

    def _ask(self) -> None:
        self.show_limit(self._engine.settings.speed_limit_bps)  # nothing is chosen yet
        dialog = SpeedLimitDialog(self._engine.settings.speed_limit_bps, self._theme, self.parentWidget())
        dialog.chosen.connect(self._set)
        dialog.open()

    def _on_settings_changed(self, event: SettingsChanged) -> None:
        self.show_limit(event.settings.speed_limit_bps)


class SpeedButton(QToolButton):
    """Opens the menu; its words are the limit that holds now."""

    def __init__(self, menu: SpeedMenu, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("speedButton")
        self.setMenu(menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIcon(icons.icon("speed", theme, "text_muted"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(f"Speed limit of all downloads together ({_KEYS})")
        self.setShortcut(_KEYS)

    def show_limit(self, limit_bps: int | None, note: str = "") -> None:
        """Say what holds; `note` says why when it is not the usual limit."""
        text = _words(limit_bps) if limit_bps is None else f"Limit {_words(limit_bps)}"
        shown = f"{text} · {note}" if note else text
        if shown != self.text():
            self.setText(shown)
            self.setShortcut(_KEYS)  # a new text takes the old one's shortcut along
            self.setAccessibleName(f"Speed limit: {shown}")


def _words(limit_bps: int | None) -> str:
    return "No limit" if limit_bps is None else units.speed(limit_bps)
