"""The field with an icon: the icon is there, and the text leaves room for it."""

from PySide6.QtGui import QColor, QImage

from mediadl.ui.icon_field import IconField
from mediadl.ui.theme import LIGHT, Theme


def darkest(image: QImage, right_px: int) -> int:
    everywhere = ((x, y) for x in range(4, right_px) for y in range(4, image.height() - 4))
    return min(QColor(image.pixel(x, y)).lightness() for x, y in everywhere)


def test_the_icon_stands_before_the_text_in_the_muted_colour(qt_app):
    theme = Theme()
    theme.apply(qt_app)
    theme.set_appearance("light")
    field = IconField("search", theme)
    field.resize(300, theme.metrics.field_height)
    try:
        drawn = darkest(field.grab().toImage(), theme.metrics.lead_inset)
        assert abs(drawn - QColor(LIGHT.text_muted).lightness()) < 8
        assert field.cursorRect().x() >= theme.metrics.lead_inset - theme.metrics.space_s
    finally:
        theme.set_appearance("system")
        theme.release()
