"""A speed limit to type: a number, its unit, and "No limit" at zero; in bytes a second outside."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QHBoxLayout, QWidget

from mediadl.ui.theme import Theme

UNITS = {"kB/s": 1_000, "MB/s": 1_000_000}
_MOST = 9_999.0


class SpeedField(QWidget):
    """`changed(int | None)` fires when the user has entered another limit, in bytes a second."""

    changed = Signal(object)

    def __init__(
        self, name: str, theme: Theme, parent: QWidget | None = None, *, none: str = "No limit"
    ) -> None:
        """`name` is for screen readers; `none` stands in the field where there is no limit."""
        super().__init__(parent)
        self._theme = theme
        self.number = QDoubleSpinBox(self)
        self.unit = QComboBox(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.number)
        self._row.addWidget(self.unit)
        self._prepare(name, none)
        self.number.valueChanged.connect(self._tell)
        self.unit.activated.connect(self._on_unit_chosen)
        theme.changed.connect(self._resize)
        self._resize()

    @property
    def limit_bps(self) -> int | None:
        """What is entered, in bytes a second; None is no limit."""
        number = self.number.value()
        return max(1, round(number * UNITS[self.unit.currentText()])) if number else None

    def show_limit(self, limit_bps: int | None) -> None:
        """Show a limit, changing nothing; an empty one keeps the unit."""
        if limit_bps == self.limit_bps:
            return
        self.number.blockSignals(True)
        if limit_bps is None:
            self.number.setValue(0)
        else:
            unit = "MB/s" if limit_bps >= UNITS["MB/s"] else "kB/s"
            self._use_unit(unit)
            self.number.setValue(limit_bps / UNITS[unit])
        self.number.blockSignals(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The wheel scrolls the page unless the field has the focus."""
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _prepare(self, name: str, none: str) -> None:
        self.setFocusProxy(self.number)
        self.setAccessibleName(name)
        self.number.setRange(0, _MOST)
        self.number.setSpecialValueText(none)
        self.number.setKeyboardTracking(False)  # the number is taken when it is complete
        self.number.setAccessibleName(name)
        self.number.lineEdit().setAccessibleName(name)
        self.unit.addItems(list(UNITS))
        self.unit.setAccessibleName(f"Unit of the {name[0].lower()}{name[1:]}")
        self._use_unit("MB/s")
        for control in (self.number, self.unit):
            control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            control.installEventFilter(self)

    def _use_unit(self, unit: str) -> None:
        self.unit.setCurrentText(unit)
        self.number.setDecimals(1 if unit == "MB/s" else 0)
        self.number.setSingleStep(1 if unit == "MB/s" else 100)

    def _on_unit_chosen(self) -> None:
        self.number.blockSignals(True)
        self._use_unit(self.unit.currentText())
        self.number.blockSignals(False)
        self._tell()

    def _tell(self) -> None:
        self.changed.emit(self.limit_bps)

    def _resize(self) -> None:
        metrics = self._theme.metrics
        self._row.setSpacing(metrics.space_s)
        self.number.setMinimumWidth(11 * metrics.unit)
        self.number.lineEdit().setTextMargins(metrics.space_s, 0, 0, 0)  # Qt ignores padding on the left
