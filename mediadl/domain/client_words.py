"""Clients of the API in words: what each may do, where it is, what it did; the clock is handed in."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from mediadl.domain.account_words import ago
from mediadl.domain.clients import FIRST_EXTENSION, Client, Scope

SCOPES: Mapping[Scope, str] = {
    Scope.SUBMIT: "add downloads",
    Scope.READ: "see its downloads and fetch their files",
    Scope.CONTROL: "pause, resume, retry and cancel its downloads",
    Scope.PROBE: "ask what a link offers",
    Scope.COOKIES: "hand over cookies of sites, and have its downloads use them",
    Scope.METRICS: "read counters of the whole program",
    Scope.ALL: "everything, also with your own downloads and accounts",
}
"""What follows after "It may"."""


def scope_words(scopes: Iterable[Scope]) -> str:
    """What these let a client do, in the order of `Scope`; everything, where that is among them."""
    had = set(scopes)
    if Scope.ALL in had:
        return SCOPES[Scope.ALL]
    return "; ".join(words for scope, words in SCOPES.items() if scope in had) or "nothing"


def origin_words(origin: str | None) -> str:
    """Where a client speaks from."""
    if origin == FIRST_EXTENSION:
        return "The first browser extension that uses it"
    return f"Browser extension {origin}" if origin else "A program on this computer"


def client_row(client: Client, now: datetime) -> str:
    """Its name, and below it where it speaks from, when it was used last, and how much it did."""
    where = f"{client.name}\n{origin_words(client.origin)}"
    if client.last_used_at is None:
        return f"{where} · never used"
    counts = f"{_count(client.request_count, 'request')}, {_count(client.job_count, 'download')}"
    return f"{where} · used {ago(client.last_used_at, now)} · {counts}"


def client_facts(client: Client, now: datetime) -> str:
    """What it may do, and since when."""
    return f"It may {scope_words(client.scopes)}.\nConnected {ago(client.created_at, now)}."


def _count(count: int, what: str) -> str:
    return f"1 {what}" if count == 1 else f"{count:,} {what}s"
