"""Every state of an account has a look of its own."""

from dataclasses import replace

from mediadl.domain.accounts import AccountState
from mediadl.ui import icons
from mediadl.ui.account_status import look_of
from mediadl.ui.palette import LIGHT
from tests.domain.test_account_words import JAR


def test_every_state_has_an_icon_and_no_two_are_alike():
    looks = [look_of(replace(JAR, state=state)) for state in AccountState]
    assert len({look.icon for look in looks}) == len(looks)
    assert all(look.icon in icons.names() and hasattr(LIGHT, look.tone) for look in looks)
