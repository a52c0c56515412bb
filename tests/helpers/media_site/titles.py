"""Names for things that have none: titles, channels and pictures, always the same for the same id."""

import re
import zlib

from .recipes import THUMBNAILS

_PLACES = (
    "Harbour",
    "Valley",
    "Coast",
    "Summit",
    "Garden",
    "Station",
    "Lagoon",
    "Forest",
    "Bridge",
    "Island",
)
_MOODS = ("Morning in the", "Night over the", "A walk through the", "Above the", "Rain on the", "Back to the")
_NAMES = ("Northern", "Blue", "Quiet", "Old", "Hidden", "Silver", "Windy", "Far", "Green", "Little", "Open")


def number_of(name: str) -> int:
    """Return a number for a name; names that differ by one in a number at their end differ by one."""
    match = re.search(r"(\d{1,6})$", name)
    stem = name[: match.start()] if match else name
    return zlib.crc32(stem.encode()) % 100_000 + (int(match[1]) if match else 0)


def title_of(name: str) -> str:
    """Return a title such as "Night over the Blue Harbour"."""
    number = number_of(name)
    mood, place = _MOODS[number % len(_MOODS)], _PLACES[number % len(_PLACES)]
    return f"{mood} {_NAMES[number % len(_NAMES)]} {place}"


def thumbnail_of(name: str) -> str:
    """Return the file name of the picture for a name, within the asset `thumbs`."""
    return f"{number_of(name) % THUMBNAILS:02d}.jpg"
