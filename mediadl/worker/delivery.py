"""Puts a finished file into its place: a legal name, never over another file, whole from the first moment."""

import os
from collections.abc import Callable
from pathlib import Path

from mediadl.domain.naming import is_safe_suffix, legal_stem, numbered


class UnsafeName(Exception):
    """The file may not be written under that name."""


STAGING = ".mediadl"
"""Hidden folder in a download folder; a job's files are in it until they get their names."""

Note = Callable[[Path], None]


def deliver(source: Path, folder: Path, title: str, note: Note = lambda _target: None) -> Path:
    """Move `source` into `folder` under its title, numbered when the name is taken; return where it is now.

    `note` is told each place before it is tried.

    Raises:
        UnsafeName: the suffix is one that a click would run, or the place lies outside the folder.
        OSError: the folder cannot be written.
    """
    suffix = _safe_suffix(source)
    return _place(source, folder, legal_stem(title, suffix_bytes=len(suffix)), note)


def deliver_beside(source: Path, media: Path, tail: str, note: Note = lambda _target: None) -> Path:
    """Move a file to the name of its media file with `tail` (".de", or nothing) between stem and suffix.

    Raises:
        UnsafeName, OSError: as `deliver`.
    """
    _safe_suffix(source)
    return _place(source, media.parent, media.stem + tail, note)


def _place(source: Path, folder: Path, wanted: str, note: Note) -> Path:
    root = folder.resolve()
    for stem in numbered(wanted):
        target = folder / f"{stem}{source.suffix}"
        if target.parent.resolve() != root:
            raise UnsafeName(f"“{target}” lies outside “{folder}”")
        note(target)
        if _claim(source, target):
            return target
    raise AssertionError("unreachable: the numbers do not end")


def _safe_suffix(source: Path) -> str:
    if not is_safe_suffix(source.suffix.removeprefix(".")):
        raise UnsafeName(f"files that end in {source.suffix} are not accepted")
    return source.suffix


def _claim(source: Path, target: Path) -> bool:
    """Move to a name that nobody has; False when somebody has it. No other file is ever replaced."""
    try:
        os.link(source, target)
    except FileExistsError:
        if not os.path.samestat(target.lstat(), source.lstat()):
            return False
        # A kill came between these two steps of an earlier attempt; the last one remains.
    except OSError:
        # File systems without hard links (exFAT, some network drives): reserve the name, then replace our own
        # empty file.
        try:
            target.open("x").close()
        except FileExistsError:
            return False
        try:
            source.replace(target)
        except OSError:
            target.unlink(missing_ok=True)  # nobody would know what an empty file of that name means
            raise
        return True
    source.unlink()
    return True
