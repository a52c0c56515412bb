"""A preset made of a configuration file of yt-dlp, and what of the file has no place in it."""

from collections.abc import Callable
from pathlib import Path

from mediadl.domain.conf_import import MOST_BYTES, import_conf
from mediadl.domain.errors import UserError
from mediadl.domain.presets import MAX_TITLE, Preset


def preset_of_conf(path: Path, free_title: Callable[[str], str]) -> tuple[Preset, tuple[str, ...]]:
    """The preset, not yet named for the command line, and a sentence for each line left out. This blocks.

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
    return Preset(name="", title=title, options=imported.options), tuple(where + said for where, said in told)
