"""The short form of the chaos suite: a few kills of every sort, and what counts as a problem."""

import sys
from collections.abc import Iterator

import pytest

from tests.chaos import faults
from tests.chaos.__main__ import Batch, ground, kill_trials
from tests.chaos.kills import plan
from tests.chaos.shapes import SHAPES
from tests.chaos.trial import Ground

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are found in /proc")

SEED = "short"
_NAMES = {"http N=1", "hls-fmp4 N=8", "hls-byterange N=1", "dash N=8"}
SHORT = [shape for shape in SHAPES if shape.name in _NAMES]


@pytest.fixture(scope="module")
def short_ground() -> Iterator[Ground]:
    with ground(SHORT, with_vanilla=False) as made:
        yield made


def test_nothing_is_lost_doubled_or_wrong_after_kills(short_ground: Ground) -> None:
    ours, _theirs = kill_trials(Batch(len(SHORT), SEED, at_once=2), SHORT, short_ground)
    assert [problem for _, verdict in ours for problem in verdict.problems] == []
    assert sum(verdict.kills for _, verdict in ours) > 0


@pytest.mark.parametrize("name", ["one fragment gone for ever", "disk full"])
def test_a_fault_that_leaves_no_whole_file_is_no_success(name: str, short_ground: Ground) -> None:
    (fault,) = [one for one in (*faults.SERVER_FAULTS, *faults.DISK_FAULTS) if one.name == name]
    if fault in faults.DISK_FAULTS and not faults.can_mount():
        pytest.skip("mounting a small disk needs root")
    shape = next(shape for shape in SHORT if shape.protocol in fault.protocols and shape.fragments == 8)
    assert faults.run(fault, shape, short_ground).problems == []


def test_a_seed_always_makes_the_same_plan() -> None:
    assert plan("a", 3) == plan("a", 3)
    assert len({tuple(plan(str(n), 3)) for n in range(20)}) > 15
