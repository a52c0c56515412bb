"""What is said of an account: its state, its age and what it is for."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from mediadl.domain.account_words import KINDS, SOURCES, ago, ahead, facts, sites, state_words
from mediadl.domain.accounts import Account, AccountKind, AccountSource, AccountState

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
JAR = Account(
    id="1",
    kind=AccountKind.COOKIES,
    name="Mine",
    domains=("a.example", "b.example", "c.example"),
    created_at=NOW - timedelta(days=3),
    changed_at=NOW - timedelta(days=3),
    cookie_count=14,
)


def test_every_kind_and_source_has_its_word():
    assert set(KINDS) == set(AccountKind)
    assert set(SOURCES) == set(AccountSource)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, ""),
        (59, ""),
        (60, "1 minute"),
        (7200, "2 hours"),
        (86_400 * 29, "29 days"),
        (86_400 * 400, "1 year"),
        (-5, ""),
    ],
)
def test_a_span_is_said_in_its_largest_unit(seconds, words):
    moment = NOW + timedelta(seconds=seconds)
    assert ahead(moment, NOW) == (f"in {words}" if words else "in a moment")
    assert ago(NOW, moment) == (f"{words} ago" if words else "just now")


@pytest.mark.parametrize(
    ("state", "in_days", "words"),
    [
        (AccountState.USABLE, None, "Usable"),
        (AccountState.USABLE, 61, "Usable · expires in 2 months"),
        (AccountState.EXPIRES_SOON, 2, "Expires in 2 days"),
        (AccountState.EXPIRED, -12, "Expired 12 days ago"),
        (AccountState.STALE, 61, "The site refused it"),
        (AccountState.UNREADABLE, None, "Cannot be read"),
    ],
)
def test_each_state_has_words(state, in_days, words):
    ends = None if in_days is None else NOW + timedelta(days=in_days)
    assert state_words(replace(JAR, state=state, expires_at=ends), NOW) == words


def test_the_facts_leave_out_what_is_not_known():
    assert facts(JAR, NOW) == "Cookies · a.example, b.example and 1 more site · 14 cookies · added 3 days ago"
    login = replace(JAR, kind=AccountKind.LOGIN, username="ada", domains=("a.example",), changed_at=NOW)
    assert facts(login, NOW) == "Login · ada · a.example · added 3 days ago · renewed just now"


def test_sites_are_counted_beyond_the_first():
    assert (sites(()), sites(("a.example",))) == ("any site", "a.example")
    assert sites(JAR.domains, 1) == "a.example and 2 more sites"
