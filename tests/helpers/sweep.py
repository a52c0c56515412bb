"""Looks for values that must not be there: in files, and in what any process shows to others."""

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

import psutil


def seen_in_processes(values: Iterable[bytes]) -> list[str]:
    """The processes of this computer that show one of the values in their command line or environment."""
    wanted = tuple(values)
    found = []
    for process in psutil.process_iter():
        for name in ("cmdline", "environ"):
            with contextlib.suppress(OSError):
                content = Path(f"/proc/{process.pid}/{name}").read_bytes()
                found += [f"{name} of {process.pid}" for value in wanted if value in content]
    return found


def seen_in_files(values: Iterable[bytes], *folders: Path) -> list[str]:
    """The files below these folders that hold one of the values."""
    wanted = tuple(values)
    found = []
    for path in (Path(at, name) for folder in folders for at, _, names in os.walk(folder) for name in names):
        with contextlib.suppress(OSError):  # it goes while it is looked at
            content = path.read_bytes() if path.is_file() else b""
            found += [str(path) for value in wanted if value in content]
    return found
