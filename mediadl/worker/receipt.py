"""Where a job's files go, noted before they go there: a kill at any moment must not have them made twice.

The note lies in the job's temporary folder, which the engine deletes once it has saved that the job is done.
"""

import contextlib
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from mediadl import wire
from mediadl.domain.naming import legal_stem
from mediadl.domain.options import Clash
from mediadl.worker.delivery import Note, deliver, deliver_beside

NAME = "placed.json"
_CLOCK_STEP_S = 2.0
"""FAT knows the time of a file to two seconds."""


class _Put(BaseModel):
    """One file and its place; a move changes neither size nor time, nor, on one volume, the inode."""

    model_config = ConfigDict(frozen=True)

    source: str
    target: str
    size_bytes: int
    changed_at_s: float
    device: int
    inode: int

    def is_done(self) -> bool:
        with contextlib.suppress(OSError):
            found = Path(self.target).stat()
            same_time = abs(found.st_mtime - self.changed_at_s) <= _CLOCK_STEP_S
            same_file = found.st_dev != self.device or found.st_ino == self.inode
            return found.st_size == self.size_bytes and same_time and same_file
        return False

    def drop_reservation(self) -> None:
        """Free the name when it was only reserved: see `delivery`, file systems without hard links."""
        with contextlib.suppress(OSError):
            if self.size_bytes and Path(self.target).stat().st_size == 0:
                Path(self.target).unlink()


class _Receipt(BaseModel):
    """All files of a job; `puts` grows one by one, each before its file goes."""

    asked: str
    finished: wire.Finished
    file_count: int
    media_at: int = 0
    """At which of the puts the media files begin; the others go before them, or after."""
    puts: tuple[_Put, ...] = ()


def asked(request: wire.Download) -> str:
    """What makes two requests of one job the same: another format is another file."""
    kept = request.model_dump_json(
        include={"url", "options", "folder", "fixed_title"}, exclude={"options": {"concurrent_fragments"}}
    )
    return hashlib.sha256(kept.encode()).hexdigest()


def finished(temp: Path, asked: str) -> wire.Finished | None:
    """The answer of an earlier attempt that put everything into its place, and whose answer was not heard."""
    receipt = _read(temp)
    if receipt is None or receipt.asked != asked or len(receipt.puts) < receipt.file_count:
        return None
    return _answer(receipt) if all(put.is_done() for put in receipt.puts) else None


@dataclass(frozen=True)
class Part:
    """A file with a name of its own, and what is named for it."""

    file: Path
    tail: str = ""
    """What its name has behind the title, such as " - clip 2" or ".de"."""
    beside: Sequence[tuple[Path, str]] = ()
    """Files named for it, each with what comes before its suffix."""

    def titled(self, title: str) -> str:
        """Its name without suffix; what tells it from the others is never cut off."""
        if not self.tail:
            return title
        return legal_stem(title, suffix_bytes=len(f"{self.tail}{self.file.suffix}".encode())) + self.tail


@dataclass(frozen=True)
class Load:
    """The files of a job, on the volume of their folder, and how they are to be called there."""

    asked: str
    folder: Path
    title: str
    parts: Sequence[Part]
    clash: Clash = "number"
    """What happens where a name is taken."""
    media_last: bool = False
    """Whether the other files go first, so that a media server finds all of them with the media."""

    def target_of(self, part: Part) -> Path:
        """Where a part goes when nothing of its name is there."""
        return self.folder / f"{part.titled(self.title)}{part.file.suffix}"


def place(load: Load, temp: Path, answer: wire.Finished) -> wire.Finished:
    """Move the files into their folder; return `answer` with them in it. The receipt lies in `temp`.

    Raises:
        UnsafeName, OSError: as `deliver`.
    """
    if (earlier := _read(temp)) is not None:
        for put in earlier.puts:
            put.drop_reservation()
    file_count = sum(1 + len(part.beside) for part in load.parts)
    receipt = _Receipt(asked=load.asked, finished=answer, file_count=file_count)
    if load.media_last:
        receipt.media_at = file_count - len(load.parts)
        for part in load.parts:
            _place_beside(receipt, load, part, load.target_of(part), temp)
        for part in load.parts:
            _place_part(receipt, load, part, temp)
    else:
        placed = [_place_part(receipt, load, part, temp) for part in load.parts]
        for part, media in zip(load.parts, placed, strict=True):
            _place_beside(receipt, load, part, media, temp)
    return _answer(receipt)


def _place_part(receipt: _Receipt, load: Load, part: Part, temp: Path) -> Path:
    may_replace = partial(_may_replace, receipt, load)
    move = partial(deliver, part.file, load.folder, part.titled(load.title), may_replace=may_replace)
    return _place_one(receipt, part.file, temp, move)


def _place_beside(receipt: _Receipt, load: Load, part: Part, media: Path, temp: Path) -> None:
    may_replace = partial(_may_replace, receipt, load)
    for file, tail in part.beside:
        move = partial(deliver_beside, file, media, tail, may_replace=may_replace)
        _place_one(receipt, file, temp, move)


def _may_replace(receipt: _Receipt, load: Load, target: Path) -> bool:
    """Whether what lies there is a stranger's, and the user said to replace it."""
    return load.clash == "replace" and str(target) not in {put.target for put in receipt.puts}


def _place_one(receipt: _Receipt, file: Path, temp: Path, move: Callable[[Note], Path]) -> Path:
    before = receipt.puts
    found = file.stat()

    def note(target: Path) -> None:
        put = _Put(
            source=file.name,
            target=str(target),
            size_bytes=found.st_size,
            changed_at_s=found.st_mtime,
            device=found.st_dev,
            inode=found.st_ino,
        )
        receipt.puts = (*before, put)
        _write(temp, receipt)

    return move(note)


def _answer(receipt: _Receipt) -> wire.Finished:
    media_first = (*receipt.puts[receipt.media_at :], *receipt.puts[: receipt.media_at])
    return receipt.finished.model_copy(
        update={
            "files": tuple(put.target for put in media_first),
            "size_bytes": sum(put.size_bytes for put in receipt.puts),
        }
    )


def _read(temp: Path) -> _Receipt | None:
    with contextlib.suppress(OSError, ValueError):
        return _Receipt.model_validate_json((temp / NAME).read_bytes())
    return None


def _write(temp: Path, receipt: _Receipt) -> None:
    new = temp / f"{NAME}.new"
    new.write_text(receipt.model_dump_json(), encoding="utf-8")
    new.replace(temp / NAME)
