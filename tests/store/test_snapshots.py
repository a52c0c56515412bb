"""Jobs as text and back."""

from collections.abc import Callable

from mediadl.store.snapshots import dump, read_all
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
