"""A failure that the worker finds has its sentence filled in."""

from mediadl.domain.failures import FailureKind
from mediadl.worker.problem import DownloadProblem


def test_the_problems_own_folder_goes_before_the_requests():
    problem = DownloadProblem(FailureKind.NO_SPACE, "why", folder="/full")
    failure = problem.as_failure("example.com", "/downloads")
    assert "/full" in failure.message
    assert failure.detail == "why"
    assert "/downloads" in DownloadProblem(FailureKind.NO_SPACE).as_failure("", "/downloads").message
