"""Colours: every pair that meets on the screen is readable."""

import itertools

import pytest

from mediadl.ui.palette import DARK, LIGHT, Tokens

GROUNDS = ("window", "surface", "surface_raised", "surface_hover", "surface_selected")
FIXED = ("success", "warning", "danger", "info")
TEXT_PAIRS = [
    *itertools.product(("text", "text_muted"), (*GROUNDS, "surface_pressed")),
    *itertools.product(("text",), ("accent_soft", *(f"{name}_soft" for name in FIXED))),
    *itertools.product(("accent",), (*GROUNDS, "accent_soft")),
    *itertools.product(("accent_text",), ("accent", "accent_hover", "accent_pressed")),
    *itertools.product(FIXED, GROUNDS),
    *((name, f"{name}_soft") for name in FIXED),
]
GRAPHIC_PAIRS = [
    *itertools.product(("border_strong", "focus"), ("window", "surface")),
    *itertools.product(("bar_fill", "success", "danger"), ("bar_track",)),
    ("focus", "surface_selected"),
    ("bar_fill", "surface_selected"),
]


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(tokens: Tokens, front: str, back: str) -> float:
    dim, bright = sorted((luminance(getattr(tokens, front)), luminance(getattr(tokens, back))))
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back"), TEXT_PAIRS)
def test_text_reads_at_aa_on_every_ground(tokens, front, back):
    assert contrast(tokens, front, back) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back"), GRAPHIC_PAIRS)
def test_outlines_and_bars_stand_out_from_their_ground(tokens, front, back):
    assert contrast(tokens, front, back) >= 3.0


def test_the_contrast_formula_gives_the_extremes_their_known_ratio():
    assert round((luminance("#ffffff") + 0.05) / (luminance("#000000") + 0.05), 1) == 21.0
