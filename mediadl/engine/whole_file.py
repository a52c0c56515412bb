"""Writes a file that somebody asked for: it is there whole, or as it was before."""

from pathlib import Path


def write_whole(path: Path, text: str) -> None:
    """Write the text as UTF-8; a file of that name is replaced once the new one is complete. This blocks.

    Raises:
        OSError: it cannot be written.
    """
    fresh = path.with_name(f".{path.name}.new")
    try:
        fresh.write_bytes(text.encode(errors="replace"))
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
