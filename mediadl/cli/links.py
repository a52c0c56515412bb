"""Collects the links that the command line names, directly or in files. Nothing is fetched here."""

import sys
from collections.abc import Sequence
from pathlib import Path

from mediadl.domain.errors import InvalidLink, UserError
from mediadl.domain.links import parse_link

STDIN = "-"


def links_of(texts: Sequence[str]) -> tuple[str, ...]:
    """The texts as links, in order, each once.

    Raises:
        InvalidLink: for the first that is none.
    """
    return tuple(dict.fromkeys(parse_link(text) for text in texts))


def links_in_file(name: str) -> list[str]:
    """The links of a text file, one a line; empty lines and those that start with # are skipped.

    Raises:
        UserError: the file cannot be read or holds no link.
        InvalidLink: a line is no link; the sentence names it.
    """
    shown = "stdin" if name == STDIN else f"“{name}”"
    links = []
    for number, line in enumerate(_text_of(name, shown).splitlines(), start=1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        try:
            links.append(parse_link(text))
        except InvalidLink as error:
            raise InvalidLink(f"Line {number} of {shown}: {error}") from None
    if not links:
        raise UserError(f"There is no link in {shown}.")
    return links


def _text_of(name: str, shown: str) -> str:
    try:
        content = sys.stdin.buffer.read() if name == STDIN else Path(name).read_bytes()
    except OSError as error:
        raise UserError(f"{shown} cannot be read: {error.strerror}.") from None
    except ValueError:  # a NUL in the name
        raise UserError(f"{shown} cannot be read: it is no file name.") from None
    try:
        return content.decode("utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
    except UnicodeDecodeError:
        raise UserError(f"{shown} cannot be read: it is not a text file.") from None
