"""One Qt application for all tests of the window, drawn to memory."""

import gc
import os

import pytest

from mediadl.ui.garbage import collected_on_this_thread

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def qt_app():
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance() or QApplication(["mediadl"])
    gc.freeze()  # what the imports have made need not be looked at after each test
    return application


@pytest.fixture(autouse=True)
def _garbage_stays_on_this_thread():
    """As in the program: a Qt object that dies in the store's thread leaves timers that fire into nothing."""
    with collected_on_this_thread():
        yield


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
