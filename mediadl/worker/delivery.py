"""Puts a finished file into its place: a legal name, over no other file unasked, whole from the start."""

import os
from collections.abc import Callable, Collection
from pathlib import Path

from mediadl.domain.naming import is_safe_suffix, legal_stem, numbered


class UnsafeName(Exception):
    """The file may not be written under that name."""


STAGING = ".mediadl"
"""Hidden folder in a download folder; a job's files are in it until they get their names."""

Note = Callable[[Path], None]
Question = Callable[[Path], bool]


def never(_target: Path) -> bool:
    """No file may be replaced."""
    return False


def deliver(
    source: Path, folder: Path, title: str, note: Note = lambda _target: None, may_replace: Question = never
) -> Path:
    """Move `source` into `folder` under its title; return where it is now.

    When the name is taken it gets another number, unless that file may be replaced. `note` is told each place
    before it is tried.

    Raises:
        UnsafeName: the suffix is one that a click would run, or the place lies outside the folder.
        OSError: the folder cannot be written.
    """
    suffix = _safe_suffix(source)
    return _place(source, folder, legal_stem(title, suffix_bytes=len(suffix)), note, may_replace)


def deliver_beside(
    source: Path, media: Path, tail: str, note: Note = lambda _target: None, may_replace: Question = never
) -> Path:
    """Move a file to the name of its media file with `tail` (".de", or nothing) between stem and suffix.

    Raises:
        UnsafeName, OSError: as `deliver`.
    """
    _safe_suffix(source)
    return _place(source, media.parent, media.stem + tail, note, may_replace)


def already_there(folder: Path, title: str, suffixes: Collection[str]) -> Path | None:
    """The file of this name with one of these suffixes (lower case, without dot) that lies there, or None."""
    stem = legal_stem(title)
    try:
        for path in sorted(folder.iterdir()):
            if path.stem == stem and path.suffix[1:].lower() in suffixes and path.is_file():
                return path
    except (FileNotFoundError, NotADirectoryError):
        return None
    return None


def _place(source: Path, folder: Path, wanted: str, note: Note, may_replace: Question) -> Path:
    root = folder.resolve()
    for stem in numbered(wanted):
        target = folder / f"{stem}{source.suffix}"
        if target.parent.resolve() != root:
            raise UnsafeName(f"“{target}” lies outside “{folder}”")
        replaces = may_replace(target) and not target.is_dir()
        note(target)
        if replaces:
            source.replace(target)
            return target
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
