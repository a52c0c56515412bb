"""Clients in words."""

from datetime import UTC, datetime, timedelta

import pytest

from mediadl.domain.client_words import SCOPES, client_facts, client_row, origin_words, scope_words
from mediadl.domain.clients import FIRST_EXTENSION, Client, Scope

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("scopes", "words"),
    [
        ([Scope.READ, Scope.SUBMIT], "add downloads; see its downloads and fetch their files"),
        ([Scope.ALL, Scope.SUBMIT], "everything, also with your own downloads and accounts"),
        ([], "nothing"),
    ],
)
def test_scopes_read_as_what_a_client_may(scopes, words):
    assert scope_words(scopes) == words


def test_every_scope_has_words():
    assert set(SCOPES) == set(Scope)


def test_a_client_says_where_it_is_and_what_it_did():
    client = Client("1", "Mine", frozenset([Scope.SUBMIT]), "", NOW - timedelta(days=3))
    assert client_row(client, NOW) == "Mine\nA program on this computer · never used"
    used = Client("1", "F", frozenset(), "", NOW, "moz-extension://x", NOW, 1200, 1)
    assert client_row(used, NOW).endswith("x · used just now · 1,200 requests, 1 download")
    assert client_facts(client, NOW) == "It may add downloads.\nConnected 3 days ago."
    assert "first browser extension" in origin_words(FIRST_EXTENSION)
    assert origin_words("moz-extension://x") == "Browser extension moz-extension://x"
