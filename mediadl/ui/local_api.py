"""What the window may see and ask of the local API, which is built elsewhere; nothing here draws."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from mediadl.domain.clients import Client, Scope

Listeners = list[Callable[[], None]]


class Asking(Protocol):
    """A program that wants a token."""

    @property
    def pair_id(self) -> str:
        """Its id, for the answer."""

    @property
    def code(self) -> str:
        """Six characters, which it shows too."""

    @property
    def name(self) -> str:
        """What it calls itself: not to be trusted."""

    @property
    def origin(self) -> str | None:
        """Of the browser extension; None is a program."""

    @property
    def scopes(self) -> frozenset[Scope]:
        """What it wants to be allowed."""


class Pairing(Protocol):
    """The time in which programs may ask; `on_change` when one asks or is answered, or it begins or ends."""

    on_change: Listeners

    @property
    def remaining_s(self) -> float:
        """Seconds; 0 when none may ask."""

    @property
    def waiting(self) -> Sequence[Asking]:
        """Those that are not answered, the first one first."""

    def open(self) -> None:
        """Let programs ask for two minutes from now."""

    def close(self) -> None:
        """Let nobody ask any more."""

    def allow(self, pair_id: str) -> bool:
        """Yes; False when it is too late."""

    def deny(self, pair_id: str) -> bool:
        """No; False when it is too late."""


class Clients(Protocol):
    """Who has a token."""

    on_change: Listeners

    @property
    def all(self) -> Sequence[Client]:
        """The oldest first, with the revoked ones."""

    async def load(self) -> None:
        """Read them. Raises StoreUnusable."""

    async def make(
        self, name: str, scopes: Iterable[Scope], *, origin: str | None = None
    ) -> tuple[Client, str]:
        """A new one and its token. Raises StoreUnusable."""

    async def revoke(self, client_id: str) -> None:
        """Take its token back at once. Raises StoreUnusable."""


class Decision(Protocol):
    """What became of one request."""

    @property
    def time(self) -> str:
        """RFC 3339, UTC."""

    @property
    def status(self) -> int:
        """Of HTTP."""

    @property
    def method(self) -> str:
        """Of HTTP."""

    @property
    def route(self) -> str:
        """The template; empty for a path that is none of ours."""

    @property
    def client(self) -> str | None:
        """The client's id; None without a token that is known."""

    @property
    def origin(self) -> str | None:
        """That the browser named, if one did."""

    @property
    def host(self) -> str | None:
        """Of the link that it was about."""

    @property
    def code(self) -> str | None:
        """Of the problem; None for none."""


class Listening(Protocol):
    """The port it has, and the one that was wanted."""

    @property
    def port(self) -> int:
        """The one it has."""

    @property
    def wanted(self) -> int:
        """The one that was asked for."""


class Server(Protocol):
    """The API itself; clients and pairing are there while it is off, too."""

    @property
    def address(self) -> str:
        """Where it can be reached; empty while it is off."""

    @property
    def listening(self) -> Listening | None:
        """None while it is off."""

    @property
    def clients(self) -> Clients:
        """Who has a token."""

    @property
    def pairing(self) -> Pairing:
        """The time in which programs may ask."""

    @property
    def data_folder(self) -> Path:
        """The user's, where a copy of the browser extension may lie."""

    @property
    def audit_file(self) -> Path:
        """Where all decisions are written to."""

    @property
    def decisions(self) -> Sequence[Decision]:
        """The last ones, the newest last; none while it is off."""


class LocalApi(Protocol):
    """The switch: `problem` says why it does not listen although it should."""

    on_change: Listeners
    problem: str
    on_foreign_token: list[Callable[[Client, str | None], None]]
    """Called with whose token it was and the origin that it came from."""

    @property
    def server(self) -> Server:
        """The API that it switches."""


def decision_words(decision: Decision, names: Mapping[str, str]) -> str:
    """One line of what became of a request; `names` are those of clients by their ids."""
    time = f"{datetime.fromisoformat(decision.time).astimezone():%H:%M:%S}"
    who = names.get(decision.client or "") or decision.origin or "no token"
    what = f"{decision.method} {decision.route}" if decision.route else f"{decision.method} of nothing known"
    code = f" ({decision.code})" if decision.code else ""
    end = f"refused, {decision.status}{code}" if decision.status >= 400 else f"allowed, {decision.status}"
    about = f" · about {decision.host}" if decision.host else ""
    return f"{time} · {who} · {what}{about} · {end}"
