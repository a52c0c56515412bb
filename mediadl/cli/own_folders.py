"""Which job folders a run of `get` may have made, noted beside them, so that none outlives its queue.

The queue of `get` ends with its process: nobody resumes what a killed one leaves behind, so the next run into
the same folder removes it. The window's folders are never noted here, and so never touched.
"""

import contextlib
import json
import os
import platform
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

from mediadl.domain.job import Job
from mediadl.engine.orphans import started_at
from mediadl.engine.workspace import folders_of, temp_folder

_PATTERN = "get-*.jsonl"
# A note lies where others may write: only what the engine calls a job is ever deleted.
_JOB_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_CLOCK_TOLERANCE_S = 60.0
"""How far a start time may seem to have moved because the clock was set."""


class OwnFolders:
    """The notes of this process: one in each download folder, its owner first, then a job a line."""

    def __init__(self) -> None:
        self._notes: dict[Path, IO[str]] = {}

    def note(self, job: Job) -> None:
        """Note a job before it begins. A folder that cannot be written to is told of by the job itself."""
        for place in [folder.parent for folder in folders_of(job)]:
            with contextlib.suppress(OSError):
                if place not in self._notes:
                    self._notes[place] = _begun(place)
                self._notes[place].write(f"{json.dumps(job.id)}\n")
                self._notes[place].flush()

    def remove(self) -> None:
        """Remove the folders of all jobs, which have ended, and the notes."""
        for place, note in self._notes.items():
            note.close()
            _remove(place, Path(note.name))
        self._notes.clear()


def remove_abandoned(download_folder: Path) -> None:
    """Remove what runs of `get` left in this folder whose process is gone."""
    place = temp_folder(download_folder, "any").parent
    for note in sorted(place.glob(_PATTERN)):
        if (lines := _read(note)) and _is_gone(lines[0]):
            _remove(place, note)


def _begun(place: Path) -> IO[str]:
    place.mkdir(parents=True, exist_ok=True)
    pid = os.getpid()
    note = (place / _PATTERN.replace("*", str(pid))).open("w", encoding="utf-8")
    note.write(json.dumps({"host": platform.node(), "pid": pid, "started_at": started_at(pid)}) + "\n")
    return note


def _read(note: Path) -> list[Any]:
    """The note's lines as far as they can be read; a kill may have cut the last one."""
    lines: list[Any] = []
    with contextlib.suppress(OSError, ValueError):
        lines += [json.loads(line) for line in note.read_text(encoding="utf-8").splitlines(keepends=True)
                  if line.endswith("\n")]  # fmt: skip
    return lines


def _is_gone(owner: Any) -> bool:
    """Whether the process that wrote this is known to have ended; one of another computer may be alive."""
    match owner:
        case {"host": str(host), "pid": int(pid), "started_at": float(then)} if host == platform.node():
            now = started_at(pid)
            return now is None or abs(now - then) > _CLOCK_TOLERANCE_S
    return False


def _remove(place: Path, note: Path) -> None:
    for job_id in _job_ids(_read(note)[1:]):
        shutil.rmtree(place / job_id, ignore_errors=True)
    with contextlib.suppress(OSError):
        note.unlink(missing_ok=True)
        place.rmdir()  # fails while others work in it, as it should


def _job_ids(lines: Iterable[Any]) -> list[str]:
    return [line for line in lines if isinstance(line, str) and _JOB_ID.fullmatch(line)]
