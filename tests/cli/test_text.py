"""What reaches a terminal, and how."""

import io
import os
import sys

import pytest

from mediadl.cli.text import Lines, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Plain ü 漢字 👩\u200d👧", "Plain ü 漢字 👩\u200d👧"),
        ("\x1b]0;owned\x07\x1b[31mred", "]0;owned[31mred"),
        ("\x9b2J", "2J"),
        ("one\r\ntwo\tthree\u2028four", "one two three four"),
        ("\u202egpj.exe", "gpj.exe"),
        ("half \udc80", "half "),
    ],
)
def test_what_steers_a_terminal_is_left_out(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_each_line_is_there_at_once() -> None:
    reading, writing = os.pipe()
    with os.fdopen(writing, "w", encoding="utf-8") as stream, os.fdopen(reading, "rb", buffering=0) as reader:
        Lines(stream).write("one ✓")
        assert reader.read(100) == "one ✓\n".encode()


def test_an_encoding_without_the_sign_shows_a_substitute() -> None:
    content = io.BytesIO()
    stream = io.TextIOWrapper(content, encoding="ascii")
    Lines(stream).write("✓ done")
    assert content.getvalue() == b"? done\n"


def test_a_reader_that_has_gone_is_told_once_and_quietly() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    reasons: list[str] = []
    with os.fdopen(writing, "w") as stream:
        lines = Lines(stream, on_lost=reasons.append)
        lines.write("one")
        lines.write("two")
    assert reasons == [""]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/dev/full is of Linux")
def test_another_trouble_is_told_with_the_reason() -> None:
    reasons: list[str] = []
    with open("/dev/full", "w") as stream:  # noqa: PTH123 - a device
        Lines(stream, on_lost=reasons.append).write("one")
    assert reasons == ["No space left on device"]
