"""The colours of the window, light and dark; which widget wears which is said in resources/styles/app.qss."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tokens:
    """One hex colour (``#rrggbb``) per meaning; each text colour meets WCAG AA where it is used."""

    window: str
    surface: str
    surface_raised: str
    surface_hover: str
    surface_pressed: str
    surface_selected: str
    border: str
    border_control: str
    border_strong: str
    text: str
    text_muted: str
    text_disabled: str
    accent: str
    accent_hover: str
    accent_pressed: str
    accent_text: str
    accent_soft: str
    success: str
    success_soft: str
    warning: str
    warning_soft: str
    danger: str
    danger_soft: str
    info: str
    info_soft: str
    bar_track: str
    bar_fill: str
    focus: str
    shadow: str


LIGHT = Tokens(
    window="#f4f5f8",
    surface="#ffffff",
    surface_raised="#ffffff",
    surface_hover="#eceef3",
    surface_pressed="#e0e3ea",
    surface_selected="#e5e8fb",
    border="#dcdfe6",
    border_control="#c3c8d2",
    border_strong="#868d9b",
    text="#1a1d24",
    text_muted="#565d6b",
    text_disabled="#9aa0ad",
    accent="#4453d6",
    accent_hover="#3a48c2",
    accent_pressed="#303ca6",
    accent_text="#ffffff",
    accent_soft="#e5e8fb",
    success="#166f42",
    success_soft="#e2f3e9",
    warning="#8a5600",
    warning_soft="#fcf0d6",
    danger="#b92532",
    danger_soft="#fce9ea",
    info="#235f9f",
    info_soft="#e5eff9",
    bar_track="#dfe2e9",
    bar_fill="#4453d6",
    focus="#4453d6",
    shadow="#8a8f9b",
)

DARK = Tokens(
    window="#15171c",
    surface="#1c1f25",
    surface_raised="#262a32",
    surface_hover="#292d36",
    surface_pressed="#323742",
    surface_selected="#2b3157",
    border="#333843",
    border_control="#464d5a",
    border_strong="#7a8292",
    text="#e9ebf0",
    text_muted="#a7aebc",
    text_disabled="#666d7b",
    accent="#9ba7ff",
    accent_hover="#b1baff",
    accent_pressed="#8793f2",
    accent_text="#12163a",
    accent_soft="#2b3157",
    success="#62cd90",
    success_soft="#173526",
    warning="#e8b854",
    warning_soft="#382d14",
    danger="#ff9090",
    danger_soft="#43232a",
    info="#86bdf2",
    info_soft="#1b3146",
    bar_track="#383e4a",
    bar_fill="#8f9cff",
    focus="#9ba7ff",
    shadow="#08090b",
)
