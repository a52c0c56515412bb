"""Which jobs stand behind a group's row."""

from mediadl.domain.batch import group_id
from mediadl.ui.models.queue_groups import QueueGroups
from tests.helpers.jobs import a_job


def members(batch_id: str, *job_ids: str):
    return [a_job(id=job_id, batch_id=batch_id) for job_id in job_ids]


def rows(groups: QueueGroups, jobs) -> list[str]:
    return list(groups.rows([job.id for job in jobs], {job.id: job for job in jobs}))


def test_a_group_stands_where_its_first_job_does_and_opens_below_it():
    jobs = [*members("b", "1", "2"), a_job(id="x"), *members("b", "3"), *members("alone", "y")]
    groups = QueueGroups(jobs)
    assert rows(groups, jobs) == [group_id("b"), "x", "y"]
    batch = groups[group_id("b")]
    assert batch is not None
    groups.toggle(batch)
    assert rows(groups, jobs) == [group_id("b"), "1", "2", "3", "x", "y"]
    assert groups.spoken(batch.whole) == "A title, list, open, 0 of 3 done" or groups.is_open(batch)


def test_it_says_when_rows_have_to_be_made_anew():
    groups = QueueGroups([])
    first, second, third = members("b", "1", "2", "3")
    assert [groups.put(job, None) for job in (first, second, third)] == [False, True, False]
    assert not groups.put(first, first)
    assert groups.open_for(first)
    assert not groups.open_for(first)
    for job in (third, second, first):
        groups.drop(job)
    assert groups[group_id("b")] is None
