"""Which account a link is asked with, and what names accounts may have; pure."""

from collections.abc import Collection, Iterable
from datetime import datetime

from mediadl.domain.accounts import Account, AccountKind, AccountState
from mediadl.domain.cookie_scope import sites_of
from mediadl.domain.errors import SecretUnreadable, UnknownAccount, UserError

IDENTITIES = frozenset({AccountKind.COOKIES, AccountKind.LOGIN})
"""Kinds that say who one is; of one site never two of them go together."""
MAX_NAME = 80
_ORDER = (AccountState.USABLE, AccountState.EXPIRES_SOON, AccountState.STALE, AccountState.EXPIRED)
_RANK = {state: -place for place, state in enumerate(_ORDER)}


def find(accounts: Iterable[Account], wanted: str) -> Account:
    """The account with this id, or with this name, whatever its case; several may have it, of other kinds.

    Of those the user's own comes first: no client takes a name over by giving it to what it hands over.

    Raises:
        UnknownAccount: there is none.
    """
    every = tuple(accounts)
    of_name = [one for one in every if one.name.casefold() == wanted.strip().casefold()]
    found = next((one for one in every if one.id == wanted), None) or next(
        iter(sorted(of_name, key=lambda one: (one.kind not in IDENTITIES, one.client_id is not None))), None
    )
    if found is None:
        shown = "that was picked" if _is_id(wanted) else f"“{wanted}”"
        raise UnknownAccount(f"The account {shown} is not there any more. Pick another one, or add it again.")
    return found


def lendable_to(client_id: str | None, accounts: Iterable[Account]) -> tuple[Account, ...]:
    """Those that nobody has to pick: for a client of the API what it handed over, for the user their own.

    A client could else fetch what only the user may see, or have the user's downloads run in its login.
    """
    return tuple(one for one in accounts if one.client_id == client_id)


def identity_for(
    accounts: Iterable[Account], url: str, picked: str | None, client_id: str | None = None
) -> Account | None:
    """The one account that a link is asked with: the picked one if it is of that site, else the newest.

    What still lets one in comes first. None: there is none for this site, or none of whoever asks. Who picks
    has to know that it may.

    Raises:
        UnknownAccount: the picked one is gone.
        SecretUnreadable: it cannot be opened.
    """
    sites = sites_of(url)
    every = tuple(accounts)
    if picked is not None:
        account = find(every, picked)
        if account.state is AccountState.UNREADABLE:
            raise SecretUnreadable(f"The account that was picked cannot be read. {account.test_result}")
        if account.kind in IDENTITIES and is_for(account, sites):
            return account
    lendable = lendable_to(client_id, every)
    fitting = [
        one for one in lendable if one.kind in IDENTITIES and one.state in _RANK and is_for(one, sites)
    ]
    return max(fitting, key=_preference, default=None)


def _preference(account: Account) -> tuple[int, datetime]:
    return _RANK[account.state], account.changed_at


def newest_for(accounts: Iterable[Account], kind: AccountKind, sites: Collection[str]) -> Account | None:
    """The newest one of a kind for one of these."""
    fitting = [one for one in accounts if one.kind is kind and one.state in _RANK and is_for(one, sites)]
    return max(fitting, key=lambda one: one.changed_at, default=None)


def pickable_names(accounts: Iterable[Account], *, by_hand: bool = False) -> tuple[str, ...]:
    """The names of those that a download can be told to use, each once.

    What clients handed over is there only `by_hand`, for single downloads: no rule or preset goes on with it.
    """
    fitting = (one for one in accounts if one.kind in IDENTITIES and (by_hand or one.client_id is None))
    return tuple(dict.fromkeys(one.name for one in fitting))


def is_for(account: Account, sites: Collection[str]) -> bool:
    """Whether the account is for one of these."""
    return any(site in account.domains for site in sites)


def free_name(wished: str, kind: AccountKind, accounts: Iterable[Account]) -> str:
    """The name, with a number behind it where another account of the kind has it."""
    taken = {one.name.casefold() for one in accounts if one.kind is kind}
    plain = _cleaned(wished)[: MAX_NAME - 5] or "Account"
    name, number = plain, 2
    while name.casefold() in taken:
        name, number = f"{plain} ({number})", number + 1
    return name


def checked_name(wished: str, kind: AccountKind, others: Iterable[Account]) -> str:
    """The name as it will be shown.

    Raises:
        UserError: it is empty, too long, or another account of the kind has it.
    """
    name = _cleaned(wished)
    if not name:
        raise UserError("Give the account a name.")
    if len(name) > MAX_NAME:
        raise UserError(f"A name has at most {MAX_NAME} characters.")
    if any(one.kind is kind and one.name.casefold() == name.casefold() for one in others):
        raise UserError(f"There is an account “{name}” already. Choose another name.")
    return name


def _cleaned(name: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in name).split())


def _is_id(text: str) -> bool:
    return len(text) == 36 and text.count("-") == 4
