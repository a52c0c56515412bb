"""The notices: sentences that tell what happened, with an undo where there is one; none of them waits."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from mediadl.ui import icons
from mediadl.ui.operations import Notice
from mediadl.ui.theme import Theme

HIDE_AFTER_S = 8.0
MAX_SHOWN = 3
_DETAIL_LINES = 6
_ICONS = {"info": "info", "success": "check-circle", "warning": "warning", "error": "error"}
_COLOURS = {"info": "info", "success": "success", "warning": "warning", "error": "danger"}


class NoticeBar(QWidget):
    """The notices of the moment, newest last; an older one makes room when there are too many."""

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, hide_after_s: float = HIDE_AFTER_S
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName("Notices")
        self._theme = theme
        self._hide_after_s = hide_after_s
        self._shown: list[NoticeFrame] = []
        self._complaint: Notice | None = None
        self._layout = QVBoxLayout(self)
        self._resize()
        theme.changed.connect(self._resize)
        self.hide()

    @property
    def shown(self) -> tuple[Notice, ...]:
        """What is on the screen, oldest first."""
        return tuple(frame.notice for frame in self._shown)

    def show_notice(self, notice: Notice) -> None:
        """Show a notice and say it to screen readers.

        The same sentence is not shown twice, unless each has its own button: they mean different things.
        """
        same = [frame for frame in self._shown if frame.notice.text == notice.text]
        for frame in [frame for frame in same if frame.notice.on_action is None]:
            self._drop(frame)
        while len(self._shown) >= MAX_SHOWN:
            passing = [frame for frame in self._shown if frame.passes]
            self._drop((passing or self._shown)[0])
        frame = NoticeFrame(notice, self._theme, self._hide_after_s, self)
        # No lambda: one that holds this bar would be freed with the frame, and could take the bar along.
        frame.dismissed.connect(self._drop)
        self._shown.append(frame)
        self._layout.addWidget(frame)
        self.show()
        announce(self, frame.text, urgent=notice.kind in {"warning", "error"})

    def withdraw(self, notice: Notice) -> None:
        """Take this very notice away, if it is still there: what it offers has been done."""
        for frame in [frame for frame in self._shown if frame.notice is notice]:
            self._drop(frame)

    def complain(self, text: str) -> None:
        """Say what is wrong with the user's input; it takes the place of the complaint before."""
        self.end_complaint()
        self._complaint = Notice("error", text)
        self.show_notice(self._complaint)

    def end_complaint(self) -> bool:
        """Take the complaint away; False when there is none."""
        complaint, self._complaint = self._complaint, None
        if complaint is None or not any(notice is complaint for notice in self.shown):
            return False
        self.withdraw(complaint)
        return True

    def dismiss_newest(self) -> bool:
        """Take the newest notice away; False when there is none."""
        if self._shown:
            self._shown[-1].close_by_hand()
            return True
        return False

    def _drop(self, frame: NoticeFrame) -> None:
        if frame not in self._shown:
            return
        self._shown.remove(frame)
        if frame.isAncestorOf(QApplication.focusWidget() or self):
            self.window().setFocus()
        self._layout.removeWidget(frame)
        frame.hide()
        frame.deleteLater()
        self.setVisible(bool(self._shown))

    def _resize(self) -> None:
        metrics = self._theme.metrics
        self._layout.setContentsMargins(metrics.space_l, metrics.space_s, metrics.space_l, metrics.space_s)
        self._layout.setSpacing(metrics.space_xs)


class NoticeFrame(QFrame):
    """One notice. `dismissed(frame)` fires when it is closed, acted upon, or its time is up."""

    dismissed = Signal(QWidget)

    def __init__(
        self, notice: Notice, theme: Theme, hide_after_s: float, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setProperty("kind", notice.kind)
        self.notice = notice
        self.seconds_left = notice.counts_from_s
        self._theme = theme
        self._timer = QTimer(self, singleShot=True, interval=round(hide_after_s * 1000))
        self._timer.timeout.connect(self._on_time_up)
        self.setAccessibleName(self.text)
        self._icon = QLabel(self)
        self._text = QLabel(self.text, self)
        self._details = QPlainTextEdit(notice.detail, self)
        self._layout = QGridLayout(self)
        self._build()
        self._resize()
        theme.changed.connect(self._resize)
        if notice.counts_from_s:
            self._second = QTimer(self, interval=1000)
            self._second.timeout.connect(self._count_down)
            self._second.start()
        elif notice.kind != "error":
            self._timer.start()

    @property
    def text(self) -> str:
        """What it says now."""
        if not self.notice.counts_from_s:
            return self.notice.text
        return self.notice.text.replace("{seconds}", str(self.seconds_left))

    @property
    def passes(self) -> bool:
        """Whether it would go away by itself."""
        return self.notice.kind != "error" and not self.notice.counts_from_s

    def close_by_hand(self) -> None:
        """Go; what is about to happen must not happen unseen, so a countdown is called off."""
        if self.notice.counts_from_s:
            self.act()
        else:
            self.dismissed.emit(self)

    def act(self) -> None:
        """Do what the button says, then go."""
        self.dismissed.emit(self)
        if self.notice.on_action is not None:
            self.notice.on_action()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the notice that has the focus."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_by_hand()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._details.setReadOnly(True)
        self._details.setTabChangesFocus(True)
        self._details.setProperty("role", "log")
        self._details.setAccessibleName("Details")
        self._details.hide()
        self._layout.addWidget(self._icon, 0, 0)
        self._layout.addWidget(self._text, 0, 1, Qt.AlignmentFlag.AlignVCenter)
        self._layout.setColumnStretch(1, 1)
        for column, button in enumerate(self._buttons(), start=2):
            self._layout.addWidget(button, 0, column, Qt.AlignmentFlag.AlignVCenter)
        self._layout.addWidget(self._details, 1, 1, 1, -1)

    def _buttons(self) -> list[QWidget]:
        buttons: list[QWidget] = []
        if self.notice.detail:
            details = QPushButton("Details", self)
            details.setCheckable(True)
            details.toggled.connect(self._details.setVisible)
            buttons.append(details)
        if self.notice.action:
            action = QPushButton(self.notice.action, self)
            action.setToolTip(f"{self.notice.action} (Ctrl+Z)" if self.notice.action == "Undo" else "")
            action.clicked.connect(self.act)
            buttons.append(action)
        close = QToolButton(self)
        close.setIcon(icons.icon("close", self._theme))
        close.setToolTip("Dismiss (Escape)")
        close.setAccessibleName("Dismiss")
        close.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        close.clicked.connect(self.close_by_hand)
        return [*buttons, close]

    def _count_down(self) -> None:
        self.seconds_left = max(0, self.seconds_left - 1)
        self._text.setText(self.text)
        self.setAccessibleName(self.text)

    def _on_time_up(self) -> None:
        # Somebody who reads or reaches for it is not hurried.
        if self.underMouse() or self.isAncestorOf(QApplication.focusWidget() or self.window()):
            self._timer.start()
        else:
            self.dismissed.emit(self)

    def _resize(self) -> None:
        metrics, kind = self._theme.metrics, self.notice.kind
        colour = getattr(self._theme.tokens, _COLOURS[kind])
        size = metrics.icon_m
        self._icon.setPixmap(icons.pixmap(_ICONS[kind], size, colour, self.devicePixelRatioF()))
        self._icon.setMinimumHeight(metrics.control_height)
        self._details.setFixedHeight(_DETAIL_LINES * metrics.line + 2 * metrics.space_s)
        self._layout.setContentsMargins(metrics.space_m, metrics.space_xs, metrics.space_s, metrics.space_xs)
        self._layout.setHorizontalSpacing(metrics.space_s)
        self._layout.setVerticalSpacing(metrics.space_xs)


def announce(widget: QWidget, text: str, *, urgent: bool = False) -> None:
    """Have a screen reader say the sentence; `urgent` interrupts what it says now."""
    event = QAccessibleAnnouncementEvent(widget, text)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
    QAccessible.updateAccessibility(event)
