"""Reads a file of yt-dlp's `--download-archive` from the disk; its lines are `domain.archive`'s affair."""

from pathlib import Path

from mediadl.domain.archive import read_archive
from mediadl.domain.errors import UserError

MOST_BYTES = 64_000_000
"""Some two million lines: nobody's archive, but somebody's film that was picked by mistake."""


def archive_of_conf(named: str | None) -> tuple[str, str]:
    """The text of the archive that a `yt-dlp.conf` names, and a sentence when there is none to be read.

    As in yt-dlp `~` is the home folder, and what is no whole path lies in the current one. This blocks.
    """
    if named is None:
        return "", ""
    try:
        return archive_text_of(Path(named).expanduser()), ""
    except (UserError, RuntimeError) as error:  # the latter: there is no home folder
        return "", f"The archive that the file names was not taken in. {error}"


def archive_text_of(file: Path) -> str:
    """The file's text, which `read_archive` can read. This blocks: call it in a thread.

    Raises:
        UserError: it cannot be read, or is not such a file; the sentence names the line.
    """
    try:
        if file.stat().st_size > MOST_BYTES:
            raise UserError(f"“{file.name}” is too large for an archive of yt-dlp.")
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise UserError(f"“{file.name}” is not a text file, so it is no archive of yt-dlp.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name cannot be used"
        raise UserError(f"“{file}” cannot be read: {reason}.") from error
    read_archive(text)
    return text
