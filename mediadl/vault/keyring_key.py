"""The vault's keys in the system's keyring; nothing else imports `keyring`. What is sealed is not known here.

Every call may wait for a person, or for ever: it belongs in a thread of its own (`own_thread`).
"""

import base64
import binascii
import contextlib
import logging
import secrets
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from mediadl.domain.accounts import KeyringProblem
from mediadl.vault.envelope import KEY_BYTES, KEY_ID_BYTES

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_log = logging.getLogger(__name__)

_USER = "key"
_SECRET_SERVICE = "keyring.backends.SecretService"  # noqa: S105  # names a module, and is no secret
_REFUSED = ("keyring.backends.null", "keyring.backends.fail", "keyring.backends.chainer", "keyrings.alt")
"""They keep nothing, or keep it for everybody to read; the chainer may pass on to one of them."""
_ASK_WHEN_READ = ("keyring.backends.kwallet", "keyring.backends.libsecret")
"""They ask the user to unlock them whatever is looked for."""
_RECOMMENDED = 1.0
"""The least priority of a backend that keyring's own documentation recommends."""

_BY_CLASS = {
    "NoKeyringError": KeyringProblem.NO_KEYRING,
    "SecretServiceNotAvailableException": KeyringProblem.NO_KEYRING,
    "PromptDismissedException": KeyringProblem.DENIED,
    "KeychainDenied": KeyringProblem.DENIED,
    "KeyringLocked": KeyringProblem.LOCKED,
    "LockedException": KeyringProblem.LOCKED,
    "TimeoutError": KeyringProblem.HANGS,
}
_BY_BUS_ERROR = {
    "org.freedesktop.DBus.Error.AccessDenied": KeyringProblem.DENIED,
    "org.freedesktop.DBus.Error.Timeout": KeyringProblem.HANGS,
    "org.freedesktop.DBus.Error.TimedOut": KeyringProblem.HANGS,
    "org.freedesktop.Secret.Error.IsLocked": KeyringProblem.LOCKED,
}


class KeyringRefused(Exception):
    """The keyring did not do what it was asked."""

    def __init__(self, problem: KeyringProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


class Keys:
    """256-bit keys by their ids. No key is ever overwritten: a new one has an id and a place of its own.

    Every method raises `KeyringRefused`, and nothing else, when the keyring does not do it.
    """

    def __init__(self, service: str = "MediaDL vault") -> None:
        self._service = service

    def look(self) -> None:
        """See whether there is a keyring that is open, without asking the user for anything."""
        with _one_door():
            ring = _ring()
            if _is_secret_service(ring):
                _has_open_collection(ring, may_prompt=False)
            elif not _kind(ring).startswith(_ASK_WHEN_READ):
                ring.get_password(self._place("none"), _USER)

    def load(self, key_id: str) -> bytes | None:
        """The key; None when the keyring works and has no such key. May ask the user to unlock it."""
        with _one_door():
            ring = _ring()
            if _is_secret_service(ring) and not _has_open_collection(ring, may_prompt=True):
                return None
            return _decoded(ring.get_password(self._place(key_id), _USER))

    def create(self) -> tuple[str, bytes]:
        """Make a new key, keep it, and return its id and itself once the keyring gives it back."""
        key_id, key = secrets.token_hex(KEY_ID_BYTES), secrets.token_bytes(KEY_BYTES)
        with _one_door():
            ring = _ring()
            if _is_secret_service(ring) and not _has_open_collection(ring, may_prompt=True):
                _make_collection()
            ring.set_password(self._place(key_id), _USER, base64.b64encode(key).decode("ascii"))
            if _decoded(ring.get_password(self._place(key_id), _USER)) != key:
                raise KeyringRefused(KeyringProblem.BROKEN)  # it took it, and forgot it
        return key_id, key

    def delete(self, key_id: str) -> None:
        """Delete the key; one that is not there is no error."""
        from keyring.errors import PasswordDeleteError

        with _one_door(), contextlib.suppress(PasswordDeleteError):
            ring = _ring()
            if not _is_secret_service(ring) or _has_open_collection(ring, may_prompt=True):
                ring.delete_password(self._place(key_id), _USER)

    def _place(self, key_id: str) -> str:
        return f"{self._service} {key_id}"


@contextmanager
def _one_door() -> Iterator[None]:
    """Whatever a keyring raises, and third parties write them, leaves here as `KeyringRefused`."""
    try:
        yield
    except KeyringRefused:
        raise
    except Exception as error:
        # Its class only: the text of a foreign error may hold what was to be kept.
        _log.info("the keyring raised %s", " from ".join(_classes(error)))
        raise KeyringRefused(problem_of(error)) from None


def problem_of(error: BaseException) -> KeyringProblem:
    """What a foreign error means; the innermost cause that is known decides, else it is broken."""
    for cause in reversed(_causes(error)):
        if found := _BY_BUS_ERROR.get(str(getattr(cause, "name", ""))):
            return found
        for kind in type(cause).__mro__:
            if found := _BY_CLASS.get(kind.__name__):
                return found
    return KeyringProblem.BROKEN


def _causes(error: BaseException) -> list[BaseException]:
    causes = [error]
    while (cause := causes[-1].__cause__) is not None:
        causes.append(cause)
    return causes


def _classes(error: BaseException) -> list[str]:
    return [type(cause).__name__ for cause in _causes(error)]


def _ring() -> "KeyringBackend":
    """The best backend that is there now: keyring itself would remember for ever what it found at first."""
    from keyring import core
    from keyring.backend import KeyringBackend, get_all_keyring

    get_all_keyring()  # loads the plug-ins
    try:
        chosen = core.load_env() or core.load_config()
    except (RuntimeError, ImportError, AttributeError, ValueError):  # it names one that is not there
        raise KeyringRefused(KeyringProblem.NO_KEYRING) from None
    if chosen is None or _kind(chosen) == "keyring.backends.chainer":
        usable = [kind for kind in KeyringBackend.get_viable_backends() if _is_usable(kind)]
        if usable:
            return max(usable, key=_priority)()
    elif _is_usable(type(chosen)):
        return chosen
    raise KeyringRefused(KeyringProblem.NO_KEYRING)


def _is_usable(kind: type["KeyringBackend"]) -> bool:
    modules = [parent.__module__ for parent in kind.__mro__]
    return not any(m.startswith(_REFUSED) for m in modules) and _priority(kind) >= _RECOMMENDED


def _priority(kind: type["KeyringBackend"]) -> float:
    return float(kind.priority)


def _kind(ring: "KeyringBackend") -> str:
    return type(ring).__module__


def _is_secret_service(ring: "KeyringBackend") -> bool:
    return _kind(ring) == _SECRET_SERVICE


def _has_open_collection(ring: "KeyringBackend", *, may_prompt: bool) -> bool:
    """Whether the Secret Service has the collection where keys go, which is unlocked then.

    keyring would unlock it too, but it asks even where nothing is to be read, makes a collection where there
    is none, and leaves its connection open when it is refused.
    """
    import secretstorage
    from secretstorage.collection import DEFAULT_COLLECTION

    place = getattr(ring, "preferred_collection", DEFAULT_COLLECTION)
    with closing(secretstorage.dbus_init()) as bus:
        try:
            collection = secretstorage.Collection(bus, place)
        except secretstorage.ItemNotFoundException:
            return False
        if collection.is_locked() and may_prompt:
            collection.unlock()
        if collection.is_locked():
            raise KeyringRefused(KeyringProblem.LOCKED)
        return True


def _make_collection() -> None:
    import secretstorage

    with closing(secretstorage.dbus_init()) as bus:
        secretstorage.create_collection(bus, "Default", "default")


def _decoded(kept: str | None) -> bytes | None:
    """The key as it is kept; None for what is none, which opens nothing either."""
    try:
        key = base64.b64decode(kept or "", validate=True)
    except (binascii.Error, ValueError):
        return None
    return key if len(key) == KEY_BYTES else None
