"""The entry: what the arguments ask for, and no more, is loaded and run."""

import subprocess
import sys


def _mediadl(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mediadl", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_the_version_is_printed() -> None:
    done = _mediadl("--version")
    assert done.returncode == 0
    assert done.stdout.startswith("mediadl 0.")


def test_a_command_that_makes_no_sense_is_bad_usage() -> None:
    done = _mediadl("gett", "https://example.com/")
    assert (done.returncode, done.stdout) == (2, "")
    assert "get" in done.stderr


def test_a_worker_loads_neither_qt_nor_engine_nor_store() -> None:
    program = (
        "import sys; sys.argv = ['mediadl', '--worker']; import mediadl.worker.main; "
        "rooms = ('PySide6', 'mediadl.engine', 'mediadl.store'); "
        "print([name for name in sys.modules if name.startswith(rooms)])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
