"""The foot of a dialog: words on what comes of it, and its buttons; what they do is the dialog's."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from mediadl.ui.scrolled import scrolled
from mediadl.ui.theme import Theme


class DialogFoot(QFrame):
    """`words` above the buttons: `aside` at the left, the last of `buttons` is what Return presses."""

    def __init__(
        self,
        words: QLabel,
        buttons: Sequence[QPushButton],
        theme: Theme,
        parent: QWidget,
        *,
        aside: QPushButton | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("choiceFooter")
        metrics = theme.metrics
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout()
        row.setSpacing(metrics.space_s)
        if aside is not None:
            aside.setProperty("kind", "quiet")
            row.addWidget(aside)
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        buttons[-1].setProperty("kind", "primary")
        buttons[-1].setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(metrics.space_l, metrics.space_m, metrics.space_l, metrics.space_m)
        column.setSpacing(metrics.space_m)
        column.addWidget(words)
        column.addLayout(row)


def lay_over(inside: QWidget, name: str, foot: DialogFoot, dialog: QWidget) -> None:
    """Put a dialog together: what scrolls, `name` for screen readers, over the foot that stays."""
    whole = QVBoxLayout(dialog)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(0)
    whole.addWidget(scrolled(inside, name, dialog), 1)
    whole.addWidget(foot)
