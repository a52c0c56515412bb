"""The card of when downloads run: hours of some days, and what holds outside them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QLabel, QPushButton, QRadioButton, QVBoxLayout, QWidget

from mediadl.domain.settings import Settings
from mediadl.domain.timetable import Window
from mediadl.engine.engine import Engine
from mediadl.ui import icons
from mediadl.ui.operations import Operations
from mediadl.ui.speed_field import SpeedField
from mediadl.ui.theme import Theme
from mediadl.ui.views.settings.card import SettingsCard, labelled, quiet
from mediadl.ui.views.settings.hours_row import HoursRow

_ALWAYS = "Downloads run at any time. Add hours to have them run only then."


class ScheduleCard(SettingsCard):
    """See the module. `rows` are the hours that are shown, those without a day among them."""

    def __init__(
        self, engine: Engine, operations: Operations, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__("Schedule", engine, operations, theme, parent)
        self.rows: list[HoursRow] = []
        self._shown: tuple[Window, ...] = ()
        self.always = QLabel(_ALWAYS, self)
        self.add_hours = QPushButton(icons.icon("add", theme), "Add hours", self)
        self.waits = QRadioButton("Downloads wait", self)
        self.slows_down = QRadioButton("Downloads go on more slowly", self)
        self.other_limit = SpeedField("Speed limit outside these hours", theme, self)
        self._outside = QWidget(self)
        self._hours = QVBoxLayout()
        self._build()
        self.add_hours.clicked.connect(self._add)
        self.waits.toggled.connect(self._on_outside_chosen)
        self.other_limit.changed.connect(lambda bps: operations.change_settings(outside_speed_limit_bps=bps))
        theme.changed.connect(self._respace)
        self._respace()
        self.finish()

    def show_settings(self, settings: Settings) -> None:
        """Show these, changing nothing; hours that are being entered stay as they are."""
        if settings.windows != self._entered() or len(self.rows) < len(settings.windows):
            self._show_rows(settings.windows)
        self._shown = settings.windows
        waits = settings.outside_windows == "wait"
        with quiet(self.waits, self.slows_down):
            self.waits.setChecked(waits)
            self.slows_down.setChecked(not waits)
        self.other_limit.show_limit(settings.outside_speed_limit_bps)
        self.other_limit.setEnabled(not waits)
        self._show_what_matters()

    def _build(self) -> None:
        self.always.setProperty("role", "muted")
        self.always.setWordWrap(True)
        self.add(self.always)
        self._hours.setContentsMargins(0, 0, 0, 0)
        hours = QWidget(self)
        hours.setLayout(self._hours)
        self.add(hours)
        self.add(self.add_hours, at_left=True)
        group = QButtonGroup(self)
        column = QVBoxLayout(self._outside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(labelled("Outside these hours", self.waits))
        for button in (self.waits, self.slows_down):
            group.addButton(button)
            column.addWidget(button)
        self._indented = QVBoxLayout()
        self._indented.addWidget(self.other_limit, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._indented)
        self.add(self._outside)

    def _respace(self) -> None:
        metrics = self.theme.metrics
        self._hours.setSpacing(metrics.space_l)
        self._indented.setContentsMargins(metrics.space_xl, 0, 0, 0)

    def _entered(self) -> tuple[Window, ...]:
        return tuple(window for row in self.rows if (window := row.window_) is not None)

    def _show_rows(self, windows: tuple[Window, ...]) -> None:
        for row in self.rows:
            self._take_away(row)
        self.rows = []
        for window in windows:
            self._append(window)

    def _append(self, window: Window) -> HoursRow:
        row = HoursRow(window, self.theme, self)
        row.changed.connect(self._save)
        row.removed.connect(self._remove)
        self.rows.append(row)
        self._hours.addWidget(row)
        return row

    def _take_away(self, row: HoursRow) -> None:
        self._hours.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _add(self) -> None:
        row = self._append(Window())
        self._save()
        row.days[0].setFocus()

    def _remove(self, row: HoursRow) -> None:
        self.add_hours.setFocus()  # before the button goes that had it
        self.rows.remove(row)
        self._take_away(row)
        self._save()

    def _save(self) -> None:
        self._show_what_matters()
        windows = self._entered()
        if windows != self._shown:
            self.operations.change_settings(windows=windows)

    def _on_outside_chosen(self, waits: bool) -> None:
        self.other_limit.setEnabled(not waits)
        self.operations.change_settings(outside_windows="wait" if waits else "slow_down")

    def _show_what_matters(self) -> None:
        self.always.setVisible(not self.rows)
        self._outside.setVisible(bool(self.rows))
