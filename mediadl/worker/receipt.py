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
class Load:
    """The files of a job, on the volume of their folder, and how they are to be called there."""

    asked: str
    folder: Path
    title: str
    media: Sequence[Path]
    beside: Sequence[tuple[Path, str]] = ()
    """Files named for the first media file, each with what comes before its suffix."""
    clash: Clash = "number"
    """What happens where a name is taken."""
    media_last: bool = False
    """Whether the other files go first, so that a media server finds all of them with the media."""


def place(load: Load, temp: Path, answer: wire.Finished) -> wire.Finished:
    """Move the files into their folder; return `answer` with them in it. The receipt lies in `temp`.

    Raises:
        UnsafeName, OSError: as `deliver`.
    """
    if (earlier := _read(temp)) is not None:
        for put in earlier.puts:
            put.drop_reservation()
    receipt = _Receipt(asked=load.asked, finished=answer, file_count=len(load.media) + len(load.beside))

    def may_replace(target: Path) -> bool:
        own = {put.target for put in receipt.puts}
        return load.clash == "replace" and str(target) not in own

    def place_media() -> None:
        for file in load.media:
            move = partial(deliver, file, load.folder, load.title, may_replace=may_replace)
            _place_one(receipt, file, temp, move)

    def place_beside(first: Path) -> None:
        for file, tail in load.beside:
            move = partial(deliver_beside, file, first, tail, may_replace=may_replace)
            _place_one(receipt, file, temp, move)

    if load.media_last:
        receipt.media_at = len(load.beside)
        place_beside(load.folder / f"{load.title}{load.media[0].suffix}")
        place_media()
    else:
        place_media()
        place_beside(Path(receipt.puts[0].target))
    return _answer(receipt)


def _place_one(receipt: _Receipt, file: Path, temp: Path, move: Callable[[Note], Path]) -> None:
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

    move(note)


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
