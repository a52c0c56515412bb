"""What others may know of the vault: its items and its state."""

from datetime import UTC, datetime

from mediadl.domain.accounts import Account, AccountKind, AccountState, VaultStatus


def test_an_account_is_usable_and_saved_unless_said_otherwise() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    account = Account("id", AccountKind.LOGIN, "Mine", ("site.test",), now, now)
    assert (account.state, account.is_saved) == (AccountState.USABLE, True)


def test_a_vault_that_is_open_has_nothing_to_say() -> None:
    assert VaultStatus(is_open=True).message == ""
