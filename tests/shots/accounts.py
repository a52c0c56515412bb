"""Accounts: their card in several states, every dialog, the notice of the vault and the failed download."""

import asyncio
import dataclasses
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication, QDialog

from mediadl.domain.accounts import (
    Account,
    AccountKind,
    AccountSource,
    AccountState,
    KeyringProblem,
    VaultStatus,
)
from mediadl.domain.events import VaultChanged
from mediadl.domain.failures import FailureKind, failure
from mediadl.domain.job import JobState
from mediadl.ui.account_forms.new_account import Jar
from mediadl.ui.dialogs.add_account import WAYS, AddAccountDialog, Wanted
from mediadl.ui.rail import Place
from tests.helpers.jars import a_jar
from tests.helpers.jobs import a_job
from tests.shots.looks import LOOKS, Look

if TYPE_CHECKING:
    from tests.shots.__main__ import Photographer

_NOW = datetime.now(UTC)
_USED = Account(
    id="1",
    kind=AccountKind.COOKIES,
    name="example.org",
    domains=("example.org", "media.example.net"),
    created_at=_NOW - timedelta(days=40),
    changed_at=_NOW - timedelta(days=3),
    source=AccountSource.FILE,
    cookie_count=14,
    expires_at=_NOW + timedelta(days=90),
    tested_at=_NOW,
    test_result="It lets you in: with it the page shows a video, without it the site asks for a login.",
)


def _like(number: int, **changes: Any) -> Account:
    return dataclasses.replace(_USED, id=str(number), test_result="", **changes)


_ALL = (
    _USED,
    _like(2, name="Work", domains=("videos.example",), state=AccountState.EXPIRES_SOON,
          expires_at=_NOW + timedelta(days=2), source=AccountSource.BROWSER),
    _like(3, name="Old phone", state=AccountState.EXPIRED, expires_at=_NOW - timedelta(days=12)),
    _like(4, name="Second one", state=AccountState.STALE),
    _like(5, name="ada at club.example", kind=AccountKind.LOGIN, username="ada", domains=("club.example",),
          expires_at=None, source=AccountSource.TYPED),
    _like(6, name="Account that cannot be read", state=AccountState.UNREADABLE, domains=()),
)  # fmt: skip
_LOCKED = VaultStatus(
    False,
    KeyringProblem.LOCKED,
    "The system's keyring is locked, so accounts are kept until MediaDL ends. Unlock it, then try again.",
)


async def account_views(photographer: "Photographer") -> None:
    """Everything of accounts that a user sees."""
    window, engine = photographer.window, photographer.engine
    card = window.settings_view.accounts
    denied = failure(FailureKind.LOGIN_NEEDED, host="example.org", detail="ERROR: Sign in to see this")
    job = a_job(JobState.FAILED, id="gated", url="https://example.org/v", title="For members", failure=denied)
    await engine.remove_many([one.id for one in engine.jobs])
    await engine._queue.add([job])
    before = engine.accounts.status
    for look in LOOKS:
        await photographer.wear(look)
        await _take_cards(photographer, look)
        for way in WAYS:
            card.ask_for_account(Wanted(way=way, site="example.org"))
            await _take_dialog(photographer, f"account-add-{way}", look)
        card.ask_for_account(Wanted(jar=Jar(a_jar("example.org"), AccountSource.PASTED)))
        await _take_dialog(photographer, "account-add-found", look)
        card.ask_for_account(Wanted(jar=Jar(b"<html><body>no", AccountSource.PASTED)))
        await _take_dialog(photographer, "account-add-refused", look)
        card.show_accounts(_ALL)
        card.list.select(0)
        for name in ("edit", "test", "export"):
            getattr(card, name).click()
            await _take_dialog(photographer, f"account-{name}", look)
        engine.bus.publish(VaultChanged(before))
        window.show_place(Place.QUEUE)
        window.queue_view.actions_.details_requested.emit(job.id)
        await _take_dialog(photographer, "account-failed", look)
    await engine.remove_many([job.id])


async def _take_cards(photographer: "Photographer", look: Look) -> None:
    """The card with nothing on it, with every state, and without a keyring."""
    window, card = photographer.window, photographer.window.settings_view.accounts
    window.show_place(Place.SETTINGS)
    shown = {
        "none": (),
        "all": _ALL,
        "session": tuple(dataclasses.replace(one, is_saved=False) for one in _ALL[:2]),
    }
    for name, accounts in shown.items():
        photographer.engine.bus.publish(
            VaultChanged(_LOCKED if name == "session" else VaultStatus(is_open=True))
        )
        card.show_accounts(accounts)
        card.list.select(0)
        await asyncio.sleep(0.1)
        window.settings_view.show_card(card)
        await photographer.take(f"accounts-{name}", look)


async def _take_dialog(photographer: "Photographer", name: str, look: Look) -> None:
    await asyncio.sleep(0.5)
    (dialog,) = [
        one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()
    ]
    dialog.resize(dialog.size().boundedTo(photographer.window.size()))
    await photographer.take(name, look, dialog)
    dialog.reject() if isinstance(dialog, AddAccountDialog) else dialog.close()
    await asyncio.sleep(0.2)
