"""What is sealed can be read again, and what may be shown has no value in it."""

from datetime import UTC, datetime, timedelta

import pytest

from mediadl.domain.accounts import AccountKind, AccountState
from mediadl.domain.errors import SecretUnreadable
from mediadl.domain.sealed_account import (
    SealedAccount,
    account_of,
    aged,
    domains_of,
    name_for,
    read_sealed,
    unreadable,
)
from tests.helpers.jars import a_cookie

NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)


def sealed(**changes) -> SealedAccount:
    kind = changes.pop("kind", AccountKind.COOKIES)
    return SealedAccount(kind=kind, name="Mine", created_at=NOW, changed_at=NOW).changed(**changes)


def test_what_is_sealed_is_read_again():
    made = sealed(cookies=(a_cookie(), a_cookie("b", "fake", expires_at=7)), is_stale=True)
    assert read_sealed(made.to_bytes()) == made


@pytest.mark.parametrize(
    "content", [b"{}", b"no json", sealed().to_bytes().replace(b"{", b'{"version":2,', 1)]
)
def test_what_cannot_be_read_is_said_without_its_content(content):
    with pytest.raises(SecretUnreadable, match="newer version") as told:
        read_sealed(content)
    assert "Mine" not in repr(told.value.__context__)


def test_nothing_that_is_shown_has_a_value():
    made = sealed(cookies=(a_cookie(value="HUSH"),), password="HUSH", kind=AccountKind.LOGIN)
    assert "HUSH" not in f"{made!r} {made} {account_of(made, 'x', is_saved=True)!r}"


@pytest.mark.parametrize(
    ("days", "is_stale", "state"),
    [
        ((None,), False, AccountState.USABLE),
        ((4,), False, AccountState.USABLE),
        ((-1, 2), False, AccountState.EXPIRES_SOON),
        ((-1, None), False, AccountState.EXPIRED),
        ((400,), True, AccountState.STALE),
        ((2,), True, AccountState.STALE),
        ((-2,), True, AccountState.EXPIRED),
    ],
)
def test_the_state_is_that_of_the_last_date_and_of_what_the_site_said(days, is_stale, state):
    dates = [None if day is None else int((NOW + timedelta(days=day)).timestamp()) for day in days]
    cookies = tuple(a_cookie(str(at), expires_at=date) for at, date in enumerate(dates))
    shown = account_of(sealed(cookies=cookies, is_stale=is_stale), "x", is_saved=True)
    assert aged(shown, NOW).state is state


def test_a_date_beyond_the_calendar_is_its_end():
    shown = account_of(sealed(cookies=(a_cookie(expires_at=10**15),)), "x", is_saved=True)
    assert shown.expires_at.year == 9999
    assert aged(shown, NOW).state is AccountState.USABLE


def test_the_session_of_a_login_does_not_date_it():
    made = sealed(kind=AccountKind.LOGIN, domains=("a.org",), cookies=(a_cookie(expires_at=1),))
    assert account_of(made, "x", is_saved=True).expires_at is None
    assert made.domains == ("a.org",)


def test_domains_and_name_come_from_the_cookies():
    cookies = [a_cookie(domain=host) for host in ("www.a.co.uk", "a.co.uk", "b.org")]
    assert domains_of(cookies) == ("a.co.uk", "b.org")
    assert name_for(cookies) == "a.co.uk and 1 other"
    assert (name_for(cookies[2:]), name_for([])) == ("b.org", "Cookies")


def test_what_cannot_be_opened_says_why():
    lost = unreadable("x", "It was changed.")
    assert (lost.state, lost.test_result, aged(lost, NOW)) == (
        AccountState.UNREADABLE,
        "It was changed.",
        lost,
    )
