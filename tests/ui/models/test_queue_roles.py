"""Runs of rows, and what a row's tool tip says."""

import pytest

from mediadl.domain.failures import FailureKind, failure
from mediadl.domain.job import JobState
from mediadl.ui.models.queue_roles import runs_of, tool_tip
from tests.helpers.jobs import a_job


@pytest.mark.parametrize(
    ("rows", "runs"),
    [([], []), ([3, 1, 2, 7], [(1, 3), (7, 7)]), ([5], [(5, 5)]), ([1, 3], [(1, 1), (3, 3)])],
)
def test_unbroken_runs(rows, runs):
    assert runs_of(rows) == runs


def test_a_tool_tip_says_what_went_wrong():
    reason = failure(FailureKind.NO_SPACE, folder="/x")
    assert tool_tip(a_job()) == "A title"
    assert tool_tip(a_job(JobState.FAILED, failure=reason)) == f"A title\n{reason.message}"
