"""No source of a module is read and kept only to see whether it could use a feature of PySide6."""

import subprocess
import sys


def test_modules_that_are_imported_after_qt_are_not_read() -> None:
    program = (
        "import linecache, mediadl.ui.main_window as window, mediadl.ui.loop as loop; "
        "print([module.__file__ in linecache.cache for module in (window, loop)])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[False, False]"
