"""The order in which Tab walks through a page, said once instead of left to the order of creation."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtWidgets import QWidget


def walk(stops: Sequence[QWidget]) -> None:
    """Let Tab go from each widget to the next; Qt skips those that are hidden when it comes to them."""
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)
