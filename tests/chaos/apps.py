"""Ways to start the program under trial: a process of its own, or a fork of one that has imported everything.

Both run `driver.main` and speak through a pipe; the fork saves half a second of imports and nothing else. The
workers are started by the engine itself in either case.
"""

import json
import multiprocessing
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Protocol

from tests.chaos import driver
from tests.helpers.media_site import PLUGIN_DIR

ROOT = Path(__file__).parents[2]
COMMON = {"MEDIADL_TEST_PLUGINS": str(PLUGIN_DIR), "no_proxy": "127.0.0.1,localhost"}

Hear = Callable[[dict[str, Any]], None]


class App(Protocol):
    """One run of the app; at the end of the block it is gone, killed or not."""

    @property
    def pid(self) -> int:
        """Of the app itself."""

    def is_running(self) -> bool:
        """Whether it has neither ended nor been killed."""

    def wait(self, longest_s: float) -> int | None:
        """Its exit code; None when it has not ended by then."""

    def __enter__(self) -> "App": ...

    def __exit__(self, *_exc: object) -> None: ...


class ColdApp:
    """A process as a user starts it; what it needs stands in `folder/spec.json`."""

    def __init__(self, folder: Path, environment: Mapping[str, str], hear: Hear) -> None:
        self._hear = hear
        self._log = (folder / "log").open("ab")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.chaos.driver", str(folder / "spec.json")],
            cwd=ROOT,
            env={**os.environ, **COMMON, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self._log,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        """Of the app itself."""
        return self._process.pid

    def is_running(self) -> bool:
        """Whether it has neither ended nor been killed."""
        return self._process.poll() is None

    def wait(self, longest_s: float) -> int | None:
        """Its exit code; None when it has not ended by then."""
        try:
            return self._process.wait(longest_s)
        except subprocess.TimeoutExpired:
            return None

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.endswith(b"\n"):
                self._hear(json.loads(line))

    def __enter__(self) -> "ColdApp":
        return self

    def __exit__(self, *_exc: object) -> None:
        self._process.kill()
        self._process.wait()
        self._reader.join(5)
        self._log.close()
        assert self._process.stdout is not None
        self._process.stdout.close()


class WarmApp:
    """A fork of a server that has the engine imported; the environment is laid over the fork's own."""

    def __init__(self, folder: Path, environment: Mapping[str, str], hear: Hear) -> None:
        self._hear = hear
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["tests.chaos.driver"])
        self._ears, mouth = context.Pipe(duplex=False)
        given = (str(folder), {**COMMON, **environment}, mouth)
        self._process = context.Process(target=_run_warm, args=given, daemon=True)
        self._process.start()
        mouth.close()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        """Of the app itself."""
        return self._process.pid or 0

    def is_running(self) -> bool:
        """Whether it has neither ended nor been killed."""
        return self._process.is_alive()

    def wait(self, longest_s: float) -> int | None:
        """Its exit code; None when it has not ended by then."""
        self._process.join(longest_s)
        return self._process.exitcode

    def _read(self) -> None:
        while True:
            try:
                self._hear(self._ears.recv())
            except (EOFError, OSError):  # it ended, or was killed in mid-word
                return

    def __enter__(self) -> "WarmApp":
        return self

    def __exit__(self, *_exc: object) -> None:
        self._process.kill()
        self._process.join()
        self._reader.join(5)
        self._ears.close()


def _run_warm(folder: str, environment: dict[str, str], mouth: Connection) -> None:
    os.environ.update(environment)
    log = os.open(Path(folder) / "log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(log, 1)
    os.dup2(log, 2)
    driver.run(Path(folder) / "spec.json", mouth.send)
