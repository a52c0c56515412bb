"""What of a page or dialog scrolls where there is little room; what it holds is not known here."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


def scrolled(inside: QWidget, name: str, parent: QWidget) -> QScrollArea:
    """The widget in an area that scrolls downwards only and is no stop of Tab; screen readers say `name`."""
    inside.setObjectName("scrolled")
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setAccessibleName(name)
    area.setWidget(inside)
    return area
