"""Brings a finished file onto the volume of its folder, whole, before it gets its name there."""

import errno
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

_BLOCK_BYTES = 8 * 1024 * 1024
_BEAT_S = 1.0


def bring(source: Path, folder: Path, staging: Path, beat: Callable[[], None] = lambda: None) -> Path:
    """The file on the volume of `folder`: itself, or a whole and synced copy in the hidden `staging`.

    `beat` is called about once a second while bytes are copied.

    Raises:
        OSError: there is no room, or the folder cannot be written.
    """
    if folder in source.parents:
        return source
    os.makedirs(staging, mode=0o700, exist_ok=True)  # noqa: PTH103 - Path.mkdir gives parents the mode
    arrived = staging / source.name
    try:
        source.replace(arrived)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _copy(source, arrived, beat)
    return arrived


def _copy(source: Path, target: Path, beat: Callable[[], None]) -> None:
    beat_at = time.monotonic()
    with source.open("rb") as reader, target.open("wb") as writer:
        while block := reader.read(_BLOCK_BYTES):
            writer.write(block)
            if time.monotonic() - beat_at >= _BEAT_S:
                beat_at = time.monotonic()
                beat()
        writer.flush()
        os.fsync(writer.fileno())
    shutil.copystat(source, target)
