"""Asks for an account: the ways to get one, a form for each, its name; adding it is the engine's."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Literal

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mediadl.domain.account_choice import MAX_NAME
from mediadl.domain.accounts import Account, AccountKind
from mediadl.domain.errors import UserError
from mediadl.engine.accounts import Accounts
from mediadl.ui import icons
from mediadl.ui.account_forms.browser_form import BrowserForm
from mediadl.ui.account_forms.form import AccountForm
from mediadl.ui.account_forms.jar_form import JarForm
from mediadl.ui.account_forms.login_form import LoginForm
from mediadl.ui.account_forms.new_account import Jar, NewAccount, add_to
from mediadl.ui.dialogs.foot import DialogFoot, lay_over
from mediadl.ui.operations import Operations
from mediadl.ui.tab_order import walk
from mediadl.ui.theme import Theme, restyle
from mediadl.ui.views.flow_layout import FlowLayout
from mediadl.ui.views.settings.card import labelled

Way = Literal["cookies", "browser", "login", "video_password", "proxy"]
WAYS: Mapping[Way, tuple[str, str]] = {
    "cookies": ("&Cookies", "key"),
    "browser": ("From a &browser", "link"),
    "login": ("&Login", "account"),
    "video_password": ("&Video password", "video"),
    "proxy": ("&Proxy login", "options"),
}
"""Words with the key behind “&”, and the icon of each."""
_TYPED: Mapping[Way, AccountKind] = {
    "login": AccountKind.LOGIN,
    "video_password": AccountKind.VIDEO_PASSWORD,
    "proxy": AccountKind.PROXY,
}


@dataclass(frozen=True)
class Wanted:
    """What is known of the account before anything is asked."""

    way: Way = "cookies"
    site: str = ""
    """Host that it is for."""
    jar: Jar | None = None
    """Cookies that were pasted or dropped."""
    file: str = ""
    """Path of a file with cookies."""


async def add_account(
    parent: QWidget, accounts: Accounts, operations: Operations, theme: Theme, wanted: Wanted | None = None
) -> Account | None:
    """Ask for an account and have it added; None when the user cancels. The dialog is modal to its window."""
    dialog = AddAccountDialog(operations, theme, wanted or Wanted(), parent)
    proposals: asyncio.Queue[NewAccount | None] = asyncio.Queue()
    dialog.proposed.connect(proposals.put_nowait)
    dialog.rejected.connect(partial(proposals.put_nowait, None))
    dialog.open()
    try:
        while (new := await proposals.get()) is not None:
            try:
                account = await add_to(accounts, new)
            except UserError as error:
                if proposals.empty():
                    dialog.refuse(str(error))
                continue
            if proposals.empty():
                dialog.done(QDialog.DialogCode.Accepted)
                return account
            await accounts.delete(account.id)  # it was cancelled meanwhile
    except asyncio.CancelledError:
        dialog.reject()
        raise
    return None


class AddAccountDialog(QDialog):
    """`proposed(NewAccount)` fires on its button; who listens closes it, or says why not with `refuse`."""

    proposed = Signal(object)

    def __init__(
        self, operations: Operations, theme: Theme, wanted: Wanted, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWindowTitle("Add an account")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        jar_form = JarForm(operations, theme, "" if wanted.way == "proxy" else wanted.site)
        self.forms: dict[Way, AccountForm] = {"cookies": jar_form, "browser": BrowserForm(theme)}
        for way, kind in _TYPED.items():
            self.forms[way] = LoginForm(
                kind, theme, wanted.site if (way == "proxy") == (wanted.way == "proxy") else ""
            )
        self.ways = {way: self._chip(way) for way in WAYS}
        self.name = QLineEdit(self)
        self.words = QLabel(self)
        self.add, self.cancel = QPushButton("Add account", self), QPushButton("Cancel", self)
        self._is_adding = False
        self._lay_out()
        self._connect()
        self.ways[wanted.way].setChecked(True)
        self._show_way()
        self.form.stops[0].setFocus()
        if wanted.jar is not None:
            jar_form.take(wanted.jar)
        elif wanted.file:
            jar_form.take_file(wanted.file)
        wanted_size = QSize(72 * theme.metrics.unit, 66 * theme.metrics.unit)
        self.resize(wanted_size.boundedTo(self.screen().availableSize() * 0.9))

    @property
    def way(self) -> Way:
        """The way that is chosen."""
        return next(way for way, chip in self.ways.items() if chip.isChecked())

    @property
    def form(self) -> AccountForm:
        """The form of that way."""
        return self.forms[self.way]

    def accept(self) -> None:
        """Propose what is entered, unless something is missing."""
        if self.form.missing or self._is_adding:
            self._say(self.form.missing, is_wrong=True)
            return
        self._is_adding = True
        self.add.setEnabled(False)
        self._say(f"Reading the cookies of {self.form.usual_name}…" if self.way == "browser" else "Adding…")
        self.proposed.emit(self.form.new(self.name.text().strip() or None))

    def refuse(self, sentence: str) -> None:
        """Say why it cannot be added; everything that was entered stays."""
        self._is_adding = False
        self.add.setEnabled(True)
        self._say(sentence, is_wrong=True)

    def done(self, result: int) -> None:
        """Close, and keep nothing of what was entered."""
        for form in self.forms.values():
            form.forget()
        super().done(result)

    # --- inside ---------------------------------------------------------------------------------------------

    def _chip(self, way: Way) -> QPushButton:
        text, icon = WAYS[way]
        chip = QPushButton(icons.icon(icon, self._theme, "text", "accent"), text, self)
        chip.setCheckable(True)
        chip.setAutoDefault(False)
        chip.setProperty("kind", "chip")
        return chip

    def _connect(self) -> None:
        group = QButtonGroup(self)
        for chip in self.ways.values():
            group.addButton(chip)
        group.buttonClicked.connect(self._on_way_chosen)
        for form in self.forms.values():
            form.changed.connect(self._on_changed)
        self.add.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)

    def _on_way_chosen(self) -> None:
        self._show_way()
        self._on_changed()

    def _show_way(self) -> None:
        for way, form in self.forms.items():
            form.setVisible(way == self.way)
        self._on_changed()
        walk([*self.ways.values(), *self.form.stops, self.name, self.cancel, self.add])

    def _on_changed(self) -> None:
        self.name.setPlaceholderText(self.form.usual_name or "As its site")
        if not self._is_adding:
            self.add.setEnabled(not self.form.missing)
            self._say("")

    def _say(self, words: str, *, is_wrong: bool = False) -> None:
        self.words.setText(words)
        self.words.setVisible(bool(words))
        restyle(self.words, role="danger" if is_wrong else "muted")

    def _lay_out(self) -> None:
        inside, chips = QWidget(), QWidget()
        flow = FlowLayout(chips)
        flow.setSpacing(self._theme.metrics.space_s)
        for chip in self.ways.values():
            flow.addWidget(chip)
        chips.setAccessibleName("Kind of account")
        self.name.setAccessibleName("Name of the account")
        self.name.setMaxLength(MAX_NAME)
        column = QVBoxLayout(inside)
        column.setContentsMargins(*(self._theme.metrics.space_l,) * 4)
        column.setSpacing(self._theme.metrics.space_m)
        for widget in (chips, *self.forms.values(), labelled("Name", self.name), self.name):
            column.addWidget(widget)
        column.addStretch(1)
        lay_over(inside, "Account", DialogFoot(self.words, (self.cancel, self.add), self._theme, self), self)
