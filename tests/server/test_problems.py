"""Every code has a status, every error of the engine a code, and no path leaves."""

import pytest

from mediadl.domain import errors
from mediadl.server.problems import Code, OwnRefusal, Problem, problem_of, status_of, title_of


@pytest.mark.parametrize("code", Code)
def test_every_code_has_a_status_and_a_title(code: Code) -> None:
    assert 400 <= status_of(code) < 600
    assert title_of(code)
    document = Problem(code, "Words.").document("7")
    assert (document.status, document.instance, document.detail) == (status_of(code), "urn:uuid:7", "Words.")


def test_a_route_that_speaks_otherwise_says_how() -> None:
    with pytest.raises(NotImplementedError):
        OwnRefusal.of(Problem(Code.FORBIDDEN, "Words."))


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (errors.UnknownJob("x"), Code.JOB_NOT_FOUND, "no download"),
        (errors.NotAllowed("It is done."), Code.CONFLICT, "It is done."),
        (errors.StoreUnusable("“/home/me/x” is full"), Code.STORAGE_ERROR, "cannot be saved"),
        (errors.FolderUnusable("“/home/me/x”"), Code.STORAGE_ERROR, "cannot be used"),
        (errors.InvalidLink("No link."), Code.VALIDATION_ERROR, "No link."),
    ],
)
def test_an_error_of_the_engine_is_told_without_a_path(
    error: errors.UserError, code: Code, words: str
) -> None:
    problem = problem_of(error)
    assert problem.code is code
    assert words in problem.detail
    assert "/home" not in problem.detail
