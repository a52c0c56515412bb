"""The list accepts what it names and what is newer than itself, and nothing that is older."""

import pytest

from mediadl.vault.manifest import UNTRUSTED, Manifest

LISTED = Manifest().with_item("a").with_item("b").with_item("a").without("b")  # a: 3, the list itself: 4


@pytest.mark.parametrize(
    ("item_id", "revision", "accepted"),
    [
        ("a", 3, True),
        ("a", 1, False),  # an older version of it
        ("a", 4, False),
        ("a", 5, True),  # written, and then the program was killed
        ("b", 2, False),  # it was deleted, and somebody put it back
        ("b", 5, True),
        ("new", 4, False),
        ("new", 5, True),
    ],
)
def test_only_the_newest_version_is_accepted(item_id: str, revision: int, accepted: bool) -> None:
    assert LISTED.accepts(item_id, revision) == accepted


def test_every_change_has_a_number_of_its_own() -> None:
    assert (LISTED.items, LISTED.revision) == ({"a": 3}, 4)
    assert LISTED.with_key("k").with_key("l").revision == 6


def test_what_was_found_keeps_its_number_and_moves_the_list_s() -> None:
    found = LISTED.with_item("c", 9)
    assert (found.items["c"], found.revision) == (9, 9)
    assert LISTED.with_item("c", UNTRUSTED).revision == 4
    assert not LISTED.with_item("c", UNTRUSTED).accepts("c", 2)


def test_the_key_in_use_stands_first_and_older_ones_stay_until_they_are_struck_off() -> None:
    keyed = Manifest().with_key("old").with_key("new")
    assert (keyed.key_id, keyed.keys) == ("new", ("new", "old"))
    assert keyed.without_keys(("old",)).keys == ("new",)
    assert Manifest().key_id is None
