"""Reads the yt-dlp.conf that the command line names, and words what of it could not be taken over."""

import sys
from pathlib import Path

from mediadl.domain.conf_import import Imported, import_conf
from mediadl.domain.errors import UserError
from mediadl.domain.options import DownloadOptions
from mediadl.engine.archive_file import archive_of_conf

_STDIN = "-"


def conf_file(name: str | None) -> Imported:
    """What the file says; nothing without one.

    Raises:
        UserError: it cannot be read, or is no such file.
    """
    if name is None:
        return Imported(DownloadOptions())
    shown = "stdin" if name == _STDIN else f"“{name}”"
    try:
        content = sys.stdin.buffer.read() if name == _STDIN else Path(name).read_bytes()
    except OSError as error:
        raise UserError(f"{shown} cannot be read: {error.strerror}.") from None
    except ValueError:  # a NUL in the name
        raise UserError(f"{shown} cannot be read: it is no file name.") from None
    return import_conf(content)


def archive_of(imported: Imported) -> str:
    """The text of the archive that the file names; empty when there is none, or none that can be read."""
    return archive_of_conf(imported.archive)[0]


def notes_of(imported: Imported) -> tuple[str, ...]:
    """What was left out, a sentence each, with its line where that is known."""
    told = ((f"Line {note.line}: " if note.line else "", note.sentence) for note in imported.notes)
    problem = archive_of_conf(imported.archive)[1]
    return (*(where + sentence for where, sentence in told), *([problem] if problem else []))
