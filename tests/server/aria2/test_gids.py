"""gids are beginnings of ids."""

import pytest

from mediadl.server.aria2.gids import find, gid_of
from mediadl.server.aria2.messages import RpcError
from tests.helpers.jobs import a_job

JOBS = [a_job(id=f"{start}-aaaa-4bbb-8ccc-ddddeeeeffff") for start in ("01234567", "0123abcd", "ffff0000")]


def test_a_gid_has_sixteen_digits_and_its_beginning_is_enough() -> None:
    assert gid_of(JOBS[0].id) == "01234567aaaa4bbb"
    for gid in ("01234567aaaa4bbb", "01234", "01234567AAAA"):
        assert find(gid, JOBS) is JOBS[0]


@pytest.mark.parametrize(
    ("gid", "said"),
    [("0123", "not unique"), ("9", "not found"), ("", "Invalid"), ("0" * 17, "Invalid"), ("../x", "Invalid")],
)
def test_what_names_no_job_or_several_is_refused(gid: str, said: str) -> None:
    with pytest.raises(RpcError, match=said):
        find(gid, JOBS)
