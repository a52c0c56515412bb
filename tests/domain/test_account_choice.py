"""One account for a link: the picked one, or the newest that still lets in; never two of one site."""

from dataclasses import replace
from datetime import timedelta

import pytest

from mediadl.domain.account_choice import (
    checked_name,
    find,
    free_name,
    identity_for,
    lendable_to,
    newest_for,
    pickable_names,
)
from mediadl.domain.accounts import Account, AccountKind, AccountState
from mediadl.domain.errors import SecretUnreadable, UnknownAccount, UserError
from tests.helpers.jobs import NOON

K, S = AccountKind, AccountState
LINK = "https://www.example.com/watch"


def account(name: str, day: int = 0, kind: K = K.COOKIES, state: S = S.USABLE, site: str = "example.com"):
    at = NOON + timedelta(days=day)
    return Account(name.lower(), kind, name, (site,), created_at=at, changed_at=at, state=state)


@pytest.mark.parametrize(
    ("accounts", "picked", "chosen"),
    [
        ([account("Old"), account("New", 1)], None, "New"),
        ([account("Old"), account("New", 1)], "old", "Old"),
        ([account("Old"), account("New", 1)], "OLD", "Old"),
        ([account("Jar"), account("Login", 1, K.LOGIN)], None, "Login"),
        ([account("Good"), account("Stale", 1, state=S.STALE)], None, "Good"),
        ([account("Soon"), account("Expired", 1, state=S.EXPIRED)], None, "Soon"),
        ([account("Expired", state=S.EXPIRED), account("Stale", state=S.STALE)], None, "Stale"),
        ([account("Lost", state=S.UNREADABLE)], None, None),
        ([account("Far", site="other.org")], None, None),
        ([account("Far", site="other.org"), account("Near")], "Far", "Near"),
        ([account("Proxy", kind=K.PROXY), account("Film", kind=K.VIDEO_PASSWORD)], None, None),
    ],
)
def test_a_link_is_asked_with_one_account(accounts, picked, chosen):
    found = identity_for(accounts, LINK, picked)
    assert (found and found.name) == chosen


def test_a_picked_account_that_is_gone_or_damaged_is_no_reason_to_go_without():
    with pytest.raises(UnknownAccount, match="“Work” is not there any more"):
        identity_for([account("Home")], LINK, "Work")
    with pytest.raises(UnknownAccount, match="that was picked"):
        identity_for([], LINK, "00000000-0000-4000-8000-000000000000")
    with pytest.raises(SecretUnreadable):
        identity_for([account("Lost", state=S.UNREADABLE)], LINK, "lost")


def test_a_short_link_is_asked_with_the_account_of_its_site():
    found = identity_for([account("Tube", site="youtube.com")], "https://youtu.be/abc", None)
    assert found is not None


def test_of_a_name_that_two_kinds_have_the_one_that_says_who_one_is_counts():
    two = [account("Me", kind=K.VIDEO_PASSWORD), account("me", kind=K.LOGIN)]
    assert find(two, " ME ").kind is K.LOGIN


def test_the_newest_of_a_kind_counts():
    two = [account("A", kind=K.VIDEO_PASSWORD), account("B", 1, K.VIDEO_PASSWORD)]
    assert newest_for(two, K.VIDEO_PASSWORD, {"example.com"}).name == "B"
    assert newest_for(two, K.PROXY, {"example.com"}) is None


def test_a_name_that_is_taken_gets_a_number_or_is_refused():
    taken = [account("Work"), account("work (2)")]
    assert free_name("Work", K.COOKIES, taken) == "Work (3)"
    assert free_name("Work", K.LOGIN, taken) == "Work"
    assert checked_name("  Home\n sweet  home ", K.COOKIES, taken) == "Home sweet home"
    for wrong, said in (("WORK", "already"), (" ", "Give"), ("x" * 81, "80")):
        with pytest.raises(UserError, match=said):
            checked_name(wrong, K.COOKIES, taken)


def test_a_client_is_lent_what_it_handed_over_and_nobody_else_s():
    every = [
        account("User"),
        replace(account("Own"), client_id="a"),
        replace(account("Foreign"), client_id="b"),
    ]
    assert [one.name for one in lendable_to("a", every)] == ["Own"]
    assert [one.name for one in lendable_to(None, every)] == ["User"]


def test_what_was_picked_for_a_client_is_lent_to_it_whosever_it_is():
    users, others = account("User", 3), replace(account("Other", 2), client_id="other")
    own = replace(account("Own"), client_id="me")
    assert identity_for([users, others, own], LINK, None, "me") == own
    assert identity_for([users, others], LINK, None, "me") is None
    assert identity_for([users, others], LINK, users.id, "me") == users


def test_what_a_client_handed_over_is_used_for_the_users_own_job_only_when_it_was_picked():
    handed, own = replace(account("Work", 3), id="planted", client_id="other"), account("Work", kind=K.LOGIN)
    expired = replace(own, state=AccountState.EXPIRED)
    assert identity_for([handed], LINK, None) is None
    assert identity_for([handed, expired], LINK, None) == expired
    assert identity_for([handed], LINK, "planted") == handed
    assert identity_for([handed, own], LINK, "Work") == own
    others = replace(handed, name="Handed")
    assert pickable_names([others, own]) == ("Work",)
    assert pickable_names([others, own], by_hand=True) == ("Handed", "Work")
