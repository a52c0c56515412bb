"""The bar at the top: the link field, the preset, and the two ways to start; it adds nothing itself."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QIcon, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from mediadl.domain import presets
from mediadl.domain.cookie_signs import is_jar
from mediadl.domain.job import StartMode
from mediadl.ui import icons
from mediadl.ui.icon_field import IconField
from mediadl.ui.tab_order import walk
from mediadl.ui.theme import Theme, restyle

_HINT = "Paste a link, drop it anywhere, or press Ctrl+V"
_CHOOSE = "Choose format…"
_CHOOSE_KEY = "Ctrl+Return"
# The field keeps at least this many characters before the buttons move below it.
_FIELD_CHARACTERS = 34
_MOST_OF_TITLE = 18
"""A longer name of a preset is cut on its button; its tool tip and its menu have it whole."""


class LinkBar(QWidget):
    """The one field of the window.

    `submitted(text, StartMode)` fires on Enter, Download or Choose format, with the text as it was typed;
    `preset_chosen(name)` fires when the user picks another preset, `options_requested()` when they want to
    set options for the next links;
    `jar_entered(text)` when cookies get into the field, which then is empty again.
    """

    submitted = Signal(str, StartMode)
    preset_chosen = Signal(str)
    options_requested = Signal()
    jar_entered = Signal(str)

    def __init__(self, theme: Theme, main_menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("linkBar")
        self._theme = theme
        self._is_wrapped: bool | None = None
        self.field = IconField("link", theme, self)
        self.preset_button = QPushButton(self)
        self.options_button = QToolButton(self)
        self.choose_button = QPushButton(_CHOOSE, self)
        self.download_button = QPushButton("Download", self)
        self.menu_button = QToolButton(self)
        self._layout = QGridLayout(self)
        self._pair = QWidget(self)
        self._pair_row = QHBoxLayout(self._pair)
        self._preset_actions: dict[str, QAction] = {}
        self._presets: tuple[presets.Preset, ...] = ()
        self._preset_menu = QMenu(self)
        self._build_field()
        self._build_presets()
        self._build_buttons(main_menu)
        walk([self.field, *self._buttons])
        self._resize()
        theme.changed.connect(self._resize)

    def show_presets(self, offered: tuple[presets.Preset, ...]) -> None:
        """Offer these, each with its hint; which one counts is said with `show_preset`."""
        if offered == self._presets:
            return
        self._presets = offered
        self._preset_menu.clear()
        self._preset_actions = {}
        previous: presets.Preset | None = None
        for preset in offered:
            if previous is not None and _kind(previous) != _kind(preset):
                self._preset_menu.addSeparator()
            previous = preset
            hint = f"\t{preset.hint}" if preset.hint and not preset.hint.endswith(preset.title) else ""
            action = self._preset_menu.addAction(preset.title.replace("&", "&&") + hint)
            action.setCheckable(True)
            action.setData(preset.name)
            self._preset_group.addAction(action)
            action.triggered.connect(lambda _checked=False, name=preset.name: self.preset_chosen.emit(name))
            self._preset_actions[preset.name] = action

    def show_preset(self, name: str) -> None:
        """Show this preset as the one that counts; a name that is gone shows as the first."""
        shown = self._preset_actions.get(name) or next(iter(self._preset_actions.values()))
        shown.setChecked(True)
        title = presets.named(self._presets, shown.data()).title
        self.preset_button.setText(_short(title).replace("&", "&&"))
        self.preset_button.setAccessibleName(f"Preset: {title}")
        self._arrange(self.width())

    def show_options(self, words: str) -> None:
        """Show that options are set for the next links, in words; empty when none are."""
        self.options_button.setChecked(bool(words))
        tip = f"For the next links: {words}" if words else "Options for the next links"
        self.options_button.setToolTip(f"{tip} (Alt+O)")
        self.options_button.setAccessibleDescription(words)

    def clear(self) -> None:
        """Empty the field."""
        self.field.clear()

    def mark_wrong(self) -> None:
        """Mark the field until its text is changed, and let the user write over it."""
        restyle(self.field, kind="error")
        self.field.setFocus()
        self.field.selectAll()

    def _build_field(self) -> None:
        self.field.setObjectName("linkField")
        self.field.setPlaceholderText(_HINT)
        self.field.setAccessibleName("Link")
        self.field.setAccessibleDescription(_HINT)
        self.field.setClearButtonEnabled(True)
        self.field.setAcceptDrops(False)  # the whole window takes drops
        self.field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.field.returnPressed.connect(lambda: self._submit(StartMode.NOW))
        self.field.textChanged.connect(self._on_text_changed)

    def _build_presets(self) -> None:
        self._preset_menu.setAccessibleName("Preset")
        self._preset_group = QActionGroup(self._preset_menu)
        self.show_presets(presets.BUILT_IN)
        self.preset_button.setMenu(self._preset_menu)
        self.preset_button.setToolTip("What the next downloads will be (Alt+P)")
        self.preset_button.setShortcut("Alt+P")

    def _build_options(self) -> None:
        self._pair_row.setContentsMargins(0, 0, 0, 0)
        self._pair_row.addWidget(self.preset_button)
        self._pair_row.addWidget(self.options_button)
        self.options_button.setIcon(icons.icon("options", self._theme))
        self.options_button.setCheckable(True)
        self.options_button.setShortcut("Alt+O")
        self.options_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.options_button.setAccessibleName("Options for the next links")
        self.options_button.clicked.connect(self._on_options)
        self.show_options("")

    def _on_options(self, is_checked: bool) -> None:
        self.options_button.setChecked(not is_checked)  # it shows what is set, which a click does not change
        self.options_requested.emit()

    def _build_buttons(self, main_menu: QMenu) -> None:
        self._build_options()
        self.choose_button.setToolTip("Look at the link first, then choose (Ctrl+Return)")
        self.choose_button.setShortcut(_CHOOSE_KEY)
        self.choose_button.setAccessibleName("Choose format")
        self.choose_button.clicked.connect(lambda: self._submit(StartMode.CHOOSE))
        self.download_button.setProperty("kind", "primary")
        self.download_button.setToolTip("Download with this preset (Return)")
        self.download_button.setAccessibleName("Download")
        self.download_button.clicked.connect(lambda: self._submit(StartMode.NOW))
        self.download_button.setIcon(icons.icon("download", self._theme, "accent_text"))
        self.menu_button.setIcon(icons.icon("more", self._theme))
        self.menu_button.setMenu(main_menu)
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.menu_button.setProperty("indicator", "none")
        self.menu_button.setToolTip("Menu (F10)")
        self.menu_button.setAccessibleName("Menu")

    def _on_text_changed(self, text: str) -> None:
        if is_jar(text):
            self.field.setText("")  # `clear` would leave them to be brought back by Ctrl+Z
            self.jar_entered.emit(text)
            return
        if self.field.property("kind"):
            restyle(self.field, kind="")

    def _submit(self, start: StartMode) -> None:
        self.submitted.emit(self.field.text(), start)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Move the buttons below the field when there is no room beside it."""
        super().resizeEvent(event)
        self._arrange(event.size().width())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt calls it
        """Narrow enough for the buttons alone, which then stand below the field."""
        hint = super().minimumSizeHint()
        margins = 2 * self._theme.metrics.space_l
        return QSize(self._buttons_width() - self._choose_words_width() + margins, hint.height())

    @property
    def _buttons(self) -> tuple[QWidget, ...]:
        return (
            self.preset_button,
            self.options_button,
            self.choose_button,
            self.download_button,
            self.menu_button,
        )

    def _buttons_width(self) -> int:
        """With the words of all buttons, whether they are shown or not."""
        buttons = self._buttons
        gaps = self._theme.metrics.space_s * len(buttons)
        hidden = 0 if self.choose_button.text() else self._choose_words_width()
        return sum(button.sizeHint().width() for button in buttons) + gaps + hidden

    def _choose_words_width(self) -> int:
        return self.choose_button.fontMetrics().horizontalAdvance(_CHOOSE)

    def _arrange(self, width: int) -> None:
        field = self.fontMetrics().averageCharWidth() * _FIELD_CHARACTERS
        inside = width - 2 * self._theme.metrics.space_l
        wrapped = inside < self._buttons_width() + field
        is_tight = inside < self._buttons_width()
        if is_tight == bool(self.choose_button.text()):
            self.choose_button.setText("" if is_tight else _CHOOSE)
            self.choose_button.setShortcut(_CHOOSE_KEY)  # a new text takes the old one's shortcut along
            self.choose_button.setIcon(icons.icon("choose", self._theme) if is_tight else QIcon())
        if wrapped == self._is_wrapped:
            return
        self._is_wrapped = wrapped
        row = 1 if wrapped else 0
        self._layout.addWidget(self.field, 0, 0, 1, 5 if wrapped else 1)
        self._layout.addWidget(self._pair, row, 0 if wrapped else 1)
        for column, button in enumerate(self._buttons[2:], start=2):
            self._layout.addWidget(button, row, column)
        alignment = Qt.AlignmentFlag.AlignLeft if wrapped else Qt.AlignmentFlag(0)
        self._layout.setAlignment(self._pair, alignment)

    def _resize(self) -> None:
        metrics = self._theme.metrics
        self._layout.setContentsMargins(metrics.space_l, metrics.space_l, metrics.space_l, metrics.space_m)
        self._layout.setSpacing(metrics.space_s)
        self._pair_row.setSpacing(metrics.space_s)
        self._layout.setColumnStretch(0, 1)
        self._is_wrapped = None
        self._arrange(self.width())


def _kind(preset: presets.Preset) -> tuple[bool, bool, bool]:
    is_own = not presets.is_built_in(preset.name)
    if is_own:
        return True, False, False
    return False, preset.options.is_audio_only, preset.name == preset.options.quality


def _short(title: str) -> str:
    return title if len(title) <= _MOST_OF_TITLE else f"{title[: _MOST_OF_TITLE - 1]}…"
