"""The notice on the playlist page that says why a list broke off, with a button that reads it again."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget


class ListNotice(QFrame):
    """Hidden until there is something to say."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.text = QLabel(self)
        self.retry_button = QPushButton("Try again", self)
        self.setObjectName("notice")
        self.setProperty("kind", "error")
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.addWidget(self.text, 1)
        row.addWidget(self.retry_button)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show a sentence, with the focus on the way out."""
        self.text.setText(sentence)
        self.show()
        self.retry_button.setFocus()
