"""Keys live in a real keyring; one that keeps nothing, or keeps it for everybody to read, is refused."""

import subprocess
from collections.abc import Callable
from contextlib import closing

import pytest
import secretstorage
from keyring import backend, core, errors

from mediadl.domain.accounts import KeyringProblem
from mediadl.vault.keyring_key import KeyringRefused, Keys, problem_of
from tests.helpers.secret_service import misbehaving, unlock_keyring
from tests.helpers.session_bus import a_keyring, lock_keyring


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


def refusal_of(ask: Callable[[], object]) -> KeyringProblem:
    """The problem that the keyring has with a question."""
    with pytest.raises(KeyringRefused) as refused:
        ask()
    return refused.value.problem


def test_without_a_bus_or_a_keyring_on_it_there_is_none(
    bus: dict[str, str], keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert refusal_of(keys.look) is refusal_of(keys.create) is KeyringProblem.NO_KEYRING
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
    assert refusal_of(keys.look) is refusal_of(keys.create) is KeyringProblem.NO_KEYRING


def test_a_keyring_that_comes_later_is_found(bus: dict[str, str], keys: Keys) -> None:
    assert refusal_of(keys.look) is KeyringProblem.NO_KEYRING
    with a_keyring(bus):
        assert len(keys.create()[1]) == 32


def test_a_locked_keyring_is_locked_whatever_is_asked(
    bus: dict[str, str], keyring: subprocess.Popen[bytes], keys: Keys
) -> None:
    key_id, key = keys.create()
    lock_keyring(bus)
    for ask in (keys.look, keys.create, lambda: keys.load(key_id), lambda: keys.delete(key_id)):
        assert refusal_of(ask) is KeyringProblem.LOCKED
    unlock_keyring(bus["DBUS_SESSION_BUS_ADDRESS"])
    assert keys.load(key_id) == key


def test_a_keyring_with_nothing_in_it_asks_for_nothing_before_there_is_a_key_to_keep(
    bus: dict[str, str], keyring: subprocess.Popen[bytes], keys: Keys
) -> None:
    with closing(secretstorage.dbus_init()) as connection:
        secretstorage.Collection(connection).delete()
    keys.look()
    assert keys.load("00" * 16) is None
    assert refusal_of(keys.create) is KeyringProblem.DENIED  # it asks for a new password, which is dismissed


@pytest.mark.parametrize(
    ("kind", "problem"), [("denies", KeyringProblem.DENIED), ("raises", KeyringProblem.BROKEN)]
)
def test_a_prompt_that_is_dismissed_and_an_error_are_told_apart(
    kind: str, problem: KeyringProblem, bus: dict[str, str], keys: Keys
) -> None:
    with misbehaving(bus, kind):
        assert refusal_of(keys.create) is problem


class Forgetful(backend.KeyringBackend):
    """Takes everything, and keeps nothing."""

    priority = 0.5

    def get_password(self, service: str, username: str) -> str | None:
        return None

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


class Raising(Forgetful):
    """Raises what nobody foresaw, with the secret in its text."""

    def get_password(self, service: str, username: str) -> str | None:
        raise ZeroDivisionError(service)

    def set_password(self, service: str, username: str, password: str) -> None:
        raise ZeroDivisionError(password)


@pytest.mark.parametrize("kind", [Forgetful, Raising])
def test_a_backend_that_forgets_or_raises_is_broken(
    kind: type[backend.KeyringBackend], keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(core, "load_env", kind)
    monkeypatch.setattr(kind, "priority", 5)
    assert refusal_of(keys.create) is KeyringProblem.BROKEN


def test_a_backend_that_is_not_recommended_is_none(keys: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(core, "load_env", Forgetful)
    assert refusal_of(keys.look) is KeyringProblem.NO_KEYRING


def test_the_chainer_is_not_asked_but_the_best_of_what_is_there(
    keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.chainer.ChainerBackend")
    key_id, key = keys.create()
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND")
    assert keys.load(key_id) == key


def test_what_is_no_key_is_none(keys: Keys) -> None:
    key_id, _key = keys.create()
    for kept in ("", "no base64!", "c2hvcnQ="):
        core.set_password(f"{keys._service} {key_id}", "key", kept)
        assert keys.load(key_id) is None


def caused(error: Exception, cause: Exception) -> Exception:
    """An error that another one caused."""
    error.__cause__ = cause
    return error


class KeychainDenied(Exception):
    """Named as the one of macOS."""


class BusError(Exception):
    """As jeepney's: it has the name of an error of D-Bus."""

    def __init__(self, name: str) -> None:
        self.name = name


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (errors.NoKeyringError(), KeyringProblem.NO_KEYRING),
        (errors.KeyringLocked(), KeyringProblem.LOCKED),
        (caused(errors.KeyringLocked(), KeychainDenied()), KeyringProblem.DENIED),
        (caused(errors.InitError(), secretstorage.PromptDismissedException()), KeyringProblem.DENIED),
        (secretstorage.SecretServiceNotAvailableException(), KeyringProblem.NO_KEYRING),
        (secretstorage.LockedException(), KeyringProblem.LOCKED),
        (TimeoutError(), KeyringProblem.HANGS),
        (BusError("org.freedesktop.DBus.Error.AccessDenied"), KeyringProblem.DENIED),
        (BusError("org.freedesktop.Secret.Error.IsLocked"), KeyringProblem.LOCKED),
        (BusError("org.freedesktop.DBus.Error.Failed"), KeyringProblem.BROKEN),
        (errors.PasswordSetError(), KeyringProblem.BROKEN),
        (ConnectionResetError(), KeyringProblem.BROKEN),
        (ZeroDivisionError(), KeyringProblem.BROKEN),
    ],
)
def test_every_error_means_a_problem(error: Exception, problem: KeyringProblem) -> None:
    assert problem_of(error) is problem
