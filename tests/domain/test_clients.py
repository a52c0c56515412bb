"""A client may do what its scopes say, and sees what is its own."""

from dataclasses import replace

import pytest

from mediadl.domain.clients import FIRST_EXTENSION, Client, Scope
from tests.helpers.jobs import NOON


def _client(*scopes: Scope) -> Client:
    return Client("one", "Script", frozenset(scopes), "0" * 64, NOON)


@pytest.mark.parametrize(
    ("has", "asked", "may"),
    [
        ((Scope.READ,), (Scope.READ,), True),
        ((Scope.READ,), (Scope.CONTROL, Scope.READ), True),
        ((Scope.READ,), (Scope.CONTROL,), False),
        ((Scope.ALL,), (Scope.COOKIES,), True),
        ((), (Scope.READ,), False),
        ((Scope.READ,), (), False),
    ],
)
def test_one_of_the_scopes_is_enough(has: tuple[Scope, ...], asked: tuple[Scope, ...], may: bool) -> None:
    assert _client(*has).may(*asked) is may


def test_only_all_sees_what_others_have_made() -> None:
    assert [_client(Scope.READ).sees(owner) for owner in ("one", "two", None)] == [True, False, False]
    assert all(_client(Scope.ALL).sees(owner) for owner in ("one", "two", None))


def test_what_waits_for_its_extension_is_unbound() -> None:
    client = replace(_client(Scope.READ), origin=FIRST_EXTENSION)
    assert (client.is_unbound, _client(Scope.READ).is_unbound) == (True, False)


def test_no_text_shows_the_digest() -> None:
    assert "000" not in repr(_client(Scope.READ))
