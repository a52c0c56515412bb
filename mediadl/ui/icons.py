"""The icon family: SVG outlines in one text colour, drawn sharp at any size; no icon is loaded elsewhere."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from mediadl import paths

if TYPE_CHECKING:
    from mediadl.ui.theme import Theme

LOGO = "mediadl"


@lru_cache(maxsize=128)
def svg(name: str) -> str:
    """The SVG text of an icon, in ``currentColor``. Raises KeyError when there is no icon of that name."""
    file = paths.resources_dir() / "icons" / f"{name}.svg"
    if not file.is_file():
        raise KeyError(f"There is no icon named {name!r} in {file.parent}")
    return file.read_text(encoding="utf-8")


def names() -> list[str]:
    """Every icon of the family, the coloured logo left out."""
    files = (paths.resources_dir() / "icons").glob("*.svg")
    return sorted(file.stem for file in files if file.stem != LOGO)


def pixmap(name: str, size_px: int, colour: str | QColor, dpr: float = 1.0) -> QPixmap:
    """A square of ``size_px`` logical pixels, sharp at ``dpr``; kept in Qt's own, bounded, pixmap cache."""
    hexa = QColor(colour).name(QColor.NameFormat.HexRgb)
    source = svg(name)
    key = f"mediadl-icon:{name}:{size_px}:{hexa}:{dpr:.3f}"
    found = QPixmap()
    if QPixmapCache.find(key, found):
        return found
    side = max(1, round(size_px * dpr))
    drawn = QPixmap(side, side)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    renderer = QSvgRenderer(QByteArray(source.replace("currentColor", hexa).encode()))
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    drawn.setDevicePixelRatio(dpr)
    QPixmapCache.insert(key, drawn)
    return drawn


def icon(name: str, theme: Theme, role: str = "text", on_role: str | None = None) -> QIcon:
    """An icon in the colour of a token, which it asks for at paint time: it follows the theme by itself.

    ``role`` names a field of ``Tokens``; ``on_role`` is the colour while checked. A disabled widget shows it
    in ``text_disabled``. Raises KeyError for an unknown icon and AttributeError for an unknown token.
    """
    svg(name)
    for token in (role, on_role or role):
        getattr(theme.tokens, token)
    return QIcon(_ThemedEngine(name, theme, role, on_role or role))


def logo() -> QIcon:
    """The coloured icon of the application, for windows, the tray and the task bar."""
    drawn = QIcon()
    for size_px in (16, 24, 32, 48, 64, 128, 256):
        drawn.addPixmap(pixmap(LOGO, size_px, "#000000"))
    return drawn


class _ThemedEngine(QIconEngine):
    """Draws one icon of the family in the theme's colour of the moment."""

    _copies: ClassVar[list[QIconEngine]] = []  # only an icon that is changed after it was shared is copied

    def __init__(self, name: str, theme: Theme, role: str, on_role: str) -> None:
        super().__init__()
        self._parts = (name, theme, role, on_role)

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        _, theme, role, on_role = self._parts
        if mode == QIcon.Mode.Disabled:
            return theme.tokens.text_disabled
        colour: str = getattr(theme.tokens, on_role if state == QIcon.State.On else role)
        return colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        device = painter.device()
        drawn = pixmap(self._parts[0], side, self._colour(mode, state), device.devicePixelRatioF())
        left, top = rect.x() + (rect.width() - side) // 2, rect.y() + (rect.height() - side) // 2
        painter.drawPixmap(left, top, drawn)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        side = min(size.width(), size.height())  # in device pixels: Qt sets the ratio itself
        return pixmap(self._parts[0], side, self._colour(mode, state))

    def clone(self) -> QIconEngine:
        # PySide does not hand the copy over to Qt: without a reference here it would die under the icon.
        copy = _ThemedEngine(*self._parts)
        self._copies.append(copy)
        return copy
