"""What is sealed of one account, as JSON, and what of it may be shown; nothing is read or written here."""

import dataclasses
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from mediadl.domain.accounts import Account, AccountKind, AccountSource, AccountState
from mediadl.domain.cookie_scope import registrable
from mediadl.domain.cookies import Cookie
from mediadl.domain.errors import SecretUnreadable

SOON = timedelta(days=3)
"""An account that expires within that is said to expire soon."""
_UNKNOWN = datetime.fromtimestamp(0, UTC)


class SealedAccount(BaseModel):
    """The content of one item of the vault. What a newer version seals beside it is not read."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    version: Literal[1] = 1
    kind: AccountKind
    name: str
    domains: tuple[str, ...] = ()
    """As in `Account`; those of cookies follow from these."""
    created_at: AwareDatetime
    changed_at: AwareDatetime
    """When its owner last gave new secrets; that a site renews cookies is no change."""
    source: AccountSource = AccountSource.TYPED
    client_id: str | None = None
    cookies: tuple[Cookie, ...] = Field(default=(), repr=False)
    """Of a login: those of the session that it has opened."""
    username: str = ""
    password: str = Field(default="", repr=False)
    is_stale: bool = False
    tested_at: AwareDatetime | None = None
    test_result: str = ""

    def to_bytes(self) -> bytes:
        """As it is sealed."""
        return self.model_dump_json(exclude_defaults=True).encode()

    def changed(self, **changes: Any) -> "SealedAccount":
        """With these changes; `domains` follow the cookies of a jar."""
        changed = self.model_copy(update=changes)
        if changed.kind is AccountKind.COOKIES:
            return changed.model_copy(update={"domains": domains_of(changed.cookies)})
        return changed


def read_sealed(content: bytes) -> SealedAccount:
    """Read what was sealed.

    Raises:
        SecretUnreadable: it is from a newer version.
    """
    try:
        return SealedAccount.model_validate_json(content)
    except ValueError:
        raise SecretUnreadable(
            "This account was saved by a newer version of MediaDL. Update MediaDL, or delete the account."
        ) from None


def domains_of(cookies: Iterable[Cookie]) -> tuple[str, ...]:
    """The sites that cookies are for, sorted."""
    return tuple(sorted({registrable(host) for host in {cookie.domain for cookie in cookies}}))


def name_for(cookies: Iterable[Cookie]) -> str:
    """A name for a jar that got none: the site that most of its cookies are for."""
    counts = Counter(cookie.domain for cookie in cookies)
    sites: Counter[str] = Counter()
    for host, count in counts.items():
        sites[registrable(host)] += count
    if not sites:
        return "Cookies"
    [(most, _count)] = sites.most_common(1)
    others = len(sites) - 1
    return most if not others else f"{most} and {others} other{'s' if others > 1 else ''}"


def account_of(sealed: SealedAccount, item_id: str, *, is_saved: bool) -> Account:
    """What may be shown; its state is that of the moment it was made, see `aged`."""
    dates = [one.expires_at for one in sealed.cookies if one.expires_at is not None]
    is_jar = sealed.kind is AccountKind.COOKIES
    return Account(
        id=item_id,
        kind=sealed.kind,
        name=sealed.name,
        domains=sealed.domains,
        created_at=sealed.created_at,
        changed_at=sealed.changed_at,
        source=sealed.source,
        state=AccountState.STALE if sealed.is_stale else AccountState.USABLE,
        cookie_count=len(sealed.cookies),
        expires_at=_moment(max(dates)) if dates and is_jar else None,
        username=sealed.username,
        is_saved=is_saved,
        client_id=sealed.client_id,
        tested_at=sealed.tested_at,
        test_result=sealed.test_result,
    )


def unreadable(item_id: str, sentence: str) -> Account:
    """What is left to say of an item that cannot be opened; it can be deleted."""
    return Account(
        id=item_id,
        kind=AccountKind.COOKIES,
        name="Account that cannot be read",
        domains=(),
        created_at=_UNKNOWN,
        changed_at=_UNKNOWN,
        state=AccountState.UNREADABLE,
        test_result=sentence,
    )


def aged(account: Account, now: datetime) -> Account:
    """The account with the state that it has at this moment."""
    if account.expires_at is None or account.state is AccountState.UNREADABLE:
        return account
    if account.expires_at <= now:
        return dataclasses.replace(account, state=AccountState.EXPIRED)
    if account.state is AccountState.USABLE and account.expires_at - now <= SOON:
        return dataclasses.replace(account, state=AccountState.EXPIRES_SOON)
    return account


def _moment(seconds: int) -> datetime:
    """The moment, or the last one that there is: some sites let cookies expire in the year 40000."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.max.replace(tzinfo=UTC) if seconds > 0 else _UNKNOWN
