"""Another program with something to drag: `python -m tests.e2e.drag_source links|text|file CONTENT X Y`."""

import sys

from PySide6.QtCore import QMimeData, Qt, QTimer, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel


class Source(QLabel):
    """Starts a drag of its content at the first move with the button down."""

    def __init__(self, kind: str, content: str) -> None:
        super().__init__("drag me", alignment=Qt.AlignmentFlag.AlignCenter)
        self._kind = kind
        self._content = content

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Accept, so that the moves come here."""
        event.accept()

    def mouseMoveEvent(self, _event: QMouseEvent) -> None:
        """Begin the drag."""
        data = QMimeData()
        if self._kind == "file":
            data.setUrls([QUrl.fromLocalFile(self._content)])
        elif self._kind == "links":
            data.setUrls([QUrl(link) for link in self._content.split()])
        else:
            data.setText(self._content)
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.CopyAction)


def main() -> int:
    kind, content, x, y = sys.argv[1:]
    application = QApplication([])
    source = Source(kind, content)
    source.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
    source.setGeometry(int(x), int(y), 160, 100)
    source.show()

    def tell() -> None:
        centre = source.mapToGlobal(source.rect().center())
        print(centre.x(), centre.y(), flush=True)

    QTimer.singleShot(600, tell)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
