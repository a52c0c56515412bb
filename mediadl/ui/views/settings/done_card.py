"""The card of what happens when the last download has ended, with the command that may be run."""

from __future__ import annotations

import asyncio
import shlex
import shutil
from collections.abc import Mapping

from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from mediadl.domain.errors import UserError
from mediadl.domain.settings import Settings
from mediadl.engine.engine import Engine
from mediadl.ui.operations import Operations
from mediadl.ui.theme import Theme
from mediadl.ui.views.settings.card import Problem, SettingsCard, labelled, quiet, small

ACTIONS: Mapping[str, str] = {
    "nothing": "Do nothing",
    "notify": "Show a notification",
    "quit": "Quit MediaDL",
    "sleep": "Put the computer to sleep",
    "shut_down": "Shut the computer down",
    "run_command": "Run a command",
}
_COUNTDOWN = "Before MediaDL quits, or the computer sleeps or shuts down, there are 30 seconds to cancel it."


class DoneCard(SettingsCard):
    """See the module."""

    def __init__(
        self, engine: Engine, operations: Operations, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__("When everything is done", engine, operations, theme, parent)
        self.action = QComboBox(self)
        self.command = QLineEdit(self)
        self.problem = Problem(self.command, self)
        self._command_part = QWidget(self)
        self._build()
        self.action.activated.connect(self._on_action_chosen)
        self.command.editingFinished.connect(self._on_command_edited)
        self.finish()

    def show_settings(self, settings: Settings) -> None:
        """Show these, changing nothing."""
        with quiet(self.action, self.command):
            self.action.setCurrentIndex(self.action.findData(settings.when_done))
            if not self.command.hasFocus():
                self.command.setText(settings.when_done_command)
        self._show_command_part(settings.when_done)

    def _build(self) -> None:
        self.prepare("When everything is done", self.action)
        for name, text in ACTIONS.items():
            self.action.addItem(text, name)
        self.command.setPlaceholderText('program argument "argument with spaces"')
        self.command.setAccessibleName("Command")
        column = QVBoxLayout(self._command_part)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(labelled("Command", self.command))
        column.addWidget(self.command)
        column.addWidget(small("It is run directly, without a shell: no pipes and no variables."))
        column.addWidget(self.problem)
        self.add_row("When the last download has ended", self.action)
        self.add(self._command_part)
        self.add(small(_COUNTDOWN))

    def _on_action_chosen(self) -> None:
        self.operations.change_settings(when_done=self.action.currentData())
        self._show_command_part(self.action.currentData())
        if self.action.currentData() == "run_command":
            self.command.setFocus()

    def _show_command_part(self, action: str) -> None:
        self._command_part.setVisible(action == "run_command")

    def _on_command_edited(self) -> None:
        self.operations.run(self._use(self.command.text().strip()), name="check the command")

    async def _use(self, text: str) -> None:
        try:
            await asyncio.to_thread(check_command, text)
        except UserError as error:
            self.problem.say(str(error))
            return
        self.problem.say("")
        if text != self.engine.settings.when_done_command:
            await self.engine.change_settings(when_done_command=text)


def check_command(text: str) -> None:
    """Look whether a command can be run, running nothing. This looks at the disk: call it in a thread.

    Raises:
        UserError: with the sentence that says why not.
    """
    try:
        words = shlex.split(text)
    except ValueError:
        raise UserError("A quotation mark is opened and not closed.") from None
    if not words:
        raise UserError("Write the program to run and its arguments.")
    if shutil.which(words[0]) is None:
        raise UserError(f"There is no program “{words[0]}” that can be run on this computer.")
