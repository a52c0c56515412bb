"""Keys live in a real keyring; one that keeps nothing, or keeps it for everybody to read, is refused."""

import pytest

from mediadl.domain.accounts import KeyringProblem
from mediadl.vault.keyring_key import KeyringRefused, Keys, problem_of


def test_a_key_is_made_found_again_and_deleted(keys: Keys) -> None:
    key_id, key = keys.create()
    other_id, other = keys.create()
    assert (len(key), key != other) == (32, True)
    assert (keys.load(key_id), keys.load(other_id)) == (key, other)
    keys.delete(key_id)
    keys.delete(key_id)
    assert (keys.load(key_id), keys.load(other_id)) == (None, other)
    keys.look()


@pytest.mark.parametrize(
    "backend", ["keyring.backends.null.Keyring", "keyring.backends.fail.Keyring", "no.such"]
)
def test_a_keyring_that_keeps_nothing_is_none(
    backend: str, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", backend)
    for ask in (keys.look, keys.create, lambda: keys.load("00" * 16)):
        with pytest.raises(KeyringRefused) as refused:
            ask()
        assert refused.value.problem is KeyringProblem.NO_KEYRING


def test_an_unknown_error_means_that_it_is_broken() -> None:
    assert problem_of(ZeroDivisionError()) is KeyringProblem.BROKEN
