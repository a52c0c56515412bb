"""One line of the schedule: days as toggle buttons, from when to when, and a button that takes it away."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTime, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QTimeEdit, QToolButton, QWidget

from mediadl.domain.timetable import Window
from mediadl.ui import icons
from mediadl.ui.theme import Theme
from mediadl.ui.views.flow_layout import FlowLayout
from mediadl.ui.views.settings.card import Problem, quiet

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class HoursRow(QFrame):
    """`changed()` fires when other hours that make sense were entered, `removed(row)` on the button."""

    changed = Signal()
    removed = Signal(QWidget)

    def __init__(self, window: Window, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.days: list[QPushButton] = []
        self.start, self.end = QTimeEdit(self), QTimeEdit(self)
        self.remove = QToolButton(self)
        self._next_day = QLabel(self)
        self._days = QFrame(self)
        self.problem = Problem(self._days, self)
        self._build()
        self.show_window(window)
        theme.changed.connect(self._resize)
        self._resize()

    @property
    def window_(self) -> Window | None:
        """What is entered; None while no day is chosen."""
        days = tuple(day for day, button in enumerate(self.days) if button.isChecked())
        if not days:
            return None
        return Window(days=days, start=self.start.time().toPython(), end=self.end.time().toPython())

    def show_window(self, window: Window) -> None:
        """Show these hours, changing nothing."""
        with quiet(self.start, self.end, *self.days):
            self.start.setTime(QTime(window.start.hour, window.start.minute))
            self.end.setTime(QTime(window.end.hour, window.end.minute))
            for day, button in enumerate(self.days):
                button.setChecked(day in window.days)
        self._check()

    def _build(self) -> None:
        self._days.setObjectName("days")
        self._days.setAccessibleName("Days")
        row = QHBoxLayout(self._days)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for day in DAYS:
            button = QPushButton(day[:3], self._days)
            button.setCheckable(True)
            button.setProperty("kind", "day")
            button.setAccessibleName(day)
            button.setToolTip(day)
            button.toggled.connect(self._on_changed)
            row.addWidget(button)
            self.days.append(button)
        for edit, name in ((self.start, "From"), (self.end, "To")):
            edit.setDisplayFormat("HH:mm")
            edit.setAccessibleName(name)
            edit.lineEdit().setAccessibleName(name)
            edit.setKeyboardTracking(False)
            edit.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            edit.timeChanged.connect(self._on_changed)
        self.remove.setIcon(icons.icon("remove", self._theme, "text_muted"))
        self.remove.setToolTip("Remove these hours")
        self.remove.setAccessibleName("Remove these hours")
        self.remove.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.remove.clicked.connect(self._on_removed)
        self._next_day.setProperty("role", "small")
        self._lay_out()

    def _lay_out(self) -> None:
        self._flow = FlowLayout(self)
        self._flow.addWidget(self._days)
        for word, edit in (("from", self.start), ("to", self.end)):
            pair = QWidget(self)
            row = QHBoxLayout(pair)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(QLabel(word, pair))
            row.addWidget(edit)
            self._flow.addWidget(pair)
        for widget in (self.remove, self._next_day, self.problem):
            self._flow.addWidget(widget)

    def _on_changed(self) -> None:
        self._check()
        if self.window_ is not None:
            self.changed.emit()

    def _on_removed(self) -> None:
        self.removed.emit(self)

    def _check(self) -> None:
        self.problem.say("" if self.window_ else "Choose at least one day, or remove these hours.")
        ends_later = self.end.time() <= self.start.time()
        self._next_day.setText("the next day" if ends_later else "")
        self._next_day.setVisible(ends_later)

    def _resize(self) -> None:
        metrics = self._theme.metrics
        self._flow.setSpacing(metrics.space_s)
        for edit in (self.start, self.end):
            edit.setFixedWidth(11 * metrics.unit)  # "22:00" and the arrows; Qt leaves room for twice that
            edit.lineEdit().setTextMargins(metrics.space_s, 0, 0, 0)  # Qt ignores padding on the left
