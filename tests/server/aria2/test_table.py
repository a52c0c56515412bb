"""The table of methods: nothing is open by oversight."""

from mediadl.server.aria2.table import DISABLED, LIST_METHODS, LIST_NOTIFICATIONS, METHODS, NOTIFICATIONS
from mediadl.server.route import RateClass


def test_only_the_lists_of_names_need_no_token() -> None:
    assert {name for name, method in METHODS.items() if not method.scopes} == {
        LIST_METHODS,
        LIST_NOTIFICATIONS,
    }


def test_what_adds_counts_as_adding() -> None:
    assert {name for name, method in METHODS.items() if method.rate is RateClass.SUBMIT} == {"aria2.addUri"}


def test_no_method_is_offered_and_disabled() -> None:
    assert not DISABLED & METHODS.keys()
    assert len(NOTIFICATIONS) == 5
