"""Pairing: a short time in which programs may ask for a token, and the user says yes or no to each."""

import dataclasses
import secrets
import uuid
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from mediadl.domain.clients import Client, Scope

WINDOW_S = 120.0
PICK_UP_S = 60.0
"""How long an allowed token waits to be fetched."""
MOST_WAITING = 3
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without those that look alike."""

Make = Callable[[str, frozenset[Scope], str | None], Awaitable[tuple[Client, str]]]


class Answer(StrEnum):
    """What a poll learns."""

    PENDING = "pending"
    APPROVED = "approved"
    DENIED = "denied"
    EXPIRED = "expired"


class Closed(Exception):
    """Nobody waits for a new client now."""


class TooMany(Exception):
    """As many as may wait are waiting already."""


@dataclass(frozen=True)
class Asking:
    """A program that wants a token, as the user sees it."""

    pair_id: str
    code: str
    """Six characters, which the program shows too."""
    name: str
    origin: str | None
    scopes: frozenset[Scope]
    ends_at: float
    """On the clock of the pairing."""
    secret: str = field(repr=False)
    answer: Answer = Answer.PENDING


class Pairing:
    """Everything here happens on one loop, and nothing awaits between looking and changing."""

    def __init__(self, make: Make, now_s: Callable[[], float]) -> None:
        """`make` makes a client with its token."""
        self._make = make
        self._now_s = now_s
        self._closes_at = 0.0
        self._asking: dict[str, Asking] = {}
        self.on_change: list[Callable[[], None]] = []
        """Called when somebody asks, is answered, or the time is opened or closed."""

    @property
    def remaining_s(self) -> float:
        """How much longer programs may ask; 0 when they may not."""
        return max(0.0, self._closes_at - self._now_s())

    @property
    def waiting(self) -> tuple[Asking, ...]:
        """Those that the user has not answered, in the order they came."""
        self._drop_expired()
        return tuple(one for one in self._asking.values() if one.answer is Answer.PENDING)

    def open(self, window_s: float = WINDOW_S) -> None:
        """Let programs ask from now on, for so long."""
        self._closes_at = self._now_s() + window_s
        self._tell()

    def close(self) -> None:
        """Let nobody ask any more; who waits learns that it is over."""
        self._closes_at = 0.0
        self._asking = {key: one for key, one in self._asking.items() if one.answer is not Answer.PENDING}
        self._tell()

    def ask(self, name: str, origin: str | None, scopes: Iterable[Scope]) -> Asking:
        """Ask the user for a token.

        Raises:
            Closed: it is not the time.
            TooMany: three wait already.
        """
        if not self.remaining_s:
            raise Closed
        if len(self.waiting) >= MOST_WAITING:
            raise TooMany
        code = "".join(secrets.choice(_LETTERS) for _ in range(6))
        secret = secrets.token_urlsafe(32)
        one = Asking(str(uuid.uuid4()), code, name, origin, frozenset(scopes), self._closes_at, secret)
        self._asking[one.pair_id] = one
        self._tell()
        return one

    def allow(self, pair_id: str) -> bool:
        """The user says yes; False when it is too late."""
        return self._answer(pair_id, Answer.APPROVED)

    def deny(self, pair_id: str) -> bool:
        """The user says no; False when it is too late."""
        return self._answer(pair_id, Answer.DENIED)

    async def poll(self, pair_id: str, secret: str, origin: str | None) -> tuple[Answer, str | None]:
        """How it stands, and once, after the user's yes, the token. A stranger learns only `EXPIRED`.

        Raises:
            StoreUnusable: the client cannot be saved; the next poll tries again.
        """
        self._drop_expired()
        one = self._asking.get(pair_id)
        is_right = secrets.compare_digest(
            secret.encode(errors="replace"), (one.secret if one else "").encode()
        )
        if one is None or not is_right or one.origin != origin:
            return Answer.EXPIRED, None
        if one.answer is Answer.PENDING:
            return Answer.PENDING, None
        del self._asking[pair_id]  # before anything is awaited: two polls at once get one token
        if one.answer is Answer.DENIED:
            return Answer.DENIED, None
        try:
            _client, token = await self._make(one.name, one.scopes, one.origin)
        except BaseException:
            self._asking[pair_id] = one
            raise
        return Answer.APPROVED, token

    def _answer(self, pair_id: str, answer: Answer) -> bool:
        self._drop_expired()
        one = self._asking.get(pair_id)
        if one is None or one.answer is not Answer.PENDING:
            return False
        ends_at = self._now_s() + PICK_UP_S
        self._asking[pair_id] = dataclasses.replace(one, answer=answer, ends_at=ends_at)
        self._tell()
        return True

    def _drop_expired(self) -> None:
        now = self._now_s()
        self._asking = {key: one for key, one in self._asking.items() if one.ends_at > now}

    def _tell(self) -> None:
        for listener in self.on_change:
            listener()
