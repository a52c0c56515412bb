"""Builders of jobs for tests: sensible defaults, and only what matters is said."""

import uuid
from datetime import UTC, datetime
from typing import Any

from mediadl.domain.job import Job, JobState
from mediadl.domain.options import DownloadOptions

NOON = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)


def a_job(state: JobState = JobState.QUEUED, **changes: Any) -> Job:
    """A job that a probe has looked at, unless told otherwise."""
    defaults: dict[str, Any] = {
        "id": str(uuid.uuid4()),
        "url": "https://example.com/watch",
        "options": DownloadOptions(folder="/downloads"),
        "created_at": NOON,
        "title": "A title",
        "site": "Example",
    }
    return Job(**{**defaults, **changes}, state=state)
