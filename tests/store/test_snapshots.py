"""Jobs as text and back."""

from collections.abc import Callable

from mediadl.store.snapshots import ReadJobs, dump, read_all
from tests.helpers.jobs import a_job


def test_a_job_comes_back_as_it_was():
    job = a_job(title="Film")
    assert read_all([dump(job)]) == [job]


def test_a_text_that_is_no_job_is_left_out_and_logged(allow_log: Callable[[str], None]):
    allow_log("cannot be read")
    job = a_job(title="Film")
    assert read_all(["{}", dump(job), "no json"]) == [job]


def test_a_field_of_a_newer_version_is_ignored():
    job = a_job(title="Film")
    assert read_all([dump(job).replace("{", '{"new_field": 1, ', 1)]) == [job]


def test_what_was_read_lately_is_the_same_object_and_what_cannot_be_read_is_left_out(
    allow_log: Callable[[str], None],
):
    allow_log("cannot be read")
    read = ReadJobs()
    texts = [dump(a_job(title=f"Film {number}")).encode() for number in range(20)]
    first = read.jobs(texts)
    again = read.jobs([texts[3], b"{}", *texts[18:]])
    assert [job.title for job in first] == [f"Film {number}" for number in range(20)]
    assert [id(job) for job in again] == [id(first[number]) for number in (3, 18, 19)]
