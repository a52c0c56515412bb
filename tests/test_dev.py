"""dev.py: what it decides, and how its commands end; nothing here installs anything."""

import os
import runpy
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import psutil
import pytest

ROOT = Path(__file__).parents[1]
SERVERS = {"Xvfb", "openbox", "dbus-daemon", "gnome-keyring-daemon"}

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="the virtual desktop is Linux's")


@pytest.fixture
def dev() -> dict[str, Any]:
    """The names of dev.py."""
    return runpy.run_path(str(ROOT / "dev.py"))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A test file of its own for `dev.py test`, with one test that passes, one that fails, one that waits."""
    (tmp_path / "test_small.py").write_text(
        "import time, subprocess\n"
        "def test_good(): subprocess.Popen(['sh', '-c', 'sleep 61 & exit']).wait()\n"
        "def test_bad(): assert 0\n"
        "def test_long(): print('waiting', flush=True); time.sleep(62)\n"
    )
    return tmp_path


def command(folder: Path, choice: str) -> list[str]:
    """`dev.py test` on the small tests, with the set-up left out: it would install into the environment."""
    code = (
        "import runpy, sys; sys.path.insert(0, '.'); dev = runpy.run_path('dev.py');"
        "main = dev['main']; main.__globals__.update(set_up=lambda: None,"
        " PYTHON=type(dev['ROOT'])(sys.executable)); sys.exit(main(sys.argv[1:]))"
    )
    options = ["-p", "no:cacheprovider", "-s", "--rootdir", str(folder), "-k", choice, str(folder)]
    return [sys.executable, "-c", code, "test", *options]


def test_an_apt_list_is_read_without_its_comments(dev: dict[str, Any]) -> None:
    assert dev["wanted_packages"]("# what\nffmpeg  # why\n\nxvfb\n") == ["ffmpeg", "xvfb"]


def test_what_another_package_provides_is_present(dev: dict[str, Any]) -> None:
    listing = "installed\tlibglib2.0-0t64\tlibglib2.0-0 (= 2.80), other\nconfig-files\txvfb\t\n"
    assert dev["present_packages"](listing) == {"libglib2.0-0t64", "libglib2.0-0", "other"}


def test_an_unknown_command_is_bad_usage() -> None:
    said = subprocess.run(
        [sys.executable, "dev.py", "fly"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert said.returncode == 2
    assert "no command 'fly'" in said.stderr


def test_the_usage_explains_every_command() -> None:
    said = subprocess.run(
        [sys.executable, "dev.py"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert all(
        f"  {name}" in said for name in ("demo", "test", "run", "setup", "lint", "shots", "bench", "chaos")
    )


@on_linux
@pytest.mark.parametrize(("choice", "code", "end"), [("good", 0, "1 passed"), ("bad", 1, "1 failed")])
def test_the_tests_exit_code_and_last_line_are_pytest_s(
    small: Path, choice: str, code: int, end: str
) -> None:
    environment = {name: value for name, value in os.environ.items() if "DISPLAY" not in name}
    said = subprocess.run(
        command(small, choice), cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert said.returncode == code, said.stderr
    assert end in said.stdout.splitlines()[-1]
    assert not [
        process for process in psutil.process_iter(["cmdline"]) if "61" in (process.info["cmdline"] or ())
    ]


@on_linux
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_no_process(small: Path, number: signal.Signals) -> None:
    with subprocess.Popen(command(small, "long"), cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        below = _below_once_it_runs(running)
        running.send_signal(number)
        rest = running.stdout.read() if running.stdout else ""
    assert running.returncode == 2  # pytest's code for "interrupted"
    assert "KeyboardInterrupt" in rest
    assert not [process for process in below if process.is_running()]


@on_linux
def test_a_kill_leaves_no_process(small: Path) -> None:
    with subprocess.Popen(command(small, "long"), cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        below = _below_once_it_runs(running)
        names = {process.name() for process in below}
        running.kill()
        _, alive = psutil.wait_procs(below, timeout=60)
    assert names >= SERVERS
    assert not alive


def _below_once_it_runs(running: subprocess.Popen[str]) -> list[psutil.Process]:
    """Return every process below, once the long test runs."""
    assert running.stdout is not None
    while "waiting" not in running.stdout.readline():
        assert running.poll() is None
    return psutil.Process(running.pid).children(recursive=True)
