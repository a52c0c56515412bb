"""A private bus with services that a process of ours plays, for tests of what the desktop is asked for."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.helpers.session_bus import a_bus

_ROOT = Path(__file__).parents[2]
_LIMIT_S = 60.0


class Services:
    """What the services were asked for, as lists of the method's name and its first arguments."""

    def __init__(self, said: Path) -> None:
        self._said = said

    @property
    def asked(self) -> list[list]:
        """Everything since the start, `["gone"]` when a caller left."""
        return [json.loads(line) for line in self._said.read_text().splitlines()][1:]

    def wait_for(self, count: int) -> list[list]:
        """Wait until so much was asked for; blocks, so that the loop has to have done its part."""
        ends_at = time.monotonic() + _LIMIT_S
        while len(self.asked) < count:
            assert time.monotonic() < ends_at, f"only {self.asked}"
            time.sleep(0.02)
        return self.asked


@contextmanager
def desktop_services(monkeypatch: pytest.MonkeyPatch, *names: str) -> Iterator[Services]:
    """Serve these names on a fresh bus that is both the session's and the system's while the block runs."""
    with tempfile.TemporaryDirectory(prefix="mdl-") as folder, a_bus({"XDG_RUNTIME_DIR": folder}) as found:
        for name in ("DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS"):
            monkeypatch.setenv(name, found["DBUS_SESSION_BUS_ADDRESS"])
        said = Path(folder, "said")
        with said.open("w") as file:
            command = [sys.executable, "-m", "tests.helpers.dbus_service", *names]
            process = subprocess.Popen(command, stdout=file, cwd=_ROOT)
            try:
                _await_line(said)
                yield Services(said)
            finally:
                process.kill()
                process.wait()


def _await_line(said: Path) -> None:
    ends_at = time.monotonic() + _LIMIT_S
    while not said.read_text():
        assert time.monotonic() < ends_at, "the services did not start"
        time.sleep(0.02)
