"""Says when a token is used by another program than it was made for; refusing it is the server's."""

from __future__ import annotations

from collections.abc import Callable

from mediadl.domain.client_words import origin_words
from mediadl.domain.clients import Client
from mediadl.ui.local_api import LocalApi
from mediadl.ui.operations import Notice, Operations

_SENTENCE = (
    "The token of “{name}” was used from elsewhere, and refused. It was used by: {who}. "
    "If that is none of yours, revoke it and connect anew."
)

_MOST_TOLD = 20
"""Whoever makes up origins fills no memory; the log of requests has the rest."""


class ForeignToken:
    """Says it once for each stranger, until `stop`; `show_client` brings a client into sight by its id."""

    def __init__(self, api: LocalApi, operations: Operations, show_client: Callable[[str], None]) -> None:
        self._operations, self._show_client = operations, show_client
        self._listeners = api.on_foreign_token
        self._told: set[tuple[str, str | None]] = set()
        self._listeners.append(self._on_used)

    def stop(self) -> None:
        """Hear and say no more."""
        self._listeners.remove(self._on_used)

    def _on_used(self, client: Client, origin: str | None) -> None:
        if (client.id, origin) in self._told or len(self._told) >= _MOST_TOLD:
            return
        self._told.add((client.id, origin))
        words = _SENTENCE.format(name=client.name, who=_lowered(origin_words(origin)))
        offer = Notice("error", words, action="Show it", on_action=lambda: self._show_client(client.id))
        self._operations.notify(offer)


def _lowered(words: str) -> str:
    return words[0].lower() + words[1:]
