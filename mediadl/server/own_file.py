"""Opens the file that a job has made, and that one alone: no link is followed, and the folder is not left."""

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from mediadl.domain.job import Job

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


class NotThere(Exception):
    """There is no such file, or what stands in its place is not what the job made."""


class BadRange(Exception):
    """The file has no such part."""


@dataclass(frozen=True)
class Part:
    """Bytes of a file from `start` to before `end`."""

    start: int
    end: int
    is_whole: bool = True


def open_own(job: Job) -> tuple[BinaryIO, int]:
    """The job's media file, open, and its size in bytes. This blocks.

    Raises:
        NotThere: it is gone, is no plain file, lies outside the job's folder, or a link leads to it.
    """
    if not job.files or job.options.folder is None:
        raise NotThere
    path = Path(job.files[0])
    try:
        inside = path.resolve(strict=True).relative_to(Path(job.options.folder).resolve(strict=True))
        handle = os.open(
            path,
            os.O_RDONLY
            | getattr(os, "O_NOFOLLOW", 0)
            | getattr(os, "O_BINARY", 0)
            | getattr(os, "O_NONBLOCK", 0),
        )
    except (OSError, ValueError, RuntimeError):
        raise NotThere from None
    found = os.fstat(handle)
    if not inside.parts or not stat.S_ISREG(found.st_mode) or not _is_same(path, found):
        os.close(handle)
        raise NotThere
    return os.fdopen(handle, "rb"), found.st_size


def part_of(header: str | None, size: int) -> Part:
    """The part that a Range header asks for (RFC 9110, 14.2); several, and other units, give the whole.

    Raises:
        BadRange: the file has no such part.
    """
    match = _RANGE.fullmatch((header or "").strip())
    if match is None or not (match[1] or match[2]):
        return Part(0, size)
    if not match[1]:
        start, end = max(0, size - int(match[2])), size
    else:
        start, end = int(match[1]), min(int(match[2]) + 1, size) if match[2] else size
    if start >= end or start >= size:
        raise BadRange
    return Part(start, end, is_whole=False)


def _is_same(path: Path, opened: os.stat_result) -> bool:
    """Whether the path, links resolved anew, still leads to what was opened."""
    try:
        now = path.resolve(strict=True).stat()
    except OSError:
        return False
    return (now.st_dev, now.st_ino) == (opened.st_dev, opened.st_ino)
