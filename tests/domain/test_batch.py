"""Jobs of one list as one."""

import dataclasses

import pytest

from mediadl.domain.batch import Batch, batch_words, batches_of, group_id, is_group
from mediadl.domain.job import JobState
from tests.helpers.jobs import a_job

S = JobState


def a_member(state: JobState = S.QUEUED, **changes):
    return a_job(state, **{"batch_id": "b", "playlist_title": "Films", **changes})


@pytest.mark.parametrize(
    ("states", "state", "words"),
    [
        ([S.COMPLETED, S.DIFFERS, S.RUNNING, S.QUEUED], S.RUNNING, "2 of 4 done · 1 with differences"),
        ([S.COMPLETED, S.QUEUED, S.PAUSED], S.QUEUED, "1 of 3 done · 1 paused"),
        ([S.COMPLETED, S.FAILED, S.CANCELLED], S.FAILED, "1 of 3 done · 1 failed · 1 cancelled"),
        ([S.COMPLETED, S.COMPLETED], S.COMPLETED, "2 of 2 done"),
    ],
)
def test_a_batch_sums_its_jobs_up(states, state, words):
    batch = batches_of([a_job(), *map(a_member, states)])["b"]
    whole = batch.whole
    assert whole is not None
    assert (whole.id, whole.title, whole.state) == (group_id("b"), "Films", state)
    assert batch_words(batch) == words
    assert is_group(whole)
    assert not is_group(a_member())


def test_changes_and_progress_are_counted_and_never_twice():
    batch = Batch("b")
    first, second = a_member(S.RUNNING), a_member()
    batch.put(first, None)
    batch.put(second, None)
    batch.advance(first.id, 0.5)
    assert batch.fraction == 0.25
    done = dataclasses.replace(first, state=S.COMPLETED, fraction=1.0)
    batch.put(done, first)
    assert (batch.fraction, batch.done) == (0.5, 1)
    batch.drop(done)
    batch.drop(done)
    assert (batch.fraction, batch.done, list(batch.ids)) == (0.0, 0, [second.id])
    batch.drop(second)
    assert batch.whole is None


def test_what_was_here_already_is_counted_apart_and_is_no_difference():
    batch = Batch("b")
    jobs = [a_member(S.DIFFERS, id=name, is_had=name != "c") for name in "abc"]
    for job in jobs:
        batch.put(job, None)
    assert batch_words(batch) == "3 of 3 done · 1 with differences · 2 already here"
    assert not batch.whole.is_had
    batch.drop(jobs[2])
    assert batch.whole.is_had
    batch.put(dataclasses.replace(jobs[0], is_had=False, state=S.QUEUED), jobs[0])
    assert (batch.had, batch.whole.is_had) == (1, False)
