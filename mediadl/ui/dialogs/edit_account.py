"""Changes an account: its name, and what is typed anew; saving is the engine's."""

from __future__ import annotations

import asyncio
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from mediadl.domain.account_choice import MAX_NAME
from mediadl.domain.accounts import Account, AccountKind
from mediadl.domain.errors import UserError
from mediadl.engine.accounts import Accounts
from mediadl.ui.account_forms.jar_form import JarForm
from mediadl.ui.dialogs.foot import DialogFoot, lay_over
from mediadl.ui.operations import Operations
from mediadl.ui.password_field import PasswordField
from mediadl.ui.theme import Theme, restyle
from mediadl.ui.views.settings.card import labelled, small

_KEEPS = "Leave it empty to keep the one that is there."
_FRESH = "Fresh cookies take the place of those that are there; without any, they stay."


async def edit_account(
    parent: QWidget, account: Account, accounts: Accounts, operations: Operations, theme: Theme
) -> None:
    """Let the user change an account, and have it saved."""
    dialog = EditAccountDialog(account, operations, theme, parent)
    answers: asyncio.Queue[bool] = asyncio.Queue()
    dialog.proposed.connect(partial(answers.put_nowait, True))
    dialog.rejected.connect(partial(answers.put_nowait, False))
    dialog.open()
    try:
        while await answers.get():
            try:
                await _save(dialog, account, accounts)
            except UserError as error:
                if answers.empty():
                    dialog.refuse(str(error))
                continue
            if answers.empty():
                dialog.done(QDialog.DialogCode.Accepted)
            return
    except asyncio.CancelledError:
        dialog.reject()
        raise


async def _save(dialog: EditAccountDialog, account: Account, accounts: Accounts) -> None:
    name, data = dialog.name.text().strip(), dialog.fresh_cookies
    username, password = dialog.username.text().strip(), dialog.password.text
    if name != account.name:
        await accounts.rename(account.id, name)
    if data is not None:
        await accounts.update_secret(account.id, data=data)
    elif password or (username and username != account.username):
        await accounts.update_secret(account.id, username=username or None, password=password or None)


class EditAccountDialog(QDialog):
    """`proposed()` fires on Save; who listens closes it, or says why not with `refuse`."""

    proposed = Signal()

    def __init__(
        self, account: Account, operations: Operations, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._account = account
        self.setWindowTitle(f"Account “{account.name}”")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.name, self.username = QLineEdit(account.name, self), QLineEdit(account.username, self)
        self.password = PasswordField("New password", theme, self)
        self.jar = JarForm(operations, theme, ", ".join(account.domains[:1]), self)
        self.words = QLabel(self)
        self.save, self.cancel = QPushButton("Save", self), QPushButton("Cancel", self)
        self._lay_out(theme)
        self.words.hide()
        self.name.textChanged.connect(self._on_changed)
        self.jar.changed.connect(self._on_changed)
        self.save.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)
        self.name.selectAll()
        self.name.setFocus()
        wanted = QSize(64 * theme.metrics.unit, 52 * theme.metrics.unit)
        self.resize(wanted.boundedTo(self.screen().availableSize() * 0.9))

    @property
    def fresh_cookies(self) -> bytes | None:
        """Cookies that are to take the place of the old ones."""
        return None if self.jar.missing else self.jar.new(None).jar.data

    def accept(self) -> None:
        """Propose what is entered."""
        if self.save.isEnabled():
            self.save.setEnabled(False)
            self.proposed.emit()

    def refuse(self, sentence: str) -> None:
        """Say why it cannot be saved; everything that was entered stays."""
        self.words.setText(sentence)
        self.words.show()
        restyle(self.words, role="danger")
        self.save.setEnabled(True)

    def done(self, result: int) -> None:
        """Close, and keep nothing of what was entered."""
        self.password.forget()
        self.jar.forget()
        super().done(result)

    def _on_changed(self) -> None:
        self.words.hide()
        self.save.setEnabled(bool(self.name.text().strip()))

    def _lay_out(self, theme: Theme) -> None:
        kind, inside = self._account.kind, QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(*(theme.metrics.space_l,) * 4)
        column.setSpacing(theme.metrics.space_s)
        self.name.setMaxLength(MAX_NAME)
        lines: list[tuple[str, QWidget, str]] = [("Name", self.name, "")]
        if kind in {AccountKind.LOGIN, AccountKind.PROXY}:
            lines.append(("User name", self.username, ""))
        if kind in {AccountKind.LOGIN, AccountKind.PROXY, AccountKind.VIDEO_PASSWORD}:
            lines.append(("New password", self.password, _KEEPS))
        for text, field, hint in lines:
            field.setAccessibleName(text)
            for widget in (labelled(text, field), field, *([small(hint)] if hint else [])):
                column.addWidget(widget)
        for optional in (self.username, self.password, self.jar):
            optional.setVisible(any(field is optional for _text, field, _hint in lines))
        if kind is AccountKind.COOKIES:
            self.jar.setVisible(True)
            column.addWidget(small(_FRESH))
            column.addWidget(self.jar)
        column.addStretch(1)
        lay_over(inside, "Account", DialogFoot(self.words, (self.cancel, self.save), theme, self), self)
