"""Tokens: how they are made, told apart and guessed at. Whose they are is kept in `clients`."""

import hashlib
import re
import secrets
from collections import deque
from collections.abc import Callable, Iterable

from mediadl.domain.clients import Client
from mediadl.server.gate import TOKEN_START

_TOKEN = re.compile(rf"{TOKEN_START}[A-Za-z0-9_-]{{43}}")
FREE_FAILURES = 10
WINDOW_S = 60.0
DELAY_S = 1.0


def new_token() -> str:
    """A token of 256 random bits, to be shown once."""
    return TOKEN_START + secrets.token_urlsafe(32)


def is_token(text: str) -> bool:
    """Whether it has the form of a token."""
    return bool(_TOKEN.fullmatch(text))


def digest(token: str) -> str:
    """What is kept of a token. It needs no salt and no stretching: nobody guesses 256 bits."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def owner_of(token: str, clients: Iterable[Client]) -> Client | None:
    """Whose token it is; the time this takes says nothing about how near a guess was."""
    if not is_token(token):
        return None
    sent = digest(token)
    found = None
    for client in clients:
        if secrets.compare_digest(sent, client.token_sha256) and not client.is_revoked:
            found = client
    return found


class Failures:
    """Counts failed tokens, and says how long the answer to the next one is held back."""

    def __init__(self, now_s: Callable[[], float]) -> None:
        self._now_s = now_s
        self._times: deque[float] = deque(maxlen=FREE_FAILURES)

    def note(self) -> float:
        """Count one; returns seconds to wait before it is answered."""
        now = self._now_s()
        is_guessing = len(self._times) == FREE_FAILURES and now - self._times[0] < WINDOW_S
        self._times.append(now)
        return DELAY_S if is_guessing else 0.0
