"""Whether a site or the request is at fault decides how a failed look is told."""

import pytest

from mediadl.domain.failures import FailureKind, failure
from mediadl.server.looking import problem_of_look


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (FailureKind.NOT_FOUND, 422),
        (FailureKind.DRM, 422),
        (FailureKind.ADDRESS_PRIVATE, 422),
        (FailureKind.SERVER_ERROR, 502),
        (FailureKind.TIMED_OUT, 502),
    ],
)
def test_the_status_says_whose_fault_it_is(kind: FailureKind, status: int) -> None:
    problem = problem_of_look(failure(kind, detail="traceback of yt-dlp"))
    document = problem.document("1")
    assert (problem.status, document.status, document.code) == (status, status, "METADATA_EXTRACTION_FAILED")
    assert "yt-dlp" not in document.detail
