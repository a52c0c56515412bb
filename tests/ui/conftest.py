"""One Qt application for all tests of the window, drawn to memory."""

import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def qt_app():
    from PySide6.QtWidgets import QApplication

    return QApplication.instance() or QApplication(["mediadl"])


@pytest.fixture
def window_test(qt_app, tmp_path):
    """Runs a scenario that gets an open window and its shell."""
    from mediadl.ui.main_window import MainWindow
    from tests.helpers.shell import until, with_shell

    def run(scenario):
        async def opened(shell):
            window = MainWindow(**shell.parts)
            shell.operations.notify = window.notify
            window.show()
            window.activateWindow()
            await until(window.isActiveWindow)
            await scenario(window, shell)

        with_shell(tmp_path, qt_app, opened)

    return run
