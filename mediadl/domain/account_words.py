"""Accounts in words: what each is for, how old it is and how long it lasts; the clock is handed in."""

from collections.abc import Mapping
from datetime import datetime

from mediadl.domain.accounts import Account, AccountKind, AccountSource, AccountState

KINDS: Mapping[AccountKind, str] = {
    AccountKind.COOKIES: "Cookies",
    AccountKind.LOGIN: "Login",
    AccountKind.VIDEO_PASSWORD: "Video password",
    AccountKind.PROXY: "Proxy login",
    AccountKind.WEBHOOK: "Webhook secret",
}
SOURCES: Mapping[AccountSource, str] = {
    AccountSource.FILE: "from a file",
    AccountSource.PASTED: "pasted",
    AccountSource.BROWSER: "from a browser",
    AccountSource.EXTENSION: "from the browser extension",
    AccountSource.TYPED: "typed",
}
NOT_SAVED = "kept until MediaDL ends"
_SPANS = ((365 * 86_400, "year"), (30 * 86_400, "month"), (86_400, "day"), (3_600, "hour"), (60, "minute"))


def ago(moment: datetime, now: datetime) -> str:
    """How long it is since: "just now", "3 days ago"; what lies ahead counts as now."""
    span = _span((now - moment).total_seconds())
    return f"{span} ago" if span else "just now"


def ahead(moment: datetime, now: datetime) -> str:
    """How long it is until: "in 3 days", "in a moment"; what is past counts as now."""
    span = _span((moment - now).total_seconds())
    return f"in {span}" if span else "in a moment"


def state_words(account: Account, now: datetime) -> str:
    """Whether it can be expected to let one in: "Usable · expires in 3 months"."""
    match account.state:
        case AccountState.STALE:
            return "The site refused it"
        case AccountState.UNREADABLE:
            return "Cannot be read"
        case AccountState.EXPIRED:
            return f"Expired {ago(account.expires_at, now)}" if account.expires_at else "Expired"
        case AccountState.EXPIRES_SOON:
            return f"Expires {ahead(account.expires_at, now)}" if account.expires_at else "Expires soon"
    if account.expires_at is None:
        return "Usable"
    return f"Usable · expires {ahead(account.expires_at, now)}"


def sites(domains: tuple[str, ...], most: int = 2) -> str:
    """The first domains, and how many more: "a.example, b.example and 3 more sites"; "any site" for none."""
    if not domains:
        return "any site"
    more = len(domains) - most
    if more <= 0:
        return ", ".join(domains)
    return f"{', '.join(domains[:most])} and {more} more {'site' if more == 1 else 'sites'}"


def facts(account: Account, now: datetime) -> str:
    """What it is: "Cookies · example.org · 14 cookies · added 3 days ago"; what is not known is left out."""
    parts = [KINDS[account.kind], account.username, sites(account.domains)]
    if account.kind is AccountKind.COOKIES:
        parts.append(count_words(account.cookie_count))
    parts.append(f"added {ago(account.created_at, now)}")
    if account.changed_at != account.created_at:
        parts.append(f"renewed {ago(account.changed_at, now)}")
    return " · ".join(part for part in parts if part)


def count_words(count: int) -> str:
    """A number of cookies."""
    return "1 cookie" if count == 1 else f"{count:,} cookies"


def _span(seconds: float) -> str:
    for length, name in _SPANS:
        count = int(seconds // length)
        if count >= 1:
            return f"1 {name}" if count == 1 else f"{count} {name}s"
    return ""
