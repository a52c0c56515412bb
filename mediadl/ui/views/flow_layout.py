"""A layout that sets its items side by side and goes on in the next line, as words in a paragraph."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

_ENDLESS_PX = 1_000_000


class FlowLayout(QLayout):
    """Items keep their preferred size; each line is as high as its highest item.

    A last item that wants to expand gets the rest of its line.
    """

    def __init__(self, parent: QWidget | None = None, *, to_the_right: bool = False) -> None:
        super().__init__(parent)
        self._to_the_right = to_the_right
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's name
        """Append an item."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        """The item at a place, None beyond the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        """Take an item out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's name
        """It takes no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Height that the lines need."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - Qt's name
        """Put every item in its place."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """All in one line."""
        sizes = [size for line in self._lines(_ENDLESS_PX) for _, size in line]
        width = sum(size.width() + self._gap for size in sizes) - self._gap
        return QSize(max(0, width), max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        """The largest item alone."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    @property
    def _gap(self) -> int:
        return max(0, self.spacing())

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Place the items if `move`; return the height of all lines."""
        y, gap = rect.y(), self._gap
        for line in self._lines(rect.width()):
            height = max(size.height() for _, size in line)
            left_over = rect.width() - sum(size.width() + gap for _, size in line) + gap
            if line[-1][0] is self._items[-1] and self._wants_rest(line[-1][0]):
                line[-1][1].setWidth(line[-1][1].width() + max(0, left_over))
                left_over = 0
            x = rect.x() + (max(0, left_over) if self._to_the_right else 0)
            for item, size in line:
                if move:
                    down = (height - size.height()) // 2
                    item.setGeometry(QRect(QPoint(x, y + down), size))
                x += size.width() + gap
            y += height + gap
        return max(0, y - gap - rect.y())

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint().expandedTo(item.minimumSize())
            used += size.width() + self._gap
            if not lines or used - self._gap > width:
                lines.append([])
                used = size.width() + self._gap
            lines[-1].append((item, size))
        return lines

    def _wants_rest(self, item: QLayoutItem) -> bool:
        return bool(item.expandingDirections() & Qt.Orientation.Horizontal)
