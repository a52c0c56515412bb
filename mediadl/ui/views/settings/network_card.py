"""The card of the network: how gently sites are treated, the speed limit, addresses that a VPN makes up."""

from __future__ import annotations

from PySide6.QtWidgets import QDoubleSpinBox, QSpinBox, QWidget

from mediadl.domain.options import MOST_FRAGMENTS
from mediadl.domain.settings import MAX_DOWNLOADS_LIMIT, Settings
from mediadl.engine.engine import Engine
from mediadl.ui.operations import Operations
from mediadl.ui.speed_field import SpeedField
from mediadl.ui.theme import Theme
from mediadl.ui.views.settings.card import SettingsCard, quiet
from mediadl.ui.views.settings.ranges_field import RangesField

_MOST_PAUSE_S = 600.0
_MOST_RETRIES = 20


class NetworkCard(SettingsCard):
    """See the module."""

    def __init__(
        self, engine: Engine, operations: Operations, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__("Network", engine, operations, theme, parent)
        self.per_site = QSpinBox(self)
        self.pause = QDoubleSpinBox(self)
        self.retries = QSpinBox(self)
        self.fragments = QSpinBox(self)
        self.limit = SpeedField("Speed limit", theme, self)
        self.ranges = RangesField(theme, self)
        self._build()
        self.per_site.valueChanged.connect(lambda count: operations.change_settings(site_downloads=count))
        self.pause.valueChanged.connect(lambda pause_s: operations.change_settings(site_pause_s=pause_s))
        self.retries.valueChanged.connect(lambda count: operations.change_settings(automatic_retries=count))
        self.fragments.valueChanged.connect(
            lambda count: operations.change_settings(concurrent_fragments=count)
        )
        self.limit.changed.connect(lambda bps: operations.change_settings(speed_limit_bps=bps))
        self.ranges.changed.connect(lambda ranges: operations.change_settings(vpn_ranges=ranges))
        self.finish()

    def show_settings(self, settings: Settings) -> None:
        """Show these, changing nothing."""
        with quiet(self.per_site, self.pause, self.retries, self.fragments):
            self.per_site.setValue(settings.site_downloads)
            self.pause.setValue(settings.site_pause_s)
            self.retries.setValue(settings.automatic_retries)
            self.fragments.setValue(settings.concurrent_fragments)
        self.limit.show_limit(settings.speed_limit_bps)
        self.ranges.show_ranges(settings.vpn_ranges)

    def _build(self) -> None:
        self.per_site.setRange(1, MAX_DOWNLOADS_LIMIT)
        self.pause.setRange(0, _MOST_PAUSE_S)
        self.pause.setDecimals(1)
        self.pause.setSuffix(" s")
        self.pause.setSpecialValueText("None")
        self.retries.setRange(0, _MOST_RETRIES)
        self.retries.setSpecialValueText("Never")
        self.fragments.setRange(1, MOST_FRAGMENTS)
        for control in (self.per_site, self.pause, self.retries, self.fragments):
            control.setKeyboardTracking(False)  # the number is taken when it is complete
        self.prepare("Downloads from one site", self.per_site)
        self.prepare("Pause between downloads of one site", self.pause)
        self.prepare("Automatic retries", self.retries)
        self.prepare("Pieces of one stream at once", self.fragments)
        self.add_row("Speed limit", self.limit, "All running downloads share it.")
        self.add_row("Downloads from one site", self.per_site, "At the same time.")
        self.add_row(
            "Pause between downloads of one site", self.pause, "Some sites block whoever asks too often."
        )
        self.add_row(
            "Automatic retries", self.retries, "After faults that pass, before a download has failed."
        )
        self.add_row("Pieces of one stream at once", self.fragments, "Where a stream comes in many pieces.")
        self.add(self.ranges)
