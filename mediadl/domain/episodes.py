"""Numbers of episodes in a media library: which one a new episode gets. Where they are kept is elsewhere."""

from collections.abc import Collection

PER_DAY = 100
"""A day of a channel has this many numbers: MMDD00 is not given, MMDD01 is its first."""


def first_of_day(yyyymmdd: str) -> tuple[int, int]:
    """Season and first number of a day of a channel: ("20260615") → (2026, 61501)."""
    return int(yyyymmdd[:4]), int(yyyymmdd[4:8]) * PER_DAY + 1


def number_for(first: int, own: int | None, taken: Collection[int]) -> int:
    """The number of an episode that has none yet: its file's own one if there is a file, else the next free.

    `taken` are the numbers that other episodes of the season have.
    """
    if own is not None and own not in taken:
        return own
    number = first
    while number in taken:
        number += 1
    return number
