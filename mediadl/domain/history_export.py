"""The history as a table for others: CSV for spreadsheets, JSON for programs. No file is written here.

It may be handed on, so its links are `links.shareable`, as in the export of details: what is a key to
something stays in the program, where “Copy link” and “Download again” have the real link.
"""

import json
from collections.abc import Iterable
from typing import Any

from mediadl.domain.csv_text import csv_text
from mediadl.domain.job import Job
from mediadl.domain.links import shareable

COLUMNS = (
    "finished_at", "title", "site", "media_id", "url", "delivery", "duration_s", "size_bytes", "playlist",
    "file", "differences",
)  # fmt: skip


def as_json(jobs: Iterable[Job]) -> str:
    """An array of objects with the fields of `COLUMNS`; what is not known is null."""
    return json.dumps([_record(job) for job in jobs], ensure_ascii=False, indent=2) + "\n"


def as_csv(jobs: Iterable[Job]) -> str:
    """A header and a row each, as RFC 4180 has it, after a byte order mark that spreadsheets ask for."""
    return "\ufeff" + csv_text(COLUMNS, map(_record, jobs))


def _record(job: Job) -> dict[str, Any]:
    return {
        "finished_at": job.finished_at.isoformat() if job.finished_at else None,
        "title": job.display_title,
        "site": job.site,
        "media_id": job.media_id,
        "url": shareable(job.url),
        "delivery": job.delivery,
        "duration_s": job.duration_s,
        "size_bytes": job.size_bytes,
        "playlist": job.playlist_title,
        "file": job.files[0] if job.files else None,
        "differences": " ".join(job.differences) or None,
    }
