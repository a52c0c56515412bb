"""Items side by side that go on in the next line."""

import pytest
from PySide6.QtWidgets import QSizePolicy, QWidget

from mediadl.ui.views.flow_layout import FlowLayout


def laid_out(
    width: int, widths: list[int], *, to_the_right: bool = False, greedy: bool = False
) -> list[tuple]:
    host = QWidget()
    flow = FlowLayout(host, to_the_right=to_the_right)
    flow.setSpacing(10)
    items = []
    for item_width in widths:
        item = QWidget(host)
        item.setMinimumSize(item_width, 20)
        flow.addWidget(item)
        items.append(item)
    if greedy:
        items[-1].setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    host.resize(width, flow.heightForWidth(width))
    flow.activate()
    return [(item.x(), item.y(), item.width()) for item in items]


@pytest.mark.parametrize(
    ("width", "places"),
    [
        (320, [(0, 0, 100), (110, 0, 100), (220, 0, 100)]),
        (319, [(0, 0, 100), (110, 0, 100), (0, 30, 100)]),
        (150, [(0, 0, 100), (0, 30, 100), (0, 60, 100)]),
    ],
)
def test_what_does_not_fit_goes_on_in_the_next_line(qt_app, width, places):
    assert laid_out(width, [100, 100, 100]) == places


def test_lines_can_end_at_the_right(qt_app):
    assert laid_out(250, [100, 100, 100], to_the_right=True) == [(40, 0, 100), (150, 0, 100), (150, 30, 100)]


def test_a_last_item_that_wants_to_expand_gets_the_rest_of_its_line(qt_app):
    assert laid_out(300, [100, 100], greedy=True)[-1] == (110, 0, 190)


def test_an_empty_layout_takes_no_room(qt_app):
    assert FlowLayout().heightForWidth(100) == 0
