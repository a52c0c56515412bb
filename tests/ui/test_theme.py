"""The theme: sizes grow with the font, the stylesheet is whole, and a change reaches the application."""

import re
from dataclasses import asdict, fields
from typing import get_args

import pytest
from PySide6.QtCore import Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QTableView

from mediadl import paths
from mediadl.ui import icons
from mediadl.ui.theme import (
    APPEARANCES,
    DARK,
    LIGHT,
    PALETTE_ROLES,
    STYLE_IMAGES,
    Appearance,
    Metrics,
    Theme,
    Tokens,
    restyle,
    stylesheet,
)


@pytest.fixture
def theme(qt_app):
    made = Theme()
    made.apply(qt_app)
    made.set_appearance("light")
    yield made
    made.set_appearance("system")
    made.release()


@pytest.fixture
def qt_messages():
    said: list[str] = []
    before = qInstallMessageHandler(
        lambda kind, _context, text: said.append(f"{QtMsgType(kind).name}: {text}")
    )
    yield said
    qInstallMessageHandler(before)


def placeholders() -> set[str]:
    text = (paths.resources_dir() / "styles" / "app.qss").read_text(encoding="utf-8")
    return set(re.findall(r"\$\{(\w+)\}", text))


def test_every_placeholder_of_the_stylesheet_is_known(qt_app):
    known = {f.name for f in fields(Tokens)} | {f.name for f in fields(Metrics)} | set(STYLE_IMAGES)
    assert placeholders() - known == {"focused_s", "focused_l"}


def test_no_colour_and_no_image_is_unused():
    used = placeholders() | set(PALETTE_ROLES.values()) | {token for _, token in STYLE_IMAGES.values()}
    assert {f.name for f in fields(Tokens)} - used == set()
    assert set(STYLE_IMAGES) - used == set()


def test_an_unknown_placeholder_is_refused(qt_app):
    with pytest.raises(KeyError):
        stylesheet(LIGHT, Metrics.from_font(qt_app.font()), images={})


@pytest.mark.parametrize("appearance", ["light", "dark"])
def test_qt_reads_the_stylesheet_without_a_word(theme, qt_messages, appearance):
    theme.set_appearance(appearance)
    for kind in (QPushButton, QComboBox, QTableView, QLabel):
        widget = kind()
        widget.ensurePolished()
        widget.grab()
    assert qt_messages == []


@pytest.mark.parametrize("size_px", [12, 13, 16])
def test_everything_doubles_with_the_font(qt_app, size_px):
    small, large = QFont(qt_app.font()), QFont(qt_app.font())
    small.setPixelSize(size_px)
    large.setPixelSize(2 * size_px)
    before, after = asdict(Metrics.from_font(small)), asdict(Metrics.from_font(large))
    off = {key: abs(value - 2 * before[key]) for key, value in after.items()}
    assert {key: error for key, error in off.items() if error > max(1, 0.15 * after[key])} == {}


def test_a_usual_font_gives_the_8_pixel_grid(qt_app):
    font = QFont(qt_app.font())
    font.setPixelSize(13)
    metrics = Metrics.from_font(font)
    assert (metrics.unit, metrics.space_s, metrics.space_l, metrics.icon_l) == (8, 8, 16, 24)


def test_a_row_holds_two_lines_of_text_and_a_16_to_9_thumbnail(qt_app):
    metrics = Metrics.from_font(qt_app.font())
    assert metrics.row_height >= 2 * metrics.line + 2 * metrics.space_s
    assert metrics.thumb_width / metrics.thumb_height == pytest.approx(16 / 9, rel=0.02)


def test_dark_reaches_palette_and_listeners(theme, qt_app):
    heard = []
    theme.changed.connect(lambda: heard.append(theme.tokens))
    theme.set_appearance("dark")
    assert heard == [DARK]
    assert theme.is_dark
    assert qt_app.palette().color(QPalette.ColorRole.Window).name() == DARK.window


def test_the_system_is_followed_while_it_runs(theme, qt_app):
    theme.set_appearance("system")
    qt_app.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)  # what a desktop's switch comes down to
    assert theme.is_dark
    theme.set_appearance("light")
    qt_app.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert not theme.is_dark  # the user's own choice stands


def test_a_larger_application_font_makes_everything_larger(theme, qt_app):
    before, font = theme.metrics, QFont(qt_app.font())
    larger = QFont(font)
    larger.setPointSizeF(font.pointSizeF() * 2)
    try:
        qt_app.setFont(larger)
        assert theme.metrics.row_height > 1.6 * before.row_height
    finally:
        qt_app.setFont(font)
    assert theme.metrics == before


def test_restyle_shows_the_look_of_the_new_kind(theme):
    label = QLabel("text")
    label.ensurePolished()
    restyle(label, role="danger")
    assert label.palette().color(QPalette.ColorRole.WindowText).name() == LIGHT.danger


def test_menus_show_their_keys_on_every_desktop(qt_app):
    qt_app.styleHints().setShowShortcutsInContextMenus(False)
    made = Theme()
    made.apply(qt_app)
    made.release()
    assert qt_app.styleHints().showShortcutsInContextMenus()


def test_every_appearance_has_a_word_and_an_icon():
    assert list(APPEARANCES) == list(get_args(Appearance))
    assert all(word and icon in icons.names() for word, icon in APPEARANCES.values())
