"""Reads a file that may hold cookies; what is in it is known elsewhere."""

from pathlib import Path

from mediadl.domain.cookie_files import MAX_BYTES
from mediadl.domain.errors import InvalidCookies


def jar_data(path: Path) -> bytes:
    """What is in the file. This blocks: call it in a thread.

    Raises:
        InvalidCookies: it cannot be read, or is far too large for cookies.
    """
    try:
        if not path.is_file():
            raise InvalidCookies(f"“{path.name}” is not a file. Choose the file that your browser exported.")
        if path.stat().st_size > MAX_BYTES:
            raise InvalidCookies(f"“{path.name}” is too large for a file of cookies. Choose another one.")
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise InvalidCookies(f"“{path.name}” cannot be read: {reason}. Choose another file.") from error
