"""Lists opened in lists: whose checks follow whose, and what is kept of all of them."""

import pytest
from PySide6.QtCore import QObject

from mediadl.domain.choice import Choice, EntryKey
from mediadl.domain.inner_lists import inner_id
from mediadl.ui.models.open_lists import OpenLists
from tests.helpers.choices import an_entry, some_entries

URL = "https://example.com/inner"
INNER = inner_id("job", URL)


@pytest.fixture
def lists(qt_app):
    parent = QObject()
    saved: dict[str, Choice] = {}
    made = OpenLists(lambda job_id: saved.get(job_id, Choice()), lambda _model: None, parent)
    made["job"].append((an_entry(1), an_entry(2, url=URL, is_list=True)))
    made.saved = saved
    made.parent = parent
    return made


def test_a_list_that_is_opened_begins_as_its_entry_is_checked(lists):
    lists[INNER].append(some_entries(3, first=11))
    assert lists[INNER].checks.count == 0
    lists.drop("job")
    lists["job"].append((an_entry(2, url=URL, is_list=True),))
    lists["job"].check_link(URL, True)
    lists[INNER].append(some_entries(3, first=11))
    assert lists[INNER].checks.count == 3


def test_checks_follow_outwards_and_inwards(lists):
    lists[INNER].append(some_entries(3, first=11))
    lists[INNER].check_rows([1], True)
    lists.follow(INNER)
    assert lists["job"].is_link_checked(URL)
    assert (lists.chosen_elsewhere("job"), lists.chosen_elsewhere(INNER)) == (1, 1)
    lists["job"].check_link(URL, False)
    lists.follow("job")
    assert lists[INNER].checks.count == 0


def test_what_is_chosen_within_is_described_and_comes_back(lists):
    lists["job"].check_link(URL, True)
    lists[INNER].append(some_entries(2, first=11))
    lists[INNER].check_rows([0], False)
    choice = lists.described("job", Choice(preset="best"))
    assert choice.preset == "best"
    assert choice.within(URL).unchecked == (EntryKey(an_entry(11).url),)
    lists.drop("job")
    lists.saved["job"] = choice
    lists["job"].append((an_entry(1), an_entry(2, url=URL, is_list=True)))
    lists[INNER].append(some_entries(2, first=11))
    assert lists[INNER].checks.indexes() == [12]


def test_a_list_that_is_read_anew_keeps_its_checks(lists):
    lists["job"].check_rows([0], False)
    lists.read_again("job").append((an_entry(1),))
    assert (lists["job"].checks.count, lists.jobs()) == (0, ["job"])
