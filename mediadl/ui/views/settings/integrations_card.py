"""The card of browsers and scripts: the API's switch and address, who is connected, what they asked."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QSpinBox, QWidget

from mediadl.domain.client_words import client_facts, client_row
from mediadl.domain.clients import Client
from mediadl.domain.settings import Settings
from mediadl.engine.engine import Engine
from mediadl.ui import icons
from mediadl.ui.dialogs.confirm import ConfirmDialog
from mediadl.ui.dialogs.connect_browser import ConnectBrowserDialog
from mediadl.ui.dialogs.install_extension import InstallExtensionDialog
from mediadl.ui.dialogs.new_token import SCRIPT, NewTokenDialog, TokenUse
from mediadl.ui.dialogs.requests import RequestsDialog
from mediadl.ui.extension_folder import extension_folder
from mediadl.ui.local_api import LocalApi, decision_words
from mediadl.ui.operations import Notice, Operations
from mediadl.ui.theme import Theme
from mediadl.ui.views.settings.api_line import ApiLine
from mediadl.ui.views.settings.card import SettingsCard, quiet
from mediadl.ui.views.settings.compatible_part import CompatiblePart
from mediadl.ui.views.settings.page_sites_part import PageSitesPart
from mediadl.ui.views.settings.row_list import RowList

_NONE = "Nothing is connected. A browser or a script is let in only once you have connected it here."
_REVOKE = (
    "“{name}” gets in no more, from this moment on. What it has added stays in the queue; "
    "the cookies that it has handed over are deleted. To let it in again it has to be connected anew."
)
_SWITCH_ON = "Switch on first what browsers and scripts use, above; then connect the browser."
_REFRESH_MS = 2_000
_MOST_DECISIONS = 8


class IntegrationsCard(SettingsCard):
    """See the module."""

    def __init__(
        self,
        api: LocalApi,
        engine: Engine,
        operations: Operations,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Integrations", engine, operations, theme, parent)
        self._api = api
        self.clients: tuple[Client, ...] = ()
        self._texts: tuple[str, ...] | None = None
        self.switch = QCheckBox("Let browsers and scripts add downloads", self)
        self.line, self.port = ApiLine(theme, self), QSpinBox(self)
        self.none, self.words = QLabel(_NONE, self), QLabel(self)
        self.list = RowList("Connected browsers and scripts", theme, self)
        self.connect_browser = self.list.add_button("Connect a browser…", "link")
        self.install = self.list.add_button("Install the browser extension…", "download")
        self.new = self.list.add_button("New token…", "key", "Let a script in that you write yourself")
        self.revoke = self.list.add_button("Revoke…", "remove", "Take its token back (Del)")
        self.compatible, self.sites = CompatiblePart(theme, self), PageSitesPart(theme, self)
        self.heading, self.decisions = QLabel("Last requests", self), QLabel(self)
        self.all = QPushButton(icons.icon("list", theme), "All requests…", self)
        self._refresh = QTimer(self, interval=_REFRESH_MS)
        self._build()
        self._follow()
        self.finish()

    def show_settings(self, settings: Settings) -> None:
        """Show these, changing nothing."""
        with quiet(self.switch, self.port):
            self.switch.setChecked(settings.api_enabled)
            self.port.setValue(settings.api_port)
        self.compatible.show_settings(settings)
        self.sites.show_sites(settings.page_link_sites)
        self._show_api()

    @property
    def selected(self) -> Client | None:
        """The client that is selected."""
        at = self.list.at
        return self.clients[at] if 0 <= at < len(self.clients) else None

    def select(self, client_id: str) -> None:
        """Select a client, if it is still listed."""
        ids = [client.id for client in self.clients]
        if client_id in ids:
            self.list.select(ids.index(client_id))

    def showEvent(self, event: QShowEvent) -> None:
        """Clients are known while the API is off, too; counts and ages are those of now."""
        super().showEvent(event)
        if self._api.server.listening is None:
            self.operations.run(self._api.server.clients.load(), name="read the API's clients")
        self._show_all()

    # --- inside ---------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.port.setRange(1024, 65_535)
        self.port.setKeyboardTracking(False)  # the number is taken when it is complete
        self.prepare("Port", self.port)
        for label in (self.none, self.words, self.decisions):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty("role", "muted")
        self.decisions.setProperty("role", "small")
        self.add(self.switch, at_left=True)
        self.add(self.line)
        self.add_row("Port", self.port, "Where it is taken, the next free one is used.")
        for widget in (self.none, self.list, self.words, self.compatible, self.sites):
            self.add(widget)
        for widget in (self.heading, self.decisions):
            self.add(widget)
        self.add(self.all, at_left=True)

    def _follow(self) -> None:
        self.switch.toggled.connect(lambda is_on: self.operations.change_settings(api_enabled=is_on))
        self.port.valueChanged.connect(lambda port: self.operations.change_settings(api_port=port))
        self.list.rows.currentRowChanged.connect(self._show_selected)
        self.compatible.switched.connect(lambda name, is_on: self.operations.change_settings(**{name: is_on}))
        self.sites.ended.connect(lambda: self.operations.change_settings(page_link_sites=()))
        self.compatible.wanted.connect(self._ask_for_token)
        self.list.removed.connect(self._on_revoke)
        for button, do in (
            (self.connect_browser, self._on_connect),
            (self.install, self._on_install),
            (self.new, self._on_new),
            (self.all, self._on_all),
            (self.revoke, self._on_revoke),
        ):
            button.clicked.connect(do)
        self.theme.changed.connect(self._space)
        self._space()
        self._refresh.timeout.connect(self._on_refresh)
        self._refresh.start()
        heard = ((self._api.on_change, self._show_api), (self._api.server.clients.on_change, self._show_all))
        for listeners, listener in heard:
            listeners.append(listener)
        ends = [partial(listeners.remove, listener) for listeners, listener in heard]
        self.destroyed.connect(lambda: [end() for end in ends])

    def _space(self) -> None:
        self.heading.setContentsMargins(0, self.theme.metrics.space_m, 0, 0)

    def _on_refresh(self) -> None:
        if self.isVisible():
            self._show_all()

    def _show_api(self) -> None:
        self.line.show_api(self._api, is_on=self.engine.settings.api_enabled)
        listening = self._api.server.listening
        is_on = listening is not None
        self.compatible.show_port(listening.port if listening is not None else None)
        self.connect_browser.setEnabled(is_on)
        self.connect_browser.setToolTip("" if is_on else "Switch on above what browsers and scripts use")
        self._show_all()

    def _show_all(self) -> None:
        """Rows are made anew only where something is new: who reads them with the keys keeps the place."""
        now, known = datetime.now(UTC), self._api.server.clients.all
        before = self.selected
        self.clients = tuple(client for client in known if not client.is_revoked)
        texts = tuple(client_row(client, now) for client in self.clients)
        if texts != self._texts:
            self._texts = texts
            self.list.show_rows(texts)
            if before is not None:
                self.select(before.id)
        for widget, is_shown in ((self.none, not texts), (self.list.rows, bool(texts))):
            widget.setVisible(is_shown)
        self._show_selected()
        names = {client.id: client.name for client in known}
        last = self._api.server.decisions[-_MOST_DECISIONS:]
        self.decisions.setText("\n".join(decision_words(one, names) for one in reversed(last)))
        self.decisions.setVisible(bool(last))

    def _show_selected(self) -> None:
        client = self.selected
        self.revoke.setVisible(bool(self.clients))
        self.revoke.setEnabled(client is not None)
        self.words.setText(client_facts(client, datetime.now(UTC)) if client is not None else "")
        self.words.setVisible(client is not None)

    def _on_connect(self) -> None:
        dialog = ConnectBrowserDialog(self._api.server.pairing, self.theme, self.window())
        dialog.allowed.connect(self._on_allowed)
        dialog.open()

    def _on_install(self) -> None:
        self.operations.run(self._install(), name="find the browser extension")

    async def _install(self) -> None:
        folder = await asyncio.to_thread(extension_folder, self._api.server.data_folder)
        dialog = InstallExtensionDialog(folder, self.operations.notify, self.theme, self.window())
        dialog.connect_wanted.connect(self._on_connect_wanted)
        dialog.open()

    def _on_connect_wanted(self) -> None:
        if self._api.server.listening is not None:
            self._on_connect()
        else:
            self.operations.notify(Notice("info", _SWITCH_ON))

    def _on_all(self) -> None:
        notify = self.operations.notify
        RequestsDialog(self._api.server, notify, self.theme, self.window()).open()

    def _on_allowed(self, name: str) -> None:
        self.operations.notify(Notice("success", f"“{name}” may connect now. It is listed once it has."))

    def _on_new(self) -> None:
        self._ask_for_token(SCRIPT)

    def _ask_for_token(self, use: TokenUse) -> None:
        clients = self._api.server.clients
        NewTokenDialog(clients, self.operations, self.theme, self.window(), use=use).open()

    def _on_revoke(self) -> None:
        client = self.selected
        if client is None:
            return
        question = _REVOKE.format(name=client.name)
        dialog = ConfirmDialog("Revoke", question, "Revoke", self.theme, self.window())
        dialog.accepted.connect(partial(self._revoke, client))
        dialog.open()

    def _revoke(self, client: Client) -> None:
        self.operations.run(self._api.server.clients.revoke(client.id), name="revoke a client")
