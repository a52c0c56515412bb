"""The program as a user starts it: a process of its own, with a home of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

_ROOT = Path(__file__).parents[2]


class Terminal:
    """Runs `mediadl` with these arguments; what is started is ended with the test."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._started: list[subprocess.Popen[str]] = []
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("XDG_")},
            "HOME": str(home),
            "PYTHONPATH": str(_ROOT),
            "PYTHONIOENCODING": "utf-8",
            "COLUMNS": "100",
            "no_proxy": "127.0.0.1,localhost",
        }

    def run(
        self, *arguments: str, stdin: str | None = None, **changes: str
    ) -> subprocess.CompletedProcess[str]:
        """Run to the end; `changes` are of the environment."""
        return subprocess.run(
            self.command(*arguments),
            input=stdin if stdin is not None else "",
            env={**self.environment, **changes},
            cwd=self.home,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=240,
            check=False,
        )

    def start(self, *arguments: str, **pipes: Any) -> subprocess.Popen[str]:
        """Start and return at once."""
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **pipes}
        process = subprocess.Popen(
            self.command(*arguments),
            env=self.environment,
            cwd=self.home,
            text=True,
            encoding="utf-8",
            **streams,
        )
        self._started.append(process)
        return process

    def command(self, *arguments: str) -> list[str]:
        """The command line."""
        return [sys.executable, "-m", "mediadl", *arguments]

    def close(self) -> None:
        """End what still runs."""
        for process in self._started:
            if process.poll() is None:
                process.kill()
            process.wait()
            for pipe in (process.stdout, process.stderr):
                if pipe is not None:
                    pipe.close()


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    home = tmp_path / "home"
    home.mkdir()
    started = Terminal(home)
    yield started
    started.close()
