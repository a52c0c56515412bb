"""Which entries are checked, as the list grows and commands come."""

import pytest

from mediadl.domain.choice import Choice, EntryKey
from mediadl.domain.errors import InvalidItems
from mediadl.ui.models.entries_checks import EntriesChecks
from tests.helpers.choices import an_entry, some_entries


def with_entries(count: int) -> EntriesChecks:
    checks = EntriesChecks()
    checks.append(some_entries(count))
    return checks


def test_all_are_checked_at_first_but_not_what_cannot_be_watched():
    checks = EntriesChecks()
    checks.append([an_entry(1), an_entry(2, availability="private"), an_entry(3, availability="unlisted")])
    assert checks.indexes() == [1, 3]
    assert checks.count == 2


def test_the_lengths_of_the_checked_ones_add_up():
    checks = EntriesChecks()
    checks.append([an_entry(1, duration_s=60.0), an_entry(2, duration_s=None), an_entry(3, duration_s=30.0)])
    assert (checks.duration_s, checks.unknown_durations) == (90.0, 1)
    checks.put([0, 1], checked=False)
    assert (checks.duration_s, checks.unknown_durations) == (30.0, 0)


@pytest.mark.parametrize(("checked", "indexes"), [(True, [1, 2, 3, 4]), (False, [])])
def test_a_command_for_all_holds_for_entries_still_to_come(checked, indexes):
    checks = with_entries(2)
    checks.put_all([0, 1], checked, whole=True)
    checks.append(some_entries(2, first=3))
    assert checks.indexes() == indexes


def test_a_command_for_what_is_shown_leaves_the_rest_alone():
    checks = with_entries(4)
    checks.put_all([1, 2], checked=False, whole=False)
    assert checks.indexes() == [1, 4]
    checks.append(some_entries(1, first=5))
    assert checks.indexes() == [1, 4, 5]


def test_inverting_turns_all_around_but_what_cannot_be_watched():
    checks = EntriesChecks()
    checks.append([an_entry(1), an_entry(2), an_entry(3, availability="private")])
    checks.put([0], checked=False)
    checks.invert([0, 1, 2], whole=True)
    assert checks.indexes() == [1]


def test_what_cannot_be_watched_can_be_checked_by_hand():
    checks = EntriesChecks()
    checks.append([an_entry(1, availability="private")])
    checks.put([0], checked=True)
    assert checks.indexes() == [1]


@pytest.mark.parametrize(
    ("expression", "before", "after"),
    [
        ("2-3", [2, 3], [2, 3]),
        ("3-", [3, 4], [3, 4, 5, 6]),
        ("-2:", [3, 4], [5, 6]),
        ("1,-1:", [1, 4], [1, 6]),
    ],
)
def test_a_range_goes_on_meaning_the_same_as_the_list_grows(expression, before, after):
    checks = with_entries(4)
    checks.select(expression)
    assert checks.indexes() == before
    checks.append(some_entries(2, first=5))
    assert checks.indexes() == after


def test_what_was_checked_by_hand_after_a_range_stays():
    checks = with_entries(4)
    checks.select("-1:")
    checks.put([0], checked=True)
    checks.append(some_entries(1, first=5))
    assert checks.indexes() == [1, 4, 5]


def test_a_range_counts_as_the_list_does_where_numbers_are_missing():
    checks = EntriesChecks()
    checks.append([an_entry(1), an_entry(3), an_entry(4)])
    checks.select("3-")
    assert checks.indexes() == [3, 4]


def test_a_range_that_selects_nothing_changes_nothing():
    checks = with_entries(3)
    with pytest.raises(InvalidItems):
        checks.select("9")
    assert checks.indexes() == [1, 2, 3]


def _by_hand(checks: EntriesChecks) -> None:
    checks.put([0], checked=False)
    checks.put([4], checked=True)


def _by_range(checks: EntriesChecks) -> None:
    checks.select("-2:")
    _by_hand(checks)


def _none_but_one(checks: EntriesChecks) -> None:
    checks.put_all(range(6), checked=False, whole=True)
    checks.put([3], checked=True)


def _inverted(checks: EntriesChecks) -> None:
    checks.put([2], checked=False)
    checks.invert(range(6), whole=True)


@pytest.mark.parametrize("choose", [_by_hand, _by_range, _none_but_one, _inverted])
def test_what_was_chosen_comes_back_while_the_list_is_read_again(choose):
    entries = [*some_entries(4), an_entry(5, availability="private"), an_entry(6, url=an_entry(1).url)]
    before = EntriesChecks()
    before.append(entries)
    choose(before)
    after = EntriesChecks()
    after.restore(before.described(Choice()))
    for entry in entries:
        assert after.described(Choice()).everything is before.described(Choice()).everything
        after.append([entry])
    assert after.indexes() == before.indexes()
    assert after.described(Choice()) == before.described(Choice())


def test_what_was_chosen_meets_entries_in_other_places():
    before = with_entries(3)
    before.put([1], checked=False)
    after = EntriesChecks()
    after.restore(before.described(Choice()))
    after.append([an_entry(1, url="https://example.com/new"), an_entry(2), *some_entries(1)])
    after.append([an_entry(4, url=an_entry(2).url)])
    assert after.indexes() == [1, 1, 4]


@pytest.mark.parametrize(
    ("command", "indexes"),
    [
        (lambda checks: checks.put_all([0], True, whole=True), [1, 2, 3]),
        (lambda checks: checks.invert([0], whole=True), [3]),
        (lambda checks: checks.select("1-"), [1, 2, 3]),
        (lambda checks: checks.put([0], False), [2]),
    ],
)
def test_a_command_for_all_holds_for_what_was_chosen_of_entries_still_to_come(command, indexes):
    checks = EntriesChecks()
    checks.restore(Choice(unchecked=(EntryKey(an_entry(3).url),)))
    checks.append([an_entry(1)])
    command(checks)
    checks.append([an_entry(2), an_entry(3)])
    assert checks.indexes() == indexes
