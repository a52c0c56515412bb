"""Text and streams of a terminal: what may be shown, and how it gets out, not what is said."""

import contextlib
import errno
import io
import os
import unicodedata
from collections.abc import Callable
from typing import TextIO

CANNOT_WRITE = "The output cannot be written: {reason}."

_JOINER = "\u200d"
"""Zero-width joiner: emoji are made of it, and it does no harm."""
_READER_GONE = {errno.EPIPE, errno.EINVAL}
"""Windows says EINVAL of a pipe that nobody reads."""


def visible(text: str) -> str:
    """The text on one line, without what steers a terminal or turns its direction.

    Titles come from strangers: control characters (C0, C1), format characters such as the right-to-left
    override, and halves of surrogate pairs are left out; white space of any kind becomes one blank.
    """
    spaced = " ".join(text.split())
    return "".join(c for c in spaced if c == _JOINER or unicodedata.category(c) not in {"Cc", "Cf", "Cs"})


class Lines:
    """A stream that takes whole lines, each flushed at once; that it is broken is told once, not raised."""

    def __init__(self, stream: TextIO, on_lost: Callable[[str], None] = lambda _reason: None) -> None:
        """`on_lost` is called when a line could not be written; later lines go nowhere.

        Its argument is the system's reason, and empty when just nobody reads any more.
        """
        self._stream = stream
        self._on_lost = on_lost
        self._is_lost = False
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # an old Windows console has no ✓

    def write(self, line: str) -> None:
        """Write one line; its end is added. The text must be fit to show."""
        if self._is_lost:
            return
        try:
            self._stream.write(f"{line}\n")
            self._stream.flush()
        except OSError as error:
            self._is_lost = True
            _give_up(self._stream)
            self._on_lost("" if error.errno in _READER_GONE else error.strerror or str(error))


def _give_up(stream: TextIO) -> None:
    """Send the stream nowhere, so that the flush at the interpreter's end is quiet.

    The way that the Python manual shows for SIGPIPE (library/signal, "Note on SIGPIPE").
    """
    with contextlib.suppress(OSError, ValueError):  # a stream without a file has nothing to flush
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
        os.close(null)
