"""How the state of an account looks: its icon and the token of the colour that supports the words."""

from collections.abc import Mapping
from typing import NamedTuple

from mediadl.domain.accounts import Account, AccountState


class Look(NamedTuple):
    """Names of an icon and of a colour's token."""

    icon: str
    tone: str


_LOOKS: Mapping[AccountState, Look] = {
    AccountState.USABLE: Look("check-circle", "success"),
    AccountState.EXPIRES_SOON: Look("clock", "warning"),
    AccountState.EXPIRED: Look("hourglass", "danger"),
    AccountState.STALE: Look("warning", "warning"),
    AccountState.UNREADABLE: Look("error", "danger"),
}


def look_of(account: Account) -> Look:
    """The look of an account's state."""
    return _LOOKS[account.state]
