"""Speeds are read as people write them."""

import argparse

import pytest

from mediadl.cli.speed import speed


@pytest.mark.parametrize(
    ("text", "bytes_a_second"),
    [("0", 0), ("0.2", 1), ("500K", 512_000), (" 2.5m", 2_621_440), ("9" * 30, 1024**4)],
)
def test_a_speed_is_bytes_a_second(text: str, bytes_a_second: int) -> None:
    assert speed(text) == bytes_a_second


@pytest.mark.parametrize("text", ["", "fast", "-1", "1X", "٣M"])
def test_what_is_no_speed_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="is no speed"):
        speed(text)
