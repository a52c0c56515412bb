"""Options of single entries, as the list grows and is read again."""

from mediadl.domain.choice import Choice, EntryKeys
from mediadl.domain.options import DownloadOptions
from mediadl.ui.models.entries_own import EntriesOwn
from tests.helpers.choices import some_entries

SOUND = DownloadOptions(quality="audio_only")


def test_options_meet_their_entries_again_wherever_these_stand():
    keys = EntryKeys()
    named = [keys.key_of(entry) for entry in some_entries(3)]
    own = EntriesOwn()
    own.put([0, 2], SOUND)
    own.put([0], None)
    choice = own.described(Choice(preset="best"), named)
    assert (choice.preset, choice.own_options) == ("best", ((named[2], SOUND),))
    again = EntriesOwn()
    again.restore(choice)
    assert not again.append(named[:2], start=4)
    assert again.append(named[2:], start=6)
    assert list(again) == [(6, SOUND)]
    assert (again[6], again[0]) == (SOUND, None)


def test_options_whose_entries_have_not_come_yet_are_kept():
    choice = Choice(own_options=((EntryKeys().key_of(some_entries(1)[0]), SOUND),))
    own = EntriesOwn()
    own.restore(choice)
    assert not own
    assert own.described(Choice(), []) == choice
