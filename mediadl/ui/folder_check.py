"""Whether a folder that was typed can be used; it touches the disk and knows no widget."""

import tempfile
from pathlib import Path

from mediadl.domain.errors import FolderUnusable


def usable_folder(text: str) -> str:
    """The absolute folder that the text means, when it can be written to. This blocks: call it in a thread.

    Raises:
        FolderUnusable: with the sentence that says why not.
    """
    folder = Path(text).expanduser()
    if not folder.is_absolute():
        raise FolderUnusable(f"“{text}” is not a whole path. Write it from the start, such as {Path.home()}.")
    if not folder.is_dir():
        raise FolderUnusable(f"There is no folder “{folder}”. Make it first, or choose another one.")
    try:
        with tempfile.TemporaryFile(dir=folder):
            return str(folder)
    except OSError as error:
        reason = error.strerror or str(error)
        raise FolderUnusable(f"The folder “{folder}” cannot be written to: {reason}.") from error
