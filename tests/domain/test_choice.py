"""Keys find an entry again in a list that has changed meanwhile."""

import pytest

from mediadl.domain.choice import Choice, EntryKey, EntryKeys, chosen
from mediadl.domain.entry_states import state_of
from mediadl.domain.options import DownloadOptions
from tests.helpers.choices import an_entry


def test_a_key_holds_wherever_the_entry_stands_and_tells_repeats_apart():
    keys = EntryKeys()
    entries = [an_entry(1), an_entry(2), an_entry(3, url=an_entry(1).url)]
    assert [keys.key_of(entry) for entry in entries] == [
        EntryKey("https://example.com/1"),
        EntryKey("https://example.com/2"),
        EntryKey("https://example.com/1", 1),
    ]


def test_a_choice_survives_as_text():
    choice = Choice(
        everything=False,
        range="1-3",
        checked=(EntryKey("https://x/1"),),
        unchecked=(EntryKey("https://x/2", 1),),
        preset="best",
        own_options=((EntryKey("https://x/3"), DownloadOptions(quality="480p")),),
    )
    assert Choice.model_validate_json(choice.model_dump_json(exclude_defaults=True)) == choice


LIST = [an_entry(1), an_entry(2), an_entry(3, availability="private"), an_entry(4, url=an_entry(2).url)]


@pytest.mark.parametrize(
    ("choice", "taken", "indexes"),
    [
        (Choice(), (), [1, 2, 4]),
        (Choice(everything=False), (), []),
        (Choice(unchecked=(EntryKey(LIST[1].url),)), (), [1, 4]),
        (Choice(everything=False, checked=(EntryKey(LIST[1].url, 1), EntryKey(LIST[2].url))), (), [3, 4]),
        (Choice(everything=False, range="2-3"), (), [2, 3]),
        (Choice(everything=False, range="7"), (), []),
        (Choice(), {LIST[1].url}, [1]),
    ],
)
def test_a_choice_of_a_whole_list_is_what_its_check_boxes_were(choice, taken, indexes):
    states = [state_of(entry) for entry in LIST]
    assert chosen(choice, LIST, states, taken) == indexes
