"""The rail: one button for each view, with a number where something waits there; it shows no view itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from mediadl.ui import icons
from mediadl.ui.theme import Theme


class Place(StrEnum):
    """The views of the window, in the rail's order; the value is the icon's name."""

    QUEUE = "queue"
    PLAYLIST = "playlist"
    FORMATS = "formats"
    HISTORY = "history"
    SETTINGS = "settings"


@dataclass(frozen=True)
class _Words:
    text: str
    tip: str
    empty_tip: str = ""


_WORDS = {
    Place.QUEUE: _Words("Queue", "What is downloading and what waits"),
    Place.PLAYLIST: _Words("Playlist", "Choose entries of a list", "No list waits for a choice"),
    Place.FORMATS: _Words("Formats", "Choose a format", "No download waits for a format"),
    Place.HISTORY: _Words("History", "What has been downloaded"),
    Place.SETTINGS: _Words("Settings", "Folder, presets and appearance"),
}
CHOICES = (Place.PLAYLIST, Place.FORMATS)


def title_of(place: Place) -> str:
    """The word on the place's button."""
    return _WORDS[place].text


def shortcut_of(place: Place) -> str:
    """The key that leads there, in Qt's notation: "Ctrl+1" for the first."""
    return f"Ctrl+{list(Place).index(place) + 1}"


_WITH_WORDS = Qt.ToolButtonStyle.ToolButtonTextUnderIcon
_ICONS = Qt.ToolButtonStyle.ToolButtonIconOnly


class Rail(QWidget):
    """Buttons from top to bottom, the settings at the foot. `chosen(Place)` fires when the user picks one."""

    chosen = Signal(Place)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Views")
        self._theme = theme
        self._group = QButtonGroup(self)
        self._buttons = {place: RailButton(place, theme, self) for place in Place}
        self._layout = QVBoxLayout(self)
        self._height_of_icons = self._height_with_words = 0
        for place, button in self._buttons.items():
            if place is Place.SETTINGS:
                self._layout.addStretch(1)
            self._layout.addWidget(button)
            self._group.addButton(button)
            button.clicked.connect(lambda _checked=False, place=place: self.chosen.emit(place))
        for place in CHOICES:
            self.set_waiting(place, 0)
        self._resize()
        theme.changed.connect(self._resize)

    def show_place(self, place: Place) -> None:
        """Mark the place that is on the screen."""
        self._buttons[place].setChecked(True)

    def button(self, place: Place) -> RailButton:
        """The place's button."""
        return self._buttons[place]

    def set_waiting(self, place: Place, count: int) -> None:
        """Light a choice while `count` jobs wait for it; with none it is dark and cannot be pressed."""
        self._buttons[place].set_waiting(count)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt calls it
        """High enough for the icons; the words are there when there is more room."""
        return QSize(super().minimumSizeHint().width(), self._height_of_icons)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Drop the words before a button."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        fits = self._height_with_words <= self.height()
        style = _WITH_WORDS if fits else _ICONS
        for button in self._buttons.values():
            if button.toolButtonStyle() != style:
                button.setToolButtonStyle(style)

    def _measure(self, style: Qt.ToolButtonStyle) -> int:
        """What all buttons take in this style. It changes them, so it must not be called from a size hint."""
        for button in self._buttons.values():
            button.ensurePolished()
            button.setToolButtonStyle(style)
        margins = self._layout.contentsMargins()
        each = sum(button.sizeHint().height() + self._layout.spacing() for button in self._buttons.values())
        return each + margins.top() + margins.bottom()

    def _resize(self) -> None:
        metrics = self._theme.metrics
        self.setFixedWidth(metrics.rail_width)
        self._layout.setContentsMargins(metrics.space_s, metrics.space_s, metrics.space_s, metrics.space_s)
        self._layout.setSpacing(metrics.space_xs)
        for button in self._buttons.values():
            button.setIconSize(QSize(metrics.icon_l, metrics.icon_l))
        self._height_of_icons, self._height_with_words = self._measure(_ICONS), self._measure(_WITH_WORDS)
        self._arrange()


class RailButton(QToolButton):
    """An icon over a word, and a number in its corner while something waits."""

    def __init__(self, place: Place, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("railButton")
        self._theme, self._words, self._shortcut = theme, _WORDS[place], shortcut_of(place)
        self._waiting = 0
        self.setText(self._words.text)
        self.setIcon(icons.icon(place.value, theme, "text_muted", on_role="accent"))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCheckable(True)
        self._say()

    def set_waiting(self, count: int) -> None:
        """Show the number, or grey the button out for 0."""
        self._waiting = count
        self.setEnabled(count > 0)
        self._say()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button, then its number."""
        super().paintEvent(event)
        if not self._waiting:
            return
        tokens, metrics = self._theme.tokens, self._theme.metrics
        text = str(self._waiting) if self._waiting < 100 else "99+"
        font = self.font()
        font.setBold(True)
        line = QFontMetrics(font)
        height = line.height()
        width = max(height, line.horizontalAdvance(text) + metrics.space_s)
        box = QRect(self.width() // 2 + metrics.space_xs, metrics.space_xs, width, height)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent))
        painter.drawRoundedRect(box, height / 2, height / 2)
        painter.setPen(QColor(tokens.accent_text))
        painter.setFont(font)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _say(self) -> None:
        waiting = f", {self._waiting} waiting" if self._waiting else ""
        self.setAccessibleName(self._words.text + waiting)
        tip = self._words.tip if self.isEnabled() or not self._words.empty_tip else self._words.empty_tip
        self.setAccessibleDescription(tip)
        self.setToolTip(f"{tip} ({self._shortcut})")
