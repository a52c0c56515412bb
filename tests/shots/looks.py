"""The looks that every view has to keep its shape in."""

from dataclasses import dataclass

from mediadl.ui.theme import Appearance


@dataclass(frozen=True)
class Look:
    """A name for the file, and what the window is like."""

    name: str
    appearance: Appearance
    size: tuple[int, int] = (1100, 720)
    text_scale: float = 1.0


LOOKS = (
    Look("light", "light"),
    Look("dark", "dark"),
    Look("light-900x600", "light", (900, 600)),
    Look("dark-900x600", "dark", (900, 600)),
    Look("light-200", "light", (1400, 900), 2.0),
    Look("dark-200-900x600", "dark", (900, 600), 2.0),
)
