"""Each problem has calm sentences of its own: what is wrong, what works, what to do."""

import pytest

from mediadl.domain.accounts import KeyringProblem
from mediadl.vault.problem_words import sentences


@pytest.mark.parametrize("problem", KeyringProblem)
def test_every_problem_says_what_works_and_what_to_do(problem: KeyringProblem) -> None:
    said = sentences(problem, has_sealed=True)
    assert "Downloads work as ever" in said
    assert "until MediaDL ends" in said
    assert said.count(".") >= 3
    assert "try again" in said.lower()


def test_saved_accounts_are_spoken_of_only_where_there_are_some() -> None:
    problem = KeyringProblem.LOCKED
    assert "saved accounts cannot be used" in sentences(problem, has_sealed=True)
    assert "saved accounts" not in sentences(problem, has_sealed=False)
    assert len({sentences(problem, has_sealed=True) for problem in KeyringProblem}) == len(KeyringProblem)
