"""The window's actions: their words, keys and places in the menu; what they do is handed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from mediadl.ui import icons
from mediadl.ui.borrowed_menu import BorrowedMenu
from mediadl.ui.rail import Place, shortcut_of, title_of
from mediadl.ui.theme import APPEARANCES, Appearance, Theme


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

    def __init__(
        self,
        commands: Commands,
        theme: Theme,
        window: QWidget,
        view_menus: Mapping[Place, Callable[[QMenu], None]],
        speed_menu: QMenu,
    ) -> None:
        """`view_menus` fill the submenus with the views' own actions, while their view is in front."""
        super().__init__(window)
        self.setAccessibleName("Menu")
        self._theme, self._window, self._commands = theme, window, commands
        self._appearances: dict[Appearance, QAction] = {}
        self.view_menus: dict[Place, QMenu] = {}
        self._add(self, "Paste links", "paste", "Ctrl+V", commands.paste)
        self._add(self, "Add links from a file…", "open", "Ctrl+O", commands.add_from_file)
        self._add(self, "Go to the link field", "link", "Ctrl+L", commands.focus_link_field)
        self.addSeparator()
        self._add(self, "Undo", "undo", "Ctrl+Z", commands.undo)
        self._add(self, "Dismiss notice", "close", "Ctrl+Shift+N", commands.dismiss_notice)
        self.addSeparator()
        for place, fill in view_menus.items():
            self.view_menus[place] = BorrowedMenu(title_of(place), fill, self)
            self.addMenu(self.view_menus[place])
        self.addMenu(speed_menu)
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

    def show_place(self, place: Place) -> None:
        """Offer the actions of the view that is in front; the others would act on what is not seen."""
        for view, menu in self.view_menus.items():
            menu.menuAction().setEnabled(view is place)

    def _add_places(self) -> None:
        menu = self.addMenu("View")
        for place in Place:
            go = partial(self._commands.show_place, place)
            self._add(menu, title_of(place), place.value, shortcut_of(place), go)

    def _add_appearances(self) -> None:
        menu = self.addMenu("Appearance")
        group = QActionGroup(menu)
        for appearance, (text, icon) in APPEARANCES.items():
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
