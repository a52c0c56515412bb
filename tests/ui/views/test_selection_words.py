"""Sums of what is chosen, in words."""

import pytest

from mediadl.domain.choice import Choice, EntryKey
from mediadl.domain.entry_states import KnownLinks
from mediadl.domain.options import DownloadOptions
from mediadl.ui.models.entries_model import EntriesModel
from mediadl.ui.views import selection_words
from tests.helpers.choices import an_entry, some_entries

SOUND = DownloadOptions(quality="audio_only")


@pytest.mark.parametrize(("count", "words"), [(0, "0 entries"), (1, "1 entry"), (10_000, "10,000 entries")])
def test_entries_are_counted(count, words):
    assert selection_words.entries(count) == words


def test_number_length_and_size_of_what_is_checked(qt_app):
    model = EntriesModel()
    model.append((*some_entries(2), an_entry(3, duration_s=None)))
    usual = DownloadOptions(quality="720p")
    assert selection_words.total(model, usual) == (
        "3 of 3 selected · 2:00 and 1 of unknown length · about 34 MB"
    )  # fmt: skip
    model.check_all(False)
    assert selection_words.total(model, usual) == "0 of 3 selected"


def test_entries_with_options_of_their_own_weigh_what_these_weigh(qt_app):
    model = EntriesModel()
    model.restore(Choice(own_options=((EntryKey(an_entry(1).url), SOUND),)))
    model.append(some_entries(2))
    assert model.estimated_bytes(SOUND) == 2 * 960_000
    assert model.estimated_bytes(DownloadOptions()) == 31_500_000 + 960_000
    model.check_rows([0], False)
    assert model.estimated_bytes(DownloadOptions()) == 31_500_000


def test_what_is_particular_is_said(qt_app):
    model = EntriesModel()
    model.append(some_entries(3))
    assert selection_words.detail(model) == ""
    model.know(KnownLinks(had=frozenset({an_entry(2).url})))
    model.give([0], SOUND)
    model.search("title 1")
    assert selection_words.detail(model) == (
        "1 with options of their own. 1 you already have. "
        "1 shown by search and filter; All, None and Invert act on these."
    )
