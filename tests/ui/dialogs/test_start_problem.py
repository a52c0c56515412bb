"""The reason why nothing opens stays on the screen until it was read."""

import asyncio

from PySide6.QtWidgets import QApplication, QMessageBox

from mediadl.ui.dialogs.start_problem import told
from mediadl.ui.loop import run
from tests.helpers.engines import until


def _boxes() -> list[QMessageBox]:
    return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QMessageBox)]


def test_the_sentence_is_shown_until_it_is_closed(qt_app: QApplication) -> None:
    shown: list[str] = []

    async def main(_application: QApplication) -> int:
        telling = asyncio.get_running_loop().create_task(told("The database cannot be opened."))
        await until(_boxes)
        (box,) = _boxes()
        shown.append(box.text())
        assert not telling.done()
        box.close()
        await telling
        return 0

    assert run(main, []) == 0
    assert shown == ["The database cannot be opened."]
