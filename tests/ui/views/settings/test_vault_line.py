"""The card says where accounts are kept, and offers to try again only where that may help."""

import pytest

from mediadl.domain.accounts import KeyringProblem, VaultStatus
from mediadl.ui.theme import Theme
from mediadl.ui.views.settings.vault_line import VaultLine


@pytest.mark.parametrize(
    ("status", "words", "offers"),
    [
        (VaultStatus(is_open=True), "Sealed on this computer", False),
        (VaultStatus(is_open=False, is_opening=True), "is being opened…", False),
        (VaultStatus(False, KeyringProblem.LOCKED, "The keyring is locked."), "The keyring is locked.", True),
    ],
)
def test_each_status_has_its_words(qt_app, status, words, offers):
    line = VaultLine(Theme())
    line.show_status(status)
    assert (words in line.words.text(), line.again.isHidden()) == (True, not offers)
