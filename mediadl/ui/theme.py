"""The look of the window: sizes from the font, colours from the system, one stylesheet; no widgets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache, partial
from pathlib import Path
from string import Template
from typing import Literal

from PySide6.QtCore import QObject, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from mediadl import paths
from mediadl.ui import icons
from mediadl.ui.palette import DARK, LIGHT, Tokens

__all__ = ["APPEARANCES", "DARK", "LIGHT", "Appearance", "Metrics", "Theme", "Tokens", "restyle"]

Appearance = Literal["system", "light", "dark"]

APPEARANCES: Mapping[Appearance, tuple[str, str]] = {
    "system": ("System", "settings"),
    "light": ("Light", "sun"),
    "dark": ("Dark", "moon"),
}
"""Word and icon of each, in the order of menus and buttons."""

_SCHEMES: Mapping[Appearance, Qt.ColorScheme] = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}

# A 13-pixel font, which is what desktops ship with (12 to 13.3), gives the 8-pixel grid.
_GRID_PER_FONT_PIXEL = 0.63


def _grid_px(unit: int, steps: float) -> int:
    return max(1, round(steps * unit))


@dataclass(frozen=True, slots=True)
class Metrics:
    """Lengths in logical pixels and type sizes in points, all grown from the application font."""

    unit: int
    line: int
    focus_ring: int
    space_xs: int
    space_s: int
    space_m: int
    space_l: int
    space_xl: int
    radius_s: int
    radius_m: int
    radius_l: int
    icon_s: int
    icon_m: int
    icon_l: int
    icon_xl: int
    lead_inset: int
    control_height: int
    field_height: int
    row_height: int
    row_height_compact: int
    thumb_width: int
    thumb_height: int
    rail_width: int
    bar_height: int
    bar_radius: int
    scrollbar: int
    scroll_inset: int
    scroll_radius: int
    small_pt: float
    body_pt: float
    title_pt: float

    @classmethod
    def from_font(cls, font: QFont) -> Metrics:
        """Sizes for a font: text twice as large gives everything twice as large."""
        unit = max(5, round(QFontInfo(font).pixelSize() * _GRID_PER_FONT_PIXEL))
        line = QFontMetrics(font).lineSpacing()
        body_pt = QFontInfo(font).pointSizeF()
        grid = partial(_grid_px, unit)
        row_height = max(grid(8), 2 * line + grid(4))
        return cls(
            unit=unit,
            line=line,
            focus_ring=max(2, grid(0.25)),
            space_xs=grid(0.5),
            space_s=grid(1),
            space_m=grid(1.5),
            space_l=grid(2),
            space_xl=grid(3),
            radius_s=grid(0.5),
            radius_m=grid(0.75),
            radius_l=grid(1.25),
            icon_s=grid(2),
            icon_m=grid(2.5),
            icon_l=grid(3),
            icon_xl=grid(7),
            lead_inset=grid(1.5) + grid(2) + grid(1),
            control_height=max(grid(4), line + grid(1.75)),
            field_height=max(grid(5), line + grid(2.75)),
            row_height=row_height,
            row_height_compact=max(grid(4), line + grid(1.5)),
            thumb_width=round((row_height - grid(2)) * 16 / 9),
            thumb_height=row_height - grid(2),
            rail_width=grid(11),
            bar_height=2 * grid(0.375),
            bar_radius=grid(0.375),
            scrollbar=2 * grid(0.75),
            scroll_inset=grid(0.375),
            scroll_radius=grid(0.75),
            small_pt=round(body_pt * 0.9, 1),
            body_pt=round(body_pt, 1),
            title_pt=round(body_pt * 1.45, 1),
        )


class Theme(QObject):
    """The colours and sizes of the moment; ``changed`` fires after the application wears the new ones."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """A light theme in the application's font; nothing is touched before ``apply``."""
        super().__init__(parent)
        self.tokens: Tokens = LIGHT
        self.metrics = Metrics.from_font(QGuiApplication.font())
        self.appearance: Appearance = "system"
        self._scheme = QGuiApplication.styleHints().colorScheme()
        self._app: QApplication | None = None

    @property
    def is_dark(self) -> bool:
        """Whether the dark colours are worn now."""
        return self.tokens is DARK

    def apply(self, app: QApplication) -> None:
        """Dress the application, and follow the system's colour scheme and font from now on."""
        self._app = app
        app.setStyle("Fusion")
        # Every menu here counts as a context menu for Qt, and some desktops leave the keys out of those.
        app.styleHints().setShowShortcutsInContextMenus(True)
        app.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)
        app.fontChanged.connect(self._refresh)
        self._refresh()

    def release(self) -> None:
        """Stop following the system; the application keeps what it wears."""
        if self._app is not None:
            self._app.styleHints().colorSchemeChanged.disconnect(self._on_scheme_changed)
            self._app.fontChanged.disconnect(self._refresh)
            self._app = None

    def set_appearance(self, appearance: Appearance) -> None:
        """Follow the system, or stay light or dark whatever it says."""
        self.appearance = appearance
        # Native title bars and file dialogs follow this too, where the platform can.
        hints = QGuiApplication.styleHints()
        hints.setColorScheme(_SCHEMES[appearance])
        self._on_scheme_changed(hints.colorScheme())

    def _on_scheme_changed(self, scheme: Qt.ColorScheme) -> None:
        self._scheme = scheme
        self._refresh()

    def _refresh(self, *_: object) -> None:
        if self._app is None:
            return
        dark = self.appearance == "dark" or (
            self.appearance == "system" and self._scheme == Qt.ColorScheme.Dark
        )
        tokens, metrics = DARK if dark else LIGHT, Metrics.from_font(self._app.font())
        if self._app.styleSheet() and (tokens, metrics) == (self.tokens, self.metrics):
            return
        self.tokens, self.metrics = tokens, metrics
        self._app.setPalette(palette(tokens))
        self._app.setStyleSheet(stylesheet(tokens, metrics, _style_images().paths(tokens)))
        self.changed.emit()


def restyle(widget: QWidget, **properties: object) -> None:
    """Set the dynamic properties that the stylesheet asks for (``role``, ``kind``) and show their look."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def stylesheet(tokens: Tokens, metrics: Metrics, images: Mapping[str, str]) -> str:
    """The application's stylesheet with every ``${name}`` filled in. Raises KeyError for an unknown name."""
    template = Template((paths.resources_dir() / "styles" / "app.qss").read_text(encoding="utf-8"))
    # Padding inside a ring, where there was an edge of one pixel: nothing moves, and no word is cut.
    wider = metrics.focus_ring - 1
    focused = {"focused_s": metrics.space_s - wider, "focused_l": metrics.space_l - wider}
    return template.substitute(asdict(tokens) | asdict(metrics) | focused | dict(images))


PALETTE_ROLES: Mapping[QPalette.ColorRole, str] = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "window",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "text_muted",
    QPalette.ColorRole.Button: "surface_raised",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "danger",
    QPalette.ColorRole.ToolTipBase: "surface_raised",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "accent_text",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent_pressed",
    QPalette.ColorRole.Light: "surface_raised",
    QPalette.ColorRole.Midlight: "surface_hover",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Dark: "border_strong",
    QPalette.ColorRole.Shadow: "shadow",
}


def palette(tokens: Tokens) -> QPalette:
    """The same colours for what Qt paints without the stylesheet."""
    made = QPalette()
    for role, token in PALETTE_ROLES.items():
        made.setColor(role, QColor(getattr(tokens, token)))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.text_disabled))
    return made


# Placeholder in the stylesheet → the icon, and the token that colours it.
STYLE_IMAGES: Mapping[str, tuple[str, str]] = {
    "image_check": ("check", "accent_text"),
    "image_check_disabled": ("check", "text_disabled"),
    "image_partial": ("minus", "accent_text"),
    "image_dot": ("dot", "accent_text"),
    "image_down": ("chevron-down", "text_muted"),
    "image_down_disabled": ("chevron-down", "text_disabled"),
    "image_up": ("chevron-up", "text_muted"),
    "image_right": ("chevron-right", "text_muted"),
    "image_tool_left": ("chevron-left", "text"),
    "image_tool_right": ("chevron-right", "text"),
    "image_tool_up": ("chevron-up", "text"),
    "image_tool_add": ("add", "text"),
    "image_tool_grid": ("grid", "text"),
    "image_tool_list": ("list", "text"),
    "image_menu_check": ("check", "accent"),
}


class _StyleImages:
    """Coloured copies of icons on disk, because a stylesheet's ``url()`` reads files only."""

    def __init__(self) -> None:
        self._folder = QTemporaryDir()  # goes away with this

    def paths(self, tokens: Tokens) -> dict[str, str]:
        """Placeholder → file. The colour is in the file's name: Qt caches these images by name."""
        return {key: self._path(name, getattr(tokens, token)) for key, (name, token) in STYLE_IMAGES.items()}

    def _path(self, name: str, colour: str) -> str:
        file = Path(self._folder.filePath(f"{name}-{colour.removeprefix('#')}.svg"))
        if not file.exists():
            file.write_text(icons.svg(name).replace("currentColor", colour), encoding="utf-8")
        return file.as_posix()


@cache
def _style_images() -> _StyleImages:
    """One for the process: the application wears what a theme gave it, and reads its pictures, for longer."""
    return _StyleImages()
