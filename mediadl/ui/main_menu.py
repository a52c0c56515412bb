"""The window's actions: their words, keys and places in the menu; what they do is handed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from mediadl.ui import icons
from mediadl.ui.rail import Place, shortcut_of, title_of
from mediadl.ui.theme import Appearance, Theme

_APPEARANCES: dict[Appearance, tuple[str, str]] = {
    "system": ("Follow the system", "settings"),
    "light": ("Light", "sun"),
    "dark": ("Dark", "moon"),
}


@dataclass(frozen=True)
class Commands:
    """What the menu can ask of the window."""

    paste: Callable[[], None]
    add_from_file: Callable[[], None]
    focus_link_field: Callable[[], None]
    undo: Callable[[], object]
    dismiss_notice: Callable[[], object]
    show_place: Callable[[Place], None]
    set_appearance: Callable[[Appearance], None]
    open_menu: Callable[[], None]
    close: Callable[[], object]


class MainMenu(QMenu):
    """Every action of the window, each with a key; the keys work while the menu is closed, too."""

    def __init__(self, commands: Commands, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self.setAccessibleName("Menu")
        self._theme, self._window, self._commands = theme, window, commands
        self._appearances: dict[Appearance, QAction] = {}
        self._add(self, "Paste links", "paste", "Ctrl+V", commands.paste)
        self._add(self, "Add links from a file…", "open", "Ctrl+O", commands.add_from_file)
        self._add(self, "Go to the link field", "link", "Ctrl+L", commands.focus_link_field)
        self.addSeparator()
        self._add(self, "Undo", "undo", "Ctrl+Z", commands.undo)
        self._add(self, "Dismiss notice", "close", "Ctrl+Shift+N", commands.dismiss_notice)
        self.addSeparator()
        self._add_places()
        self._add_appearances()
        self.addSeparator()
        self._add(self, "Quit", "cancel", "Ctrl+Q", commands.close)
        opener = QAction("Open the menu", window)
        opener.setShortcut("F10")
        opener.triggered.connect(commands.open_menu)
        window.addAction(opener)

    def show_appearance(self, appearance: Appearance) -> None:
        """Mark the appearance that holds."""
        self._appearances[appearance].setChecked(True)

    def _add_places(self) -> None:
        menu = self.addMenu("View")
        for place in Place:
            go = partial(self._commands.show_place, place)
            self._add(menu, title_of(place), place.value, shortcut_of(place), go)

    def _add_appearances(self) -> None:
        menu = self.addMenu("Appearance")
        group = QActionGroup(menu)
        for appearance, (text, icon) in _APPEARANCES.items():
            choose = partial(self._commands.set_appearance, appearance)
            action = self._add(menu, text, icon, "", choose)
            action.setCheckable(True)
            group.addAction(action)
            self._appearances[appearance] = action

    def _add(self, menu: QMenu, text: str, icon: str, keys: str, do: Callable[[], object]) -> QAction:
        action = QAction(icons.icon(icon, self._theme, "text_muted"), text, self._window)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _checked=False: do())
        menu.addAction(action)
        self._window.addAction(action)
        return action
