"""What was recorded of one track, on disk: whole segments one behind the other, and a journal of them.

A part is what can be played in one go: a new one begins where time stamps start over. A kill at any moment
leaves at most a segment that the journal does not know; it is cut off when the recording goes on.
"""

import json
import os
import threading
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path


@dataclass(frozen=True)
class _Entry:
    """A line of the journal: one segment, or with `sequence` None what stands before a part's first one."""

    part: int
    end: int
    """Size of the part's file with it."""
    sequence: int | None = None
    duration_s: float = 0.0
    init: str = ""


class Parts:
    """The recording of one track in a job's folder; opening it repairs what a kill has left."""

    def __init__(self, folder: Path, track: int) -> None:
        self._folder = folder
        self._track = track
        self._journal = folder / f"live-{track}.journal"
        self._lock = threading.Lock()
        self._closed = False
        self._entries = [entry for entry in _read(self._journal) if self._has(entry)]
        self._recorded_s = sum(entry.duration_s for entry in self._entries)
        if self._journal.exists():
            self._repair()

    @property
    def part(self) -> int:
        """Number of the part that is being written, from 1; 0 while there is none."""
        return self._entries[-1].part if self._entries else 0

    @property
    def last_sequence(self) -> int | None:
        """Media sequence number of the newest segment, None without one."""
        return next((entry.sequence for entry in reversed(self._entries) if entry.sequence is not None), None)

    @property
    def recorded_s(self) -> float:
        """Length of all segments together, as the playlist announced them."""
        return self._recorded_s

    @property
    def files(self) -> dict[int, Path]:
        """The file of each part that holds at least one segment, in order."""
        numbers = sorted({entry.part for entry in self._entries if entry.sequence is not None})
        return {number: self._path(number) for number in numbers}

    def has_init(self, init: bytes | None) -> bool:
        """Whether the newest part begins with just this."""
        newest = [entry.init for entry in self._entries if entry.part == self.part and entry.sequence is None]
        return newest == ([_digest(init)] if init else [])

    def begin(self, part: int, init: bytes | None) -> None:
        """Go on in a new part, which begins with `init`."""
        with self._lock:
            if self._closed:
                return
            self._path(part).unlink(missing_ok=True)
            if init:
                self._write(_Entry(part, len(init), init=_digest(init)), init)

    def append(self, part: int, sequence: int, duration_s: float, data: bytes) -> None:
        """Write a segment, whole, and then note it.

        Raises:
            OSError: the disk is full or gone; what was noted before stays.
        """
        with self._lock:
            if self._closed:
                return
            end = self._entries[-1].end if self._entries and self._entries[-1].part == part else 0
            self._write(_Entry(part, end + len(data), sequence, duration_s), data)

    def close(self) -> None:
        """Write nothing more, whoever still tries."""
        with self._lock:
            self._closed = True

    def _write(self, entry: _Entry, data: bytes) -> None:
        start = entry.end - len(data)
        path = self._path(entry.part)
        with path.open("r+b" if path.exists() else "xb") as file:
            file.seek(start)
            file.write(data)
            file.truncate()
            file.flush()
            os.fsync(file.fileno())  # the journal must never be ahead of it, after a power cut neither
        with self._journal.open("ab") as journal:
            journal.write(_line(entry))
        self._entries.append(entry)
        self._recorded_s += entry.duration_s

    def _has(self, entry: _Entry) -> bool:
        path = self._path(entry.part)
        return path.is_file() and path.stat().st_size >= entry.end

    def _repair(self) -> None:
        """Bring journal and files to what both agree on."""
        ends = {entry.part: entry.end for entry in self._entries}
        for part, end in ends.items():
            os.truncate(self._path(part), end)
        fresh = self._journal.with_suffix(".new")
        fresh.write_bytes(b"".join(map(_line, self._entries)))
        fresh.replace(self._journal)

    def _path(self, part: int) -> Path:
        return self._folder / f"live-{self._track}-{part:04d}.rec"


def has_recording(folder: Path) -> bool:
    """Whether anything of a live stream was recorded into this folder."""
    return any(journal.stat().st_size for journal in folder.glob("live-*.journal"))


def _line(entry: _Entry) -> bytes:
    return json.dumps(asdict(entry)).encode() + b"\n"


def _read(journal: Path) -> list[_Entry]:
    """The lines up to the first that a kill has cut."""
    entries: list[_Entry] = []
    try:
        for line in journal.read_bytes().splitlines(keepends=True):
            if not line.endswith(b"\n"):
                break
            entries.append(_Entry(**json.loads(line)))
    except (FileNotFoundError, ValueError, TypeError):
        pass
    return entries


def _digest(init: bytes) -> str:
    return sha256(init).hexdigest()
