"""Reads speeds as people and yt-dlp write them: 500K, 4.2M."""

import argparse
import math
import re

_MOST_BPS = 1024**4
"""A limit above this is none in practice, and would not fit where it is saved."""


def speed(text: str) -> int:
    """Bytes a second, as yt-dlp's --limit-rate writes them; K is 1024, and 0 is no limit.

    Raises:
        argparse.ArgumentTypeError: it is no speed.
    """
    match = re.fullmatch(r"(\d+(?:\.\d+)?)([KMGT]?)", text.strip().upper(), re.ASCII)
    if match is None:
        raise argparse.ArgumentTypeError(f"“{text}” is no speed. Write bytes a second such as 500K or 2.5M")
    unit: int = 1024 ** " KMGT".index(match[2] or " ")
    # Half a byte a second is a limit too, zero is none.
    return min(math.ceil(float(match[1]) * unit), _MOST_BPS)
