"""Every action of the menu has words, an icon or a submenu, and a key that works while the menu is closed."""

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from mediadl.ui.main_menu import Commands, MainMenu
from mediadl.ui.rail import Place
from mediadl.ui.theme import Theme


@pytest.fixture
def menu(qt_app):
    window = QWidget()
    told, borrowed = [], QAction("Pause", window)
    borrowed.setShortcut("Space")
    menus = {place: lambda menu: menu.addAction(borrowed) for place in (Place.QUEUE, Place.FORMATS)}

    limits = QMenu("Speed limit", window)

    def tell(name):
        return lambda *arguments: told.append((name, *arguments))

    menu = MainMenu(
        Commands(**{name: tell(name) for name in Commands.__annotations__}), Theme(), window, menus, limits
    )
    menu.told, menu.of_window = told, window
    return menu


def actions(menu):
    for action in menu.actions():
        if action.menu():
            yield from actions(action.menu())
        elif not action.isSeparator():
            yield action


def test_each_action_asks_for_its_command(menu):
    for action in actions(menu):
        action.trigger()
    assert {command[0] for command in menu.told} == set(Commands.__annotations__) - {"open_menu"}
    assert [command[1] for command in menu.told if command[0] == "show_place"] == list(Place)


def test_keys_work_while_the_menu_is_closed(menu):
    keyed = [action for action in actions(menu) if not action.shortcut().isEmpty()]
    assert len(keyed) >= 11
    assert set(keyed) <= set(menu.of_window.actions())


def test_no_key_is_given_twice(menu):
    keys = [
        action.shortcut().toString() for action in menu.of_window.actions() if action.shortcut().toString()
    ]
    assert len(keys) == len(set(keys))


def test_only_the_view_in_front_offers_its_actions(menu):
    menu.show_place(Place.FORMATS)
    offered = {place: each.menuAction().isEnabled() for place, each in menu.view_menus.items()}
    assert offered == {Place.QUEUE: False, Place.FORMATS: True}
    assert [each.title() for each in menu.view_menus.values()] == ["Queue", "Formats"]


def test_the_appearance_that_holds_is_marked(menu):
    menu.show_appearance("dark")
    assert [action.text() for action in actions(menu) if action.isChecked()] == ["Dark"]
