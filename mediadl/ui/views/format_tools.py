"""The tools above the table of formats: search, filter fields, order, columns; they change nothing."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QComboBox, QMenu, QToolButton, QVBoxLayout, QWidget

from mediadl.domain.format_filter import FormatFilter, codecs_of, heights_of, languages_of
from mediadl.domain.media import Format
from mediadl.ui import icons
from mediadl.ui.models.format_words import language_name
from mediadl.ui.return_key import ReturnKey
from mediadl.ui.search_field import SearchField
from mediadl.ui.theme import Theme
from mediadl.ui.views.flow_layout import FlowLayout

_SEARCH_CHARACTERS = 22


class FormatTools(QWidget):
    """Fields that wrap where the page is narrow; one that has nothing to choose from is left out.

    `filtered(FormatFilter)`: something else is to be shown. `left_downwards`: the keyboard wants to go on to
    the table.
    """

    filtered = Signal(object)
    left_downwards = Signal()

    def __init__(self, theme: Theme, columns: QMenu, sort_menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search_field = SearchField("Search the formats", theme, self)
        self.codec = self._box("Codec")
        self.height_ = self._box("Least height")
        self.language = self._box("Language")
        self.columns_button = self._menu_button("Columns", "Columns of the table", "grid", columns, theme)
        self.sort_button = self._menu_button("Sort", "Sort by", "list", sort_menu, theme)
        self.search_action = QAction(icons.icon("search", theme), "Search the formats", self)
        self._theme = theme
        self._build()
        theme.changed.connect(self._refresh)
        self._refresh()

    @property
    def boxes(self) -> tuple[QComboBox, ...]:
        """The fields with a list to choose from, from left to right."""
        return self.codec, self.height_, self.language

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab comes to, from left to right."""
        return *self.boxes, self.sort_button, self.columns_button, self.search_field

    @property
    def filter(self) -> FormatFilter:
        """What the fields say."""
        return FormatFilter(
            codec=self.codec.currentData() or "",
            min_height=self.height_.currentData() or 0,
            language=self.language.currentData() or "",
            text=self.search_field.text(),
        )

    def offer(self, formats: Sequence[Format]) -> None:
        """Let it be chosen from what these formats have; what was chosen stays, where it is still offered."""
        _fill(self.codec, "Any codec", codecs_of(formats), str)
        _fill(self.height_, "Any height", heights_of(formats), lambda lines: f"{lines}p and more")
        _fill(self.language, "Any language", languages_of(formats), language_name)
        self._flow.invalidate()

    def reset(self) -> None:
        """Filter nothing out, without telling."""
        for field in (self.search_field, *self.boxes):
            field.blockSignals(True)
        self.search_field.clear()
        for box in self.boxes:
            box.setCurrentIndex(0)
        for field in (self.search_field, *self.boxes):
            field.blockSignals(False)

    def _box(self, name: str) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        box.currentIndexChanged.connect(self._on_changed)
        return box

    def _menu_button(self, text: str, name: str, icon: str, menu: QMenu, theme: Theme) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("menuButton")
        button.setText(text)
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setIcon(icons.icon(icon, theme))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setAccessibleName(name)
        return button

    def _build(self) -> None:
        self._flow = FlowLayout()
        self.search_field.textChanged.connect(self._on_changed)
        self.search_field.left_downwards.connect(self.left_downwards)
        self.search_action.setShortcut(QKeySequence("Ctrl+F"))
        self.search_action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.search_action.triggered.connect(self.search_field.enter)
        ReturnKey(self, self.search_field)
        for widget in self.stops:
            self._flow.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._flow)

    def _on_changed(self, *_: object) -> None:
        self.filtered.emit(self.filter)

    def _refresh(self) -> None:
        metrics, character = self._theme.metrics, self.fontMetrics().averageCharWidth()
        self._flow.setSpacing(metrics.space_s)
        wanted = _SEARCH_CHARACTERS * character + 2 * metrics.space_m + metrics.lead_inset
        self.search_field.setMinimumWidth(wanted)
        for button in (self.sort_button, self.columns_button):
            button.setMinimumHeight(self.search_field.sizeHint().height())
            button.setIconSize(QSize(metrics.icon_s, metrics.icon_s))


def _fill(box: QComboBox, everything: str, values: Sequence[Any], words: Callable[[Any], str]) -> None:
    """Offer everything and these values; one that cannot make a difference is hidden."""
    kept = box.currentData()
    box.blockSignals(True)
    box.clear()
    box.addItem(everything, None)
    for value in values:
        box.addItem(words(value), value)
    box.setCurrentIndex(max(0, box.findData(kept)) if kept is not None else 0)
    box.blockSignals(False)
    box.setVisible(len(values) > 1 or (len(values) == 1 and isinstance(values[0], int)))
