"""The line at the foot of the window: how much is going on, how fast, and how much room is left."""

from __future__ import annotations

import asyncio
import shutil
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from mediadl.domain import units
from mediadl.domain.budget import limit_of
from mediadl.domain.events import (
    JobAdded,
    JobChanged,
    JobProgressed,
    JobRemoved,
    SettingsChanged,
    TimetableChanged,
)
from mediadl.domain.job import JobState
from mediadl.domain.timetable import is_open, next_change
from mediadl.engine.engine import Engine
from mediadl.ui.hours_words import held_back
from mediadl.ui.operations import Operations
from mediadl.ui.speed_menu import SpeedButton, SpeedMenu
from mediadl.ui.theme import Theme

_REFRESH_MS = 500
_DISK_EVERY_MS = 20_000
_LOW_BYTES = 2_000_000_000
_MATTERS = ("jobs", "hours", "speed", "disk", "engine")
"""The words from those that stay longest to those that go first where the window is narrow."""
_WAITING = (JobState.QUEUED, JobState.RESOLVING, JobState.CHOOSING, JobState.WAITING)


class StatusLine(QWidget):
    """Counts jobs from events, never by walking the queue, and asks for the free space now and then."""

    def __init__(
        self,
        engine: Engine,
        operations: Operations,
        theme: Theme,
        speed_menu: SpeedMenu,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("statusLine")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Status")
        self._engine, self._operations, self._theme = engine, operations, theme
        self._states = Counter(job.state for job in engine.jobs)
        self._speeds_bps: dict[str, float] = {}
        self._free_bytes: int | None = None
        self._is_reading = False
        self._labels = {name: QLabel(self) for name in ("jobs", "hours", "speed", "disk", "engine")}
        self.limit = SpeedButton(speed_menu, theme, self)
        moment = datetime.now().astimezone()
        windows = engine.settings.windows
        self._hours = TimetableChanged(is_open(windows, moment), next_change(windows, moment))
        self._layout = QHBoxLayout(self)
        self._refresh_timer = QTimer(self, singleShot=True, interval=_REFRESH_MS)
        self._disk_timer = QTimer(self, interval=_DISK_EVERY_MS)
        self._build()
        self._unsubscribe = self._subscribe()
        self.destroyed.connect(lambda: _call_all(self._unsubscribe))
        self._refresh()

    def start(self) -> None:
        """Read the free space now and from time to time; the loop has to run."""
        self._read_disk()
        self._disk_timer.start()

    def stop(self) -> None:
        """Hear no more events and read nothing any more."""
        self._disk_timer.stop()
        self._refresh_timer.stop()
        _call_all(self._unsubscribe)
        self._unsubscribe = []

    @property
    def text(self) -> str:
        """The whole line as a screen reader says it."""
        return ", ".join(label.text() for label in self._labels.values() if label.text())

    def _build(self) -> None:
        for name, label in self._labels.items():
            label.setProperty("role", "small")
            label.setTextFormat(Qt.TextFormat.PlainText)
            self._layout.addWidget(label)
            if name == "speed":
                self._layout.addStretch(1)
        self._layout.addWidget(self.limit)  # at the end, where no words push it about under the hand
        self._labels["jobs"].setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._refresh_timer.timeout.connect(self._refresh)
        self._disk_timer.timeout.connect(self._read_disk)
        self._theme.changed.connect(self._resize)
        self._resize()

    def _subscribe(self) -> list[Callable[[], None]]:
        bus = self._engine.bus
        return [
            bus.subscribe(JobAdded, self._on_job_added),
            bus.subscribe(JobChanged, self._on_job_changed),
            bus.subscribe(JobRemoved, self._on_job_removed),
            bus.subscribe(JobProgressed, self._on_job_progressed),
            bus.subscribe(SettingsChanged, self._on_settings_changed),
            bus.subscribe(TimetableChanged, self._on_timetable_changed),
        ]

    def _on_job_added(self, event: JobAdded) -> None:
        self._states[event.job.state] += 1
        self._refresh_soon()

    def _on_job_changed(self, event: JobChanged) -> None:
        self._states[event.before.state] -= 1
        self._states[event.job.state] += 1
        if event.job.state is not JobState.RUNNING:
            self._speeds_bps.pop(event.job.id, None)
        if event.job.state is JobState.COMPLETED and self._disk_timer.isActive():
            self._read_disk()
        self._refresh_soon()

    def _on_job_removed(self, event: JobRemoved) -> None:
        self._states[event.job.state] -= 1
        self._speeds_bps.pop(event.job.id, None)
        self._refresh_soon()

    def _on_job_progressed(self, event: JobProgressed) -> None:
        self._speeds_bps[event.job_id] = event.progress.speed_bps or 0.0
        self._refresh_soon()

    def _on_settings_changed(self, event: SettingsChanged) -> None:
        if event.settings.download_folder != event.before.download_folder and self._disk_timer.isActive():
            self._read_disk()
        self._refresh()

    def _on_timetable_changed(self, event: TimetableChanged) -> None:
        self._hours = event
        self._refresh()

    def _refresh_soon(self) -> None:
        if not self._refresh_timer.isActive():
            self._refresh_timer.start()

    def _refresh(self) -> None:
        speed = sum(self._speeds_bps.values())
        free = self._free_bytes
        version = self._engine.engine_version
        texts = {
            "jobs": self._jobs_text(),
            "hours": held_back(self._engine.settings, self._hours, datetime.now().astimezone()),
            "speed": f"{units.speed(speed)} in all" if speed else "",
            "disk": f"{units.size(free)} free" if free is not None else "",
            "engine": f"yt-dlp {version}" if version else "",
        }
        for name, text in texts.items():
            self._labels[name].setText(text)
        slowed = not self._hours.is_open and self._engine.settings.outside_windows == "slow_down"
        limit_bps = limit_of(self._engine.settings, is_open=self._hours.is_open)
        self.limit.show_limit(limit_bps, "outside the hours" if slowed else "")
        self._labels["disk"].setToolTip(f"Room left in {self._engine.download_folder}")
        role = "warning" if free is not None and free < _LOW_BYTES else "small"
        if self._labels["disk"].property("role") != role:
            self._labels["disk"].setProperty("role", role)
            self._labels["disk"].style().polish(self._labels["disk"])
        self.setAccessibleDescription(self.text)
        self._fit()

    def _fit(self) -> None:
        """Leave out what matters least where there is no room for all; a tool tip has the whole line."""
        margins, gap = self._layout.contentsMargins(), self._layout.spacing()
        room = self.width() - margins.left() - margins.right() - self.limit.sizeHint().width()
        for name in _MATTERS:
            label = self._labels[name]
            room -= label.sizeHint().width() + gap if label.text() else 0
            label.setVisible(bool(label.text()) and (room >= 0 or name == _MATTERS[0]))
        self.setToolTip(self.text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what there is room for."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for the limit and the most important words."""
        margins = self._layout.contentsMargins()
        words = self._labels[_MATTERS[0]].sizeHint().width() + self._layout.spacing()
        width = margins.left() + margins.right() + self.limit.sizeHint().width() + words
        return QSize(width, super().minimumSizeHint().height())

    def _jobs_text(self) -> str:
        active = self._states[JobState.RUNNING]
        waiting = sum(self._states[state] for state in _WAITING)
        failed = self._states[JobState.FAILED]
        parts = [f"{active} active"] if active else []
        parts += [f"{waiting} waiting"] if waiting else []
        parts += [f"{failed} failed"] if failed else []
        return " · ".join(parts) or "Nothing is downloading"

    def _read_disk(self) -> None:
        if not self._is_reading:  # a network folder that hangs keeps one thread, not one more each time
            self._is_reading = True
            self._operations.run(self._read_free_bytes(), name="read free space")

    async def _read_free_bytes(self) -> None:
        try:
            self._free_bytes = await asyncio.to_thread(free_bytes, self._engine.download_folder)
        finally:
            self._is_reading = False
        self._refresh()

    def _resize(self) -> None:
        metrics = self._theme.metrics
        self._layout.setContentsMargins(metrics.space_l, metrics.space_xs, metrics.space_l, metrics.space_xs)
        self._layout.setSpacing(metrics.space_l)


def free_bytes(folder: Path) -> int | None:
    """Room left where the folder is or will be; None when that cannot be told. This blocks: use a thread."""
    for candidate in (folder, *folder.parents):
        try:
            return shutil.disk_usage(candidate).free
        except FileNotFoundError:
            continue
        except OSError:
            return None
    return None


def _call_all(functions: list[Callable[[], None]]) -> None:
    for function in functions:
        function()
