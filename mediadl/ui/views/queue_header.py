"""The line above the queue: buttons for the selection, groups of states with counts, and the search."""

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QWidget,
)

from mediadl.ui import icons
from mediadl.ui.borrowed_menu import BorrowedMenu
from mediadl.ui.models.queue_filter import QueueFilter, StateGroup
from mediadl.ui.models.queue_model import QueueModel
from mediadl.ui.search_field import SearchField
from mediadl.ui.theme import Theme
from mediadl.ui.views.queue_actions import QueueActions

_BUTTONS = (
    "pause",
    "resume",
    "cancel",
    "retry",
    "remove",
    "open",
    "folder",
    "details",
    "top",
    "up",
    "down",
    "bottom",
)
_GROUPS = {
    StateGroup.ALL: ("All", "All downloads"),
    StateGroup.ACTIVE: ("Active", "Being looked at or downloaded"),
    StateGroup.WAITING: ("Waiting", "Queued, paused, or waiting for your choice, the site or the network"),
    StateGroup.DONE: ("Done", "Completed or cancelled"),
    StateGroup.FAILED: ("Failed", "Failed"),
}
# The counts of all groups at a glance are worth more than the last buttons.
_BUTTONS_BEFORE_GROUPS = 8
_SEARCH_UNITS = (22, 14)  # width of the search where there is room, and where there is not
_SEARCH_DELAY_MS = 120


class QueueHeader(QWidget):
    """Fits itself to its width: groups become a drop-down, buttons go where the menu has them anyway.

    `filter_changed(QueueFilter)` fires when another group is chosen, and shortly after typing has stopped.
    """

    filter_changed = Signal(object)

    def __init__(
        self, actions: QueueActions, model: QueueModel, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model, self._theme = model, theme
        self._group = StateGroup.ALL
        self.buttons = [self._button(actions, name) for name in _BUTTONS]
        self.more = self._more_button(actions)
        self.groups = QFrame(self)
        self.group_buttons: dict[StateGroup, QPushButton] = {}
        self.group_box = QComboBox(self)
        self.search = SearchField("Search the queue", theme, self, words="Search")
        self._row = QHBoxLayout(self)
        self._fill_groups()
        self._prepare_search()
        self._lay_out()
        model.counts_changed.connect(self.show_counts)
        theme.changed.connect(self._wear)
        self._wear()
        self.show_counts()

    @property
    def tab_stops(self) -> list[QWidget]:
        """What the keyboard visits, from left to right."""
        return [*self.buttons, self.more, self.group_box, *self.group_buttons.values(), self.search]

    def set_group(self, group: StateGroup) -> None:
        """Show the jobs of another group."""
        self._group = group
        self.group_buttons[group].setChecked(True)
        self.group_box.setCurrentIndex(list(StateGroup).index(group))
        self._announce()

    def clear(self) -> None:
        """Hide nothing."""
        self.search.clear()
        self.set_group(StateGroup.ALL)

    def show_counts(self) -> None:
        """Say how many jobs each group has now."""
        for row, (group, (text, _tip)) in enumerate(_GROUPS.items()):
            words = f"{text}  {self._model.count(group)}"
            if self.group_buttons[group].text() != words:
                self.group_buttons[group].setText(words)
                self.group_box.setItemText(row, words)
        self._fit()

    # --- Qt -------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what there is room for."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for the menu, the drop-down and the search; the rest is in the menu."""
        needed = self._needed(self.more, self.group_box) + _SEARCH_UNITS[1] * self._theme.metrics.unit
        return QSize(needed, self.sizeHint().height())

    # --- parts ----------------------------------------------------------------------------------------------

    def _button(self, actions: QueueActions, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(actions.by_name[name])
        button.setAccessibleName(actions.by_name[name].text())
        return button

    def _more_button(self, actions: QueueActions) -> QToolButton:
        button = QToolButton(self)
        button.setMenu(BorrowedMenu("More actions", actions.fill, button))
        button.setProperty("indicator", "none")
        button.setIcon(icons.icon("more", self._theme))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolTip("More actions (Shift+F10 in the list)")
        button.setAccessibleName("More actions")
        return button

    def _fill_groups(self) -> None:
        self.groups.setObjectName("segments")
        self.groups.setAccessibleName("Filter by state")
        row = QHBoxLayout(self.groups)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(2)
        together = QButtonGroup(self)
        for group, (text, tip) in _GROUPS.items():
            button = QPushButton(text, self.groups)
            button.setCheckable(True)
            button.setProperty("kind", "segment")
            button.setToolTip(tip)
            button.clicked.connect(lambda _checked=False, group=group: self.set_group(group))
            together.addButton(button)
            row.addWidget(button)
            self.group_buttons[group] = button
            self.group_box.addItem(text)
        self.group_buttons[self._group].setChecked(True)
        self.group_box.setAccessibleName("Filter by state")
        self.group_box.setToolTip("Filter by state")
        self.group_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.group_box.activated.connect(lambda row: self.set_group(list(StateGroup)[row]))

    def _prepare_search(self) -> None:
        self.search.setToolTip("Search titles, sites and links (Ctrl+F)")
        self._typing = QTimer(self, singleShot=True, interval=_SEARCH_DELAY_MS)
        self._typing.timeout.connect(self._announce)
        self.search.textChanged.connect(self._typing.start)

    def _lay_out(self) -> None:
        row = self._row
        row.setContentsMargins(0, 0, 0, 0)
        for button in (*self.buttons, self.more):
            row.addWidget(button)
        row.addStretch(1)
        for widget in (self.groups, self.group_box, self.search):
            row.addWidget(widget)

    def _wear(self) -> None:
        metrics = self._theme.metrics
        self._row.setSpacing(metrics.space_xs)
        self.updateGeometry()
        self._fit()

    def _needed(self, *widgets: QWidget) -> int:
        gap = self._row.spacing()
        return sum((widget.minimumWidth() or widget.sizeHint().width()) + gap for widget in widgets)

    def _fit(self) -> None:
        unit = self._theme.metrics.unit
        roomy = (
            self.width() >= self._needed(self.more, self.group_box, *self.buttons) + _SEARCH_UNITS[0] * unit
        )
        self.search.setFixedWidth(_SEARCH_UNITS[not roomy] * unit)
        room = self.width() - self._needed(self.more, self.search)
        wide = room >= self._needed(self.groups, *self.buttons[:_BUTTONS_BEFORE_GROUPS])
        self.groups.setVisible(wide)
        self.group_box.setVisible(not wide)
        room -= self._needed(self.groups if wide else self.group_box)
        for button in self.buttons:
            room -= self._needed(button)
            button.setVisible(room >= 0)

    def _announce(self) -> None:
        self._typing.stop()
        self.filter_changed.emit(QueueFilter.of(self._group, self.search.text()))
