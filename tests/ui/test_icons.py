"""Icons: each draws something in the one colour it is given, and follows the theme."""

import gc
import re

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage, QPixmap
from PySide6.QtWidgets import QToolButton

from mediadl.ui import icons
from mediadl.ui.theme import DARK, LIGHT, Theme


def opaque(drawn: QPixmap) -> list[QColor]:
    image = drawn.toImage().convertToFormat(QImage.Format.Format_ARGB32)
    everywhere = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return [colour for colour in (image.pixelColor(x, y) for x, y in everywhere) if colour.alpha() > 250]


@pytest.fixture
def theme(qt_app):
    return Theme()


@pytest.mark.parametrize("name", icons.names())
def test_each_icon_draws_in_the_given_colour_only(qt_app, name):
    seen = opaque(icons.pixmap(name, 48, "#123456"))
    assert len(seen) > 20
    assert {colour.name() for colour in seen} <= {"#123456", "#113355", "#123356", "#113456", "#123455"}


@pytest.mark.parametrize("name", icons.names())
def test_each_icon_takes_the_text_colour_and_keeps_to_its_grid(name):
    source = icons.svg(name)
    assert 'viewBox="0 0 24 24"' in source
    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', source)) <= {"none", "currentColor"}
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|style=|rgb", source) == []


def test_the_logo_has_colours_of_its_own_at_every_size(qt_app):
    logo = icons.logo()
    for size_px in (16, 32, 256):
        assert len({c.name() for c in opaque(logo.pixmap(QSize(size_px, size_px)))}) > 8


def test_an_unknown_icon_or_colour_is_refused_at_once(theme):
    with pytest.raises(KeyError, match="no icon named 'unicorn'"):
        icons.icon("unicorn", theme)
    with pytest.raises(AttributeError):
        icons.icon("queue", theme, role="ultraviolet")


def test_an_icon_follows_the_theme_without_being_made_again(theme):
    icon = icons.icon("select-all", theme, role="accent")
    before = {colour.name() for colour in opaque(icon.pixmap(64, 64))}
    theme.tokens = DARK
    after = {colour.name() for colour in opaque(icon.pixmap(64, 64))}
    assert LIGHT.accent in before
    assert DARK.accent in after
    assert LIGHT.accent not in after


def test_checked_and_disabled_have_their_own_colours(theme):
    icon = icons.icon("pause", theme, role="text_muted", on_role="accent")
    checked = icon.pixmap(QSize(64, 64), QIcon.Mode.Normal, QIcon.State.On)
    disabled = icon.pixmap(QSize(64, 64), QIcon.Mode.Disabled, QIcon.State.Off)
    assert LIGHT.accent in {colour.name() for colour in opaque(checked)}
    assert LIGHT.text_disabled in {colour.name() for colour in opaque(disabled)}


def test_a_dense_screen_gets_more_pixels_of_the_same_size(qt_app):
    drawn = icons.pixmap("folder", 20, "#000000", dpr=2.0)
    assert drawn.size() == QSize(40, 40)
    assert drawn.deviceIndependentSize().toSize() == QSize(20, 20)


def test_icons_outlive_the_python_objects_that_made_them(theme):
    buttons = [QToolButton() for _ in range(200)]
    for button, name in zip(buttons, icons.names() * 4, strict=False):
        button.setIcon(QIcon(icons.icon(name, theme)))
    gc.collect()
    assert all(opaque(button.icon().pixmap(32, 32)) for button in buttons)


def test_a_changed_copy_of_an_icon_stays_alive(theme):
    shared = icons.icon("queue", theme)
    for _ in range(20):
        changed = QIcon(shared)
        changed.setIsMask(True)
        gc.collect()
        assert opaque(changed.pixmap(32, 32))
