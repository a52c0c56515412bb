"""A part of the form that opens and closes, and says while it is closed how much is set in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from mediadl.ui import icons
from mediadl.ui.options_form.fields import Section
from mediadl.ui.options_form.row import OptionRow
from mediadl.ui.theme import Theme


class SectionBox(QWidget):
    """See the module."""

    def __init__(self, section: Section, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.section, self._theme = section, theme
        self.header = QToolButton(self)
        self._body = QWidget(self)
        self.rows = tuple(OptionRow(field, theme, self._body) for field in section.fields)
        self._column = QVBoxLayout(self)
        self._inside = QVBoxLayout(self._body)
        self._lay_out()
        self.header.toggled.connect(self._on_toggled)
        theme.changed.connect(self._resize)
        self._resize()
        self.set_open(False)

    @property
    def is_open(self) -> bool:
        """Whether its rows are shown."""
        return self.header.isChecked()

    def set_open(self, is_open: bool) -> None:
        """Show or hide the rows."""
        self.header.setChecked(is_open)
        self._on_toggled(is_open)

    def show_count(self) -> None:
        """Say how many rows say something."""
        count = sum(row.is_said for row in self.rows)
        wrong = any(not row.problem.isHidden() for row in self.rows)
        words = f"{self.section.title}  ·  {count} set" if count else self.section.title
        self.header.setText(f"{words}  ·  look here" if wrong else words)
        state = "open" if self.is_open else "closed"
        self.header.setAccessibleName(f"{words}, {state}")

    def _on_toggled(self, is_open: bool) -> None:
        self._body.setVisible(is_open)
        name = "chevron-down" if is_open else "chevron-right"
        self.header.setIcon(icons.icon(name, self._theme, "text_muted"))
        self.show_count()

    def _lay_out(self) -> None:
        self.header.setObjectName("sectionHeader")
        self.header.setCheckable(True)
        self.header.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.header.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.header.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.header)
        self._column.addWidget(self._body)
        for row in self.rows:
            self._inside.addWidget(row)

    def _resize(self) -> None:
        metrics = self._theme.metrics
        self._inside.setContentsMargins(metrics.space_xl, metrics.space_s, metrics.space_s, metrics.space_l)
        self._inside.setSpacing(metrics.space_m)
