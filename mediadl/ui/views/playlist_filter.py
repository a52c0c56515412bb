"""The bounds above a list of entries: length, day, views, uploader, state; it filters nothing itself."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from mediadl.domain.entry_criteria import Criteria, InvalidCriterion, read_count, read_day, read_length
from mediadl.domain.entry_states import EntryState
from mediadl.ui.theme import Theme, restyle
from mediadl.ui.views.flow_layout import FlowLayout

_STATES: Mapping[str, frozenset[EntryState] | None] = {
    "Any state": None,
    "Not downloaded yet": frozenset(EntryState) - {EntryState.HAVE, EntryState.QUEUED},
    "New since the last look": frozenset({EntryState.NEW}),
    "Not taken before": frozenset({EntryState.NEW, EntryState.UNTAKEN}),
    "Already have it": frozenset({EntryState.HAVE}),
    "In the queue": frozenset({EntryState.QUEUED}),
    "Private or members only": frozenset({EntryState.CLOSED}),
    "Live": frozenset({EntryState.LIVE}),
    "Failed": frozenset({EntryState.FAILED}),
    "Lists": frozenset({EntryState.LIST}),
}
_CHARACTERS = 12

Reader = Callable[[str], Any]


class PlaylistFilter(QWidget):
    """Fields for bounds; what cannot be read is said at its field, and the others hold.

    `changed(Criteria)`: other bounds were given.
    """

    changed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.fields: dict[str, QLineEdit] = {}
        """By the name of the bound in `Criteria`."""
        self._readers: dict[str, Reader] = {}
        self.states = QComboBox(self)
        self.clear_button = QToolButton(self)
        self.problem = QLabel(self)
        self._criteria = Criteria()
        self._flow = FlowLayout()
        self._build()
        theme.changed.connect(self._refresh)
        self._refresh()

    @property
    def tab_stops(self) -> tuple[QWidget, ...]:
        """The fields in the order of the eye."""
        return (*self.fields.values(), self.states, self.clear_button)

    def reset(self) -> None:
        """Empty all fields, as for another list."""
        for field in self.fields.values():
            field.clear()
        self.states.setCurrentIndex(0)

    def _build(self) -> None:
        self._add(
            "Length",
            ("shortest_s", "Shortest length", "from 3:25", read_length),
            ("longest_s", "Longest length", "to 20", read_length),
        )
        self._add(
            "Date",
            ("first_day", "First day", "from 2026", read_day),
            ("last_day", "Last day", "to 2026", lambda text: read_day(text, is_last=True)),
        )
        self._add(
            "Views",
            ("fewest_views", "Fewest views", "from 10k", read_count),
            ("most_views", "Most views", "to 1.5M", read_count),
        )
        self._add("Uploader", ("uploader", "Uploader", "a name", _part))
        self.states.setAccessibleName("State of the entries shown")
        self.states.addItems(list(_STATES))
        self.states.currentIndexChanged.connect(self._on_edited)
        self.clear_button.setText("Clear filter")
        self.clear_button.clicked.connect(self.reset)
        self._flow.addWidget(self.states)
        self._flow.addWidget(self.clear_button)
        self.problem.setProperty("role", "danger")
        self.problem.setWordWrap(True)
        self.problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._flow)
        column.addWidget(self.problem)

    def _add(self, label: str, *bounds: tuple[str, str, str, Reader]) -> None:
        """A label and its fields, which stay together where lines wrap."""
        group = QWidget(self)
        row, words = QHBoxLayout(group), QLabel(label, group)
        row.setContentsMargins(0, 0, 0, 0)
        words.setProperty("role", "muted")
        row.addWidget(words)
        for name, spoken, example, read in bounds:
            field = QLineEdit(group)
            field.setAccessibleName(spoken)
            field.setPlaceholderText(example)
            field.textChanged.connect(self._on_edited)
            row.addWidget(field)
            self.fields[name], self._readers[name] = field, read
        group.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._flow.addWidget(group)

    def _on_edited(self, *_what: object) -> None:
        bounds: dict[str, Any] = {}
        problems: list[str] = []
        for name, field in self.fields.items():
            said = ""
            try:
                bounds[name] = self._readers[name](field.text())
            except InvalidCriterion as error:
                said = str(error)
                problems.append(said)
            field.setAccessibleDescription(said)
            restyle(field, kind="error" if said else "")
        self.problem.setText(" ".join(problems))
        self.problem.setVisible(bool(problems))
        criteria = Criteria(**bounds, states=_STATES[self.states.currentText()])
        if criteria != self._criteria:
            self._criteria = criteria
            self.changed.emit(criteria)

    def _refresh(self) -> None:
        metrics = self._theme.metrics
        self._flow.setSpacing(metrics.space_s)
        width = _CHARACTERS * self.fontMetrics().averageCharWidth() + 2 * metrics.space_m
        for field in self.fields.values():
            field.setFixedWidth(width)
            field.setMinimumHeight(metrics.control_height)
        self.clear_button.setMinimumHeight(metrics.control_height)


def _part(text: str) -> str:
    return text.strip().lower()
