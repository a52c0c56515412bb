"""What the vault holds, as the window, the terminal and the API may see it: never a value."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AccountKind(StrEnum):
    """What an item of the vault is for."""

    COOKIES = "cookies"
    LOGIN = "login"
    """User name and password of a site."""
    VIDEO_PASSWORD = "video_password"  # noqa: S105  # names a kind of secret, and is none
    """Of a single video, or of all of a site."""
    PROXY = "proxy"
    """User name and password of a proxy."""
    WEBHOOK = "webhook"
    """The secret that a client's webhooks are signed with."""


class AccountSource(StrEnum):
    """Where it came from."""

    FILE = "file"
    PASTED = "pasted"
    BROWSER = "browser"
    EXTENSION = "extension"
    TYPED = "typed"


class AccountState(StrEnum):
    """Whether it can be expected to let one in."""

    USABLE = "usable"
    EXPIRES_SOON = "expires_soon"
    EXPIRED = "expired"
    """All of its cookies that had a date are past it."""
    STALE = "stale"
    """A site refused it although it has not expired."""
    UNREADABLE = "unreadable"
    """Its file was changed by somebody else, or the key to it is gone."""


@dataclass(frozen=True)
class Account:
    """One item of the vault."""

    id: str
    """A UUID4, in its canonical form."""
    kind: AccountKind
    name: str
    """The user's name for it; unique among those of its kind."""
    domains: tuple[str, ...]
    """Registrable domains that it is for, sorted; the proxy's host for a proxy."""
    created_at: datetime
    """Aware, UTC; so are the other times."""
    changed_at: datetime
    source: AccountSource = AccountSource.TYPED
    state: AccountState = AccountState.USABLE
    cookie_count: int = 0
    expires_at: datetime | None = None
    """When the last of its cookies that has a date expires; None when none has one."""
    username: str = ""
    """Of a login; a name is no secret, and tells two accounts apart."""
    is_saved: bool = True
    """False: kept until the program ends, because there is no keyring to seal it with."""
    client_id: str | None = None
    """The API's client that handed it over; None is the user."""
    tested_at: datetime | None = None
    test_result: str = ""
    """A sentence: what the last test found."""


class KeyringProblem(StrEnum):
    """Why the key to the vault cannot be had; each has its own sentence in `vault`."""

    NO_KEYRING = "no_keyring"
    LOCKED = "locked"
    DENIED = "denied"
    """The user, or the system, said no."""
    HANGS = "hangs"
    """It did not answer in time."""
    BROKEN = "broken"
    """It answered with an error that nobody foresaw."""
    KEY_GONE = "key_gone"
    """The keyring works, but the key that sealed what lies here is not in it."""


@dataclass(frozen=True)
class VaultStatus:
    """Whether secrets are saved, and if not, why and what to do."""

    is_open: bool
    """True: sealed items are readable and new ones are saved. False: new ones are kept for this session."""
    problem: KeyringProblem | None = None
    message: str = ""
    """A sentence or two fit to show; empty when it is open."""
    is_opening: bool = False
    """The keyring has not answered yet."""
