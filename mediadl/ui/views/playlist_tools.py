"""The tools above a list of entries: check all or none, a range, an order, a search; they change nothing."""

from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from mediadl.domain import items
from mediadl.domain.errors import InvalidItems
from mediadl.ui import icons
from mediadl.ui.search_field import SearchField
from mediadl.ui.theme import Theme, restyle
from mediadl.ui.views.flow_layout import FlowLayout

_RANGE_CHARACTERS = 20
_SEARCH_CHARACTERS = 24


class PlaylistTools(QWidget):
    """Buttons and fields, which wrap where the page is narrow.

    `searched(text)`: another text is searched for. `range_given(expression)`: Enter was pressed on a range
    that can be read. `left_downwards`: the keyboard wants to go on to the list.
    """

    searched = Signal(str)
    range_given = Signal(str)
    left_downwards = Signal()

    def __init__(
        self, theme: Theme, sort_menu: QMenu, options_menu: QMenu, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.range_field = QLineEdit(self)
        self.search_field = SearchField("Search the list", theme, self)
        self.problem = QLabel(self)
        self.all_action = self._action("Check all", "select-all", "Ctrl+Shift+A", theme)
        self.none_action = self._action("Check none", "select-none", "Ctrl+Shift+D", theme)
        self.invert_action = self._action("Invert checks", "invert", "Ctrl+Shift+I", theme)
        self.search_action = self._action("Search the list", "search", "Ctrl+F", theme)
        self.filter_action = self._action("Filter the list", "filter", "Ctrl+Shift+F", theme)
        self.grid_action = self._action("Show tiles", "grid", "Ctrl+G", theme)
        for action in (self.filter_action, self.grid_action):
            action.setCheckable(True)
        self._theme = theme
        self._build(sort_menu, options_menu)
        theme.changed.connect(self._refresh)
        self._refresh()

    def show_problem(self, sentence: str) -> None:
        """Say at the field what is wrong with the range; an empty sentence is none."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self.range_field.setAccessibleDescription(sentence)
        restyle(self.range_field, kind="error" if sentence else "")

    def reset(self) -> None:
        """Empty both fields, as for another list."""
        self.range_field.clear()
        self.search_field.clear()
        self.filter_action.setChecked(False)

    @property
    def first_stop(self) -> QWidget:
        """Where Tab comes to the tools."""
        return self._first

    @property
    def last_stop(self) -> QWidget:
        """Where Tab leaves the tools."""
        return self.search_field

    def _action(self, text: str, icon: str, keys: str, theme: Theme) -> QAction:
        action = QAction(icons.icon(icon, theme), text, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setToolTip(f"{text} ({keys})")
        return action

    def _build(self, sort_menu: QMenu, options_menu: QMenu) -> None:
        self._flow = FlowLayout()
        self._build_fields()
        words = {self.all_action: "All", self.none_action: "None", self.invert_action: "Invert"}
        buttons = [self._button(action, word) for action, word in words.items()]
        sort = self._menu_button("Sort", "list", sort_menu, "Sort by")
        options = self._menu_button("Options", "settings", options_menu, "Options for selected")
        sort.setObjectName("sortButton")
        options.setObjectName("optionsButton")
        filters = self._button(self.filter_action, "Filter")
        grid = self._button(self.grid_action, "Tiles")
        in_line = (*buttons, self.range_field, sort, filters, options, grid, self.search_field)
        for widget in in_line:
            self._flow.addWidget(widget)
        self._first: QWidget = buttons[0]
        for before, after in pairwise(in_line):
            QWidget.setTabOrder(before, after)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._flow)
        self._column.addWidget(self.problem)
        self.problem.setProperty("role", "danger")
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.hide()

    def _build_fields(self) -> None:
        self.range_field.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.range_field.setPlaceholderText("Range: 1-10,15,-5:")
        self.range_field.setAccessibleName("Range of entries to check")
        self.range_field.setToolTip(
            "Check exactly these entries: 1-10,15 or -5: for the last five. Return applies it."
        )
        self.range_field.textChanged.connect(self._on_range_edited)
        self.range_field.returnPressed.connect(self._on_range_entered)
        self.search_field.textChanged.connect(self.searched)
        self.search_field.left_downwards.connect(self.left_downwards)
        self.search_action.triggered.connect(self.search_field.enter)

    def _button(self, action: QAction, word: str) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setText(word)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setAccessibleName(action.text())
        action.changed.connect(lambda: button.setText(word))
        return button

    def _menu_button(self, word: str, icon: str, menu: QMenu, spoken: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(word)
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setIcon(icons.icon(icon, self._theme))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setAccessibleName(spoken)
        button.setToolTip(spoken)
        return button

    def _on_range_edited(self, text: str) -> None:
        try:
            items.check(text)
        except InvalidItems as error:
            # "1-" and "-" become ranges with the next key; only what cannot be mended by typing on is said.
            self.show_problem("" if text.rstrip().endswith(("-", ",")) else str(error))
        else:
            self.show_problem("")

    def _on_range_entered(self) -> None:
        try:
            items.check(self.range_field.text())
        except InvalidItems as error:
            self.show_problem(str(error))
        else:
            self.range_given.emit(self.range_field.text())

    def _refresh(self) -> None:
        metrics, character = self._theme.metrics, self.fontMetrics().averageCharWidth()
        self._flow.setSpacing(metrics.space_s)
        self._column.setSpacing(metrics.space_xs)
        frame = 2 * metrics.space_m
        self.range_field.setMinimumWidth(_RANGE_CHARACTERS * character + frame)
        self.search_field.setMinimumWidth(_SEARCH_CHARACTERS * character + frame + metrics.lead_inset)
        for button in self.findChildren(QToolButton):
            button.setMinimumHeight(self.range_field.sizeHint().height())
            button.setIconSize(QSize(metrics.icon_s, metrics.icon_s))
