"""One card of the settings page on a real engine, shown, and fed by its settings as the page does it."""

import asyncio

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mediadl.domain.events import SettingsChanged
from tests.helpers.shell import with_shell


def with_card(make, tmp_path, app, scenario):
    """Run `await scenario(card, shell)`; `make` is the card's class."""

    async def opened(shell):
        card = make(shell.engine, shell.operations, shell.theme)
        shell.engine.bus.subscribe(SettingsChanged, lambda event: card.show_settings(event.settings))
        card.show_settings(shell.engine.settings)
        card.show()
        card.activateWindow()
        await asyncio.sleep(0.02)
        await scenario(card, shell)

    with_shell(tmp_path, app, opened)


def write(field, text):
    """Replace what stands in a field, and press Return."""
    field.setFocus()
    field.clear()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def pick(box, data):
    """Choose an entry of a drop-down as the user does."""
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())
