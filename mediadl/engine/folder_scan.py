"""Looks through a folder for media that other programs have downloaded, known by their notes or names."""

import json
import os
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from mediadl.domain.archive import Archived, Intent, id_in_name, identity
from mediadl.domain.errors import UserError

_VIDEO = frozenset({".mp4", ".mkv", ".webm", ".mov", ".avi", ".flv", ".m4v", ".ts", ".3gp"})
_AUDIO = frozenset({".mp3", ".m4a", ".opus", ".ogg", ".flac", ".wav", ".aac", ".weba"})
_MOST_NOTE_BYTES = 20_000_000
_YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}")


def scan(folder: Path, known: Mapping[str, str]) -> list[Archived]:
    """The media below the folder whose site and id can be told. This blocks: call it in a thread.

    They stand in the info.json that yt-dlp writes beside a file, or the id stands in the name and the site is
    that of the `known` identity with this id; a YouTube id is known by its look.

    Raises:
        UserError: the folder cannot be read.
    """
    if not folder.is_dir():
        raise UserError(f"The folder “{folder}” is gone or cannot be read.")
    return [line for file in _media_below(folder) if (line := _line(file, known)) is not None]


def _media_below(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if Path(name).suffix.lower() in _VIDEO | _AUDIO:
                yield Path(place) / name


def _line(file: Path, known: Mapping[str, str]) -> Archived | None:
    found, url = _noted(file)
    if found is None and (media_id := id_in_name(file.stem)):
        youtube = f"youtube {media_id}" if _YOUTUBE_ID.fullmatch(media_id) else None
        found = known.get(media_id, youtube)
    if found is None:
        return None
    intent: Intent = "audio" if file.suffix.lower() in _AUDIO else "video"
    added_at = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    return Archived(found, intent, added_at, "scan", url=url, title=file.stem, path=str(file))


def _noted(file: Path) -> tuple[str | None, str | None]:
    """Identity and link as yt-dlp's note beside the file has them; nobody's note is trusted for more."""
    note = file.with_name(f"{file.stem}.info.json")
    try:
        if note.stat().st_size > _MOST_NOTE_BYTES:
            return None, None
        content = json.loads(note.read_bytes())
    except (OSError, ValueError):
        return None, None
    if not isinstance(content, dict):
        return None, None
    site, media_id, url = (content.get(name) for name in ("extractor_key", "id", "webpage_url"))
    if not all(isinstance(value, str) and value for value in (site, media_id, url)):
        return None, None
    return identity(site, media_id, str(url)), str(url)
