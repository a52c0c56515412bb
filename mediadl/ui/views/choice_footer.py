"""The foot of a page where something is chosen: what will come of it, and the buttons; it decides nothing."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QIcon, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from mediadl.ui.theme import Theme, restyle
from mediadl.ui.views.flow_layout import FlowLayout

_LINE_CHARACTERS = 44
_ROOMY_LINES = 24


class ChoiceFooter(QFrame):
    """Text to the left of the controls, or above them where the page is narrow."""

    def __init__(self, theme: Theme, controls: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("choiceFooter")
        self.line = _Words(self)
        self.detail = _Words(self)
        self.line.least_lines = 2
        self._theme = theme
        self._controls = FlowLayout(to_the_right=True)
        self._texts = QVBoxLayout()
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self.line.setProperty("role", "heading")
        self.detail.setProperty("role", "muted")
        for label in (self.line, self.detail):
            self._texts.addWidget(label)
        self._buttons = [one for one in controls if isinstance(one, _ActionButton)]
        for control in controls:
            self._controls.addWidget(control)
        self._box.addLayout(self._texts, 1)
        self._box.addLayout(self._controls)
        theme.changed.connect(self._refresh)
        self._refresh()

    def say(self, line: str, detail: str, *, is_problem: bool = False, is_warning: bool = False) -> None:
        """Show what will come; a problem or a warning is shown as one, in words and colour."""
        self.line.setText(line)
        self.detail.setText(detail)
        self.line.setToolTip(detail)
        self._show_detail()
        role = "danger" if is_problem else "warning" if is_warning else "heading"
        if self.line.property("role") != role:
            restyle(self.line, role=role)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn when there is no room for the text beside the controls."""
        super().resizeEvent(event)
        self._turn()
        self._show_detail()

    def _show_detail(self) -> None:
        """Where the window has few lines, what is chosen from needs them all; the tool tip has the detail."""
        has_room = self.window().height() > self.fontMetrics().lineSpacing() * _ROOMY_LINES
        is_shown = bool(self.detail.text()) and has_room
        if is_shown == self.detail.isHidden():  # Qt lays the page out anew even where nothing changes
            self.detail.setVisible(is_shown)

    def _shorten(self) -> None:
        """Leave out words of buttons before the controls need a second line."""
        margins = self._box.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        for is_brief in (False, True):
            for button in self._buttons:
                button.set_brief(is_brief)
            self._controls.invalidate()
            if self._controls.sizeHint().width() <= room:
                break

    def _turn(self) -> None:
        self._shorten()
        wanted = self._controls.sizeHint().width() + self.fontMetrics().averageCharWidth() * _LINE_CHARACTERS
        narrow = self.width() < wanted
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._box.direction() != direction:
            self._box.setDirection(direction)
            centre = Qt.AlignmentFlag(0) if narrow else Qt.AlignmentFlag.AlignVCenter
            self._box.setAlignment(self._controls, centre)

    def _refresh(self) -> None:
        metrics = self._theme.metrics
        self._box.setContentsMargins(metrics.space_l, metrics.space_m, metrics.space_l, metrics.space_m)
        self._box.setSpacing(metrics.space_m)
        self._controls.setSpacing(metrics.space_s)
        self._texts.setSpacing(metrics.space_xs)
        self._turn()


class _Words(QLabel):
    """Wraps to the width that it is given; where there is no room, lines at the end are given up."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.least_lines = 1
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """All lines at the present width."""
        return QSize(0, self.heightForWidth(max(1, self.width())))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Only the lines that have to be seen."""
        least = self.least_lines * self.fontMetrics().lineSpacing()
        return QSize(0, min(self.sizeHint().height(), least))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width takes another number of lines."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


class _ActionButton(QPushButton):
    """It follows its action. Return presses it when it has the focus, whatever else that key is for."""

    def __init__(self, action: QAction, kind: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setProperty("kind", kind)
        self._action, self._is_primary, self._is_brief = action, kind == "primary", False
        action.changed.connect(self._follow)
        self.clicked.connect(action.trigger)
        self._follow()

    def set_brief(self, wanted: bool) -> None:
        """Show the icon alone; the page's first button shows its shorter words."""
        if wanted != self._is_brief:
            self._is_brief = wanted
            restyle(self, brief=wanted)
            self._follow()

    def _follow(self) -> None:
        action, with_icon = self._action, self._is_primary or self._is_brief
        if self._is_primary:
            self.setText(action.iconText() if self._is_brief else action.text())
        else:
            self.setText("" if self._is_brief else action.iconText())
        self.setToolTip(action.toolTip())
        self.setAccessibleName(action.text().replace("&", ""))
        self.setEnabled(action.isEnabled())
        self.setIcon(action.icon() if with_icon else QIcon())

    def event(self, event: QEvent) -> bool:
        """Take Return before any shortcut does."""
        is_return = isinstance(event, QKeyEvent) and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_return and event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if is_return and event.type() is QEvent.Type.KeyPress:
            self.click()
            return True
        return super().event(event)


def action_button(action: QAction, *, kind: str = "", parent: QWidget | None = None) -> QPushButton:
    """A button for an action that follows its text, tool tip and whether it can be used."""
    return _ActionButton(action, kind, parent)
