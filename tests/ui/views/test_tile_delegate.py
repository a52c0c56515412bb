"""Tiles grow with the text, and their box lies in their picture."""

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from mediadl.ui.views.tile_delegate import TileDelegate
from tests.helpers.pages import a_dressed_page


def test_a_tile_grows_with_the_text(qt_app, tmp_path):
    with a_dressed_page(qt_app, tmp_path) as (theme, thumbnails):
        font = QFont(QApplication.font())
        tiles = TileDelegate(theme, thumbnails, font)
        before = tiles.sizes()
        font.setPointSizeF(2 * font.pointSizeF())
        tiles.use_font(font)
        assert tiles.sizes().width() > 1.5 * before.width()
        tile = QRect(QPoint(40, 30), tiles.sizes())
        assert tile.contains(tiles.box_of(tile))
