"""Why a job waits, kept with it."""

from datetime import timedelta

from pydantic import TypeAdapter

from mediadl.domain.failures import FailureKind, failure
from mediadl.domain.job import Job, JobState, moved
from mediadl.domain.waiting import Wait, WaitReason
from tests.helpers.jobs import NOON, a_job

WAIT = Wait(reason=WaitReason.RATE_LIMIT, until=NOON, failure=failure(FailureKind.RATE_LIMITED), attempt=2)


def test_a_wait_is_saved_with_its_job():
    job = a_job(JobState.WAITING, wait=WAIT)
    saved = TypeAdapter(Job).dump_json(job)
    assert TypeAdapter(Job).validate_json(saved).wait == WAIT


def test_a_job_that_goes_on_waits_no_more():
    job = a_job(JobState.WAITING, wait=WAIT)
    assert moved(job, JobState.QUEUED, NOON + timedelta(minutes=1)).wait is None
