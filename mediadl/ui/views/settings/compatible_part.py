"""The part of the integrations' card for programs made for others: MeTube's extensions, clients of aria2."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QVBoxLayout, QWidget

from mediadl.domain.clients import Scope
from mediadl.domain.settings import Settings
from mediadl.ui import icons
from mediadl.ui.dialogs.new_token import TokenUse
from mediadl.ui.theme import Theme
from mediadl.ui.views.settings.card import quiet, small

METUBE, ARIA2 = "api_metube", "api_aria2"
"""The settings that are the switches."""
_METUBE = (
    "For browser extensions that are made for MeTube. Each gets an address of its own, "
    "which goes into its options as that of MeTube."
)
_ARIA2 = "For extensions and programs that are made for aria2: type {address} as its address (RPC), {key}."
_KEY = "and a secret that you make here"


class CompatiblePart(QWidget):
    """`switched(name, is_on)` has the name of the setting; `wanted(TokenUse)` asks for a token."""

    switched = Signal(str, bool)
    wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._port: int | None = None
        self.metube = QCheckBox("Take what extensions for MeTube send", self)
        self.aria2 = QCheckBox("Take what programs for aria2 send", self)
        self.metube_words, self.aria2_words = small(_METUBE), small("")
        self.address = QPushButton(icons.icon("link", theme), "Make an address…", self)
        self.secret = QPushButton(icons.icon("key", theme), "Make a secret…", self)
        self._column = QVBoxLayout(self)
        self._lay_out()
        for name, box, button, use in (
            (METUBE, self.metube, self.address, metube_use),
            (ARIA2, self.aria2, self.secret, aria2_use),
        ):
            box.toggled.connect(partial(self.switched.emit, name))
            button.clicked.connect(partial(self._ask, use))
        theme.changed.connect(self._resize)
        self._resize()

    def show_settings(self, settings: Settings) -> None:
        """Show how the switches stand."""
        with quiet(self.metube, self.aria2):
            self.metube.setChecked(settings.api_metube)
            self.aria2.setChecked(settings.api_aria2)
        self._show()

    def show_port(self, port: int | None) -> None:
        """Show where the API listens; None while it does not."""
        self._port = port
        self._show()

    def _show(self) -> None:
        address = "its address here" if self._port is None else aria2_address(self._port)
        self.aria2_words.setText(_ARIA2.format(address=address, key=_KEY))
        for box, button in ((self.metube, self.address), (self.aria2, self.secret)):
            button.setVisible(box.isChecked())
            button.setEnabled(self._port is not None)
            button.setToolTip(
                "" if self._port is not None else "Switch on above what browsers and scripts use"
            )

    def _ask(self, use: Callable[[int], TokenUse]) -> None:
        if self._port is not None:
            self.wanted.emit(use(self._port))

    def _lay_out(self) -> None:
        self.aria2_words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        heading = QLabel("Programs made for others", self)
        self._column.addWidget(heading)
        for box, words, button in (
            (self.metube, self.metube_words, self.address),
            (self.aria2, self.aria2_words, self.secret),
        ):
            box.setAccessibleDescription(words.text())
            self._column.addWidget(box, 0, Qt.AlignmentFlag.AlignLeft)
            self._column.addWidget(words)
            self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _resize(self) -> None:
        self._column.setContentsMargins(0, self._theme.metrics.space_m, 0, 0)
        self._column.setSpacing(self._theme.metrics.space_s)


def metube_address(port: int, token: str) -> str:
    """What an extension for MeTube takes for MeTube's address."""
    return f"http://127.0.0.1:{port}/c/{token}"


def aria2_address(port: int) -> str:
    """Where clients of aria2 are answered."""
    return f"http://127.0.0.1:{port}/jsonrpc"


def metube_use(port: int) -> TokenUse:
    """For the dialog: a token inside an address."""
    return TokenUse(
        title="An address for a MeTube extension",
        made="Address",
        name="MeTube extension",
        scopes=(Scope.SUBMIT,),
        for_extension=True,
        once="Shown this once: the token in it is its key. It goes into the options of the extension as the "
        "address of MeTube; where that has to end with a slash, add one.",
        shown=partial(metube_address, port),
    )


def aria2_use(port: int) -> TokenUse:
    """For the dialog: a token as the secret of aria2."""
    return TokenUse(
        title="A secret for a program made for aria2",
        made="Secret",
        name="Program for aria2",
        scopes=(Scope.SUBMIT, Scope.READ, Scope.CONTROL),
        for_extension=True,
        once=f"Shown this once. It goes into the program as the secret (token), with {aria2_address(port)} "
        "as the address.",
    )
