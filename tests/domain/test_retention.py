"""Which files go, and when."""

import dataclasses
from datetime import timedelta

import pytest

from mediadl.domain.job import Job, JobState
from mediadl.domain.retention import deletable, due_at
from tests.helpers.jobs import NOON, a_job


def delivered(**changes: object) -> Job:
    base = a_job(
        JobState.COMPLETED, id="one", files=("/v/a.mp4", "/v/a.srt"), finished_at=NOON, retention_hours=2
    )
    return dataclasses.replace(base, **changes)


def test_files_are_due_so_many_hours_after_the_end() -> None:
    assert due_at(delivered()) == NOON + timedelta(hours=2)
    assert due_at(delivered(state=JobState.DIFFERS)) == NOON + timedelta(hours=2)


@pytest.mark.parametrize(
    "changes",
    [
        {"retention_hours": None},
        {"files": ()},
        {"is_had": True},
        {"state": JobState.RUNNING},
        {"state": JobState.FAILED},
        {"finished_at": None},
    ],
)
def test_nothing_else_is_ever_due(changes: dict[str, object]) -> None:
    assert due_at(delivered(**changes)) is None


def test_a_file_that_another_job_has_as_well_stays() -> None:
    other = delivered(id="other", files=("/v/a.srt",))
    assert deletable(delivered(), [delivered(), other]) == ("/v/a.mp4",)
