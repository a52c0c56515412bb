"""The settings page: a column of cards. Each change holds at once and is saved; there is no OK."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mediadl.domain.events import SettingsChanged
from mediadl.domain.settings import Settings
from mediadl.engine.engine import Engine
from mediadl.ui.local_api import LocalApi
from mediadl.ui.operations import Operations
from mediadl.ui.scrolled import scrolled
from mediadl.ui.theme import Theme
from mediadl.ui.views.settings.about_card import AboutCard
from mediadl.ui.views.settings.accounts_card import AccountsCard
from mediadl.ui.views.settings.appearance_card import AppearanceCard
from mediadl.ui.views.settings.card import SettingsCard
from mediadl.ui.views.settings.done_card import DoneCard
from mediadl.ui.views.settings.downloads_card import DownloadsCard
from mediadl.ui.views.settings.integrations_card import IntegrationsCard
from mediadl.ui.views.settings.naming_card import NamingCard
from mediadl.ui.views.settings.network_card import NetworkCard
from mediadl.ui.views.settings.presets_card import PresetsCard
from mediadl.ui.views.settings.rules_card import RulesCard
from mediadl.ui.views.settings.schedule_card import ScheduleCard

_WIDTH_UNITS = 84


class SettingsView(QWidget):
    """It shows what holds, whoever changed it."""

    def __init__(
        self,
        *,
        engine: Engine,
        operations: Operations,
        theme: Theme,
        api: LocalApi | None = None,
    ) -> None:
        super().__init__()
        self._theme = theme
        self.downloads = DownloadsCard(engine, operations, theme)
        self.naming = NamingCard(engine, operations, theme)
        self.presets = PresetsCard(engine, operations, theme)
        self.rules = RulesCard(engine, operations, theme)
        self.accounts = AccountsCard(engine, operations, theme)
        self.integrations = IntegrationsCard(api, engine, operations, theme) if api is not None else None
        """There is none without an API to show."""
        self.network = NetworkCard(engine, operations, theme)
        self.schedule = ScheduleCard(engine, operations, theme)
        self.done = DoneCard(engine, operations, theme)
        self.appearance = AppearanceCard(engine, operations, theme)
        self.about = AboutCard(engine, operations, theme)
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._scroll = scrolled(self._inside, "Settings", self)
        self._lay_out()
        unsubscribe = engine.bus.subscribe(SettingsChanged, self._on_settings_changed)
        self.destroyed.connect(unsubscribe)
        self.show_settings(engine.settings)
        theme.changed.connect(self._resize)
        self._resize()

    @property
    def cards(self) -> tuple[SettingsCard, ...]:
        """From the top."""
        return (
            self.downloads,
            self.presets,
            self.rules,
            self.naming,
            self.accounts,
            *((self.integrations,) if self.integrations is not None else ()),
            self.network,
            self.schedule,
            self.done,
            self.appearance,
            self.about,
        )

    def show_settings(self, settings: Settings) -> None:
        """Show these, changing nothing."""
        for card in self.cards:
            card.show_settings(settings)

    def show_card(self, card: SettingsCard) -> None:
        """Scroll a card into sight, as much of it as there is room for."""
        self._scroll.ensureVisible(0, card.y() + card.height())
        self._scroll.ensureVisible(0, card.y())

    def show_part(self, part: QWidget) -> None:
        """Scroll a part of a card into sight."""
        self._scroll.ensureWidgetVisible(part)

    def _on_settings_changed(self, event: SettingsChanged) -> None:
        self.show_settings(event.settings)

    def _lay_out(self) -> None:
        for card in self.cards:
            self._column.addWidget(card)
        self._column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)
        self.setFocusProxy(self.downloads.folder)

    def _resize(self) -> None:
        metrics = self._theme.metrics
        self._column.setContentsMargins(metrics.space_l, 0, metrics.space_l, metrics.space_l)
        self._column.setSpacing(metrics.space_m)
        self._inside.setMaximumWidth(_WIDTH_UNITS * metrics.unit)
