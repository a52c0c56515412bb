"""Cells of a table whose rows can be checked."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from mediadl.ui.theme import LIGHT, Theme
from mediadl.ui.views.row_delegate import RowDelegate

BOX_AT = 16


@pytest.fixture
def item(qt_app):
    made = QStandardItem("A text")
    made.setCheckable(True)
    return made


def drawn(delegate: RowDelegate, item: QStandardItem, *, selected: bool = False) -> QImage:
    model = QStandardItemModel()
    model.appendRow(item)
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, 200, 32)
    option.state = QStyle.StateFlag.State_Enabled
    if selected:
        option.state |= QStyle.StateFlag.State_Selected
    image = QImage(200, 32, QImage.Format.Format_RGB32)
    image.fill(QColor(LIGHT.surface))
    painter = QPainter(image)
    delegate.paint(painter, option, model.index(0, 0))
    painter.end()
    model.takeRow(0)
    return image


def colours(image: QImage, x: int) -> set[str]:
    return {image.pixelColor(x, y).name() for y in range(image.height())}


def test_a_checked_box_is_filled_with_the_accent_and_an_open_one_is_not(item):
    delegate = RowDelegate(Theme())
    assert LIGHT.accent not in colours(drawn(delegate, item), BOX_AT)
    item.setCheckState(Qt.CheckState.Checked)
    assert LIGHT.accent in colours(drawn(delegate, item), BOX_AT)


def test_a_selected_row_has_its_ground_and_a_hovered_one_another(item):
    delegate = RowDelegate(Theme())
    assert drawn(delegate, item, selected=True).pixelColor(199, 5).name() == LIGHT.surface_selected
    delegate.hovered_row = 0
    assert drawn(delegate, item).pixelColor(199, 5).name() == LIGHT.surface_hover


def test_marked_rows_can_stand_out_in_place_of_selected_ones(item):
    delegate = RowDelegate(Theme())
    delegate.marked_rows_glow = True
    assert drawn(delegate, item, selected=True).pixelColor(199, 5).name() == LIGHT.surface
    item.setCheckState(Qt.CheckState.Checked)
    assert drawn(delegate, item).pixelColor(199, 5).name() == LIGHT.surface_selected


def test_a_cell_asks_for_room_for_its_text_and_its_box(item):
    model = QStandardItemModel()
    model.appendRow([item, QStandardItem("A text")])
    delegate, option = RowDelegate(Theme()), QStyleOptionViewItem()
    with_box, without = (delegate.sizeHint(option, model.index(0, column)).width() for column in (0, 1))
    assert with_box == without + delegate.theme.metrics.icon_s + delegate.theme.metrics.space_s
