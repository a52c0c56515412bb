"""A preset made of a configuration file of yt-dlp, and what of the file has no place in it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mediadl.domain.conf_import import MOST_BYTES, import_conf
from mediadl.domain.errors import UserError
from mediadl.domain.presets import MAX_TITLE, Preset
from mediadl.engine.archive_file import archive_of_conf


@dataclass(frozen=True)
class OfConf:
    """What a file gives."""

    preset: Preset
    """Not yet named for the command line."""
    left_out: tuple[str, ...]
    """A sentence each."""
    archive: str
    """Text of the archive of yt-dlp that it names; empty for none."""


def preset_of_conf(path: Path, free_title: Callable[[str], str]) -> OfConf:
    """Read the file, and the archive that it names. This blocks.

    Raises:
        UserError: the file cannot be read, or is no such file.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UserError(f"“{path.name}” cannot be read: {error.strerror}.") from None
    imported = import_conf(content)
    told = ((f"Line {note.line}: " if note.line else "", note.sentence) for note in imported.notes)
    title = free_title(path.stem[:MAX_TITLE] or "Imported")
    archive, problem = archive_of_conf(imported.archive)
    left_out = (*(where + said for where, said in told), *([problem] if problem else []))
    return OfConf(Preset(name="", title=title, options=imported.options), left_out, archive)
