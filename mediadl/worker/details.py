"""Writes what a site says of a media into files beside it: description, details, comments."""

import json
from pathlib import Path
from typing import Any

import yt_dlp

from mediadl.domain.options import DownloadOptions
from mediadl.domain.public_info import public_info
from mediadl.worker.steps import StepSkipped

Info = dict[str, Any]

_OF_COMMENT = (
    "id", "parent", "author", "author_id", "author_url", "author_is_uploader", "text", "timestamp",
    "like_count", "dislike_count", "is_favorited", "is_pinned",
)  # fmt: skip


def wants_details(options: DownloadOptions) -> bool:
    """Whether anything is to be written."""
    return options.write_description or options.write_info_json or options.write_comments


def write_details(info: Info, options: DownloadOptions, folder: Path) -> tuple[list[tuple[Path, str]], str]:
    """Write the files into `folder`; return them with what comes before their suffixes, and what is missing.

    Raises:
        StepSkipped: the site has none of what was asked for.
    """
    files: list[tuple[Path, str]] = []
    missing: list[str] = []
    if options.write_description:
        if text := str(info.get("description") or "").strip():
            files.append((_written(folder / "details.description", f"{text}\n"), ""))
        else:
            missing.append("description")
    if options.write_info_json:
        clean = public_info(yt_dlp.YoutubeDL.sanitize_info(info, remove_private_keys=True))
        files.append((_written(folder / "details.json", _as_json(clean)), ".info"))
    if options.write_comments:
        if comments := info.get("comments"):
            clean_comments = [{key: one.get(key) for key in _OF_COMMENT if key in one} for one in comments]
            files.append((_written(folder / "comments.json", _as_json(clean_comments)), ".comments"))
        else:
            missing.append("comments")
    words = f"The site has no {' and no '.join(missing)} for this." if missing else ""
    if not files:
        raise StepSkipped(words)
    return files, words


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", errors="replace")
    return path
