"""`mediadl serve`: the API without a window, until it is interrupted; pairing is answered on the terminal."""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from mediadl.domain.naming import printable
from mediadl.server.pairing import Asking
from mediadl.server.server import ApiServer
from mediadl.server.sockets import FALL_BACKS
from mediadl.server.token_file import provide

_YES = frozenset({"y", "yes"})


@dataclass(frozen=True)
class Wanted:
    """How to serve."""

    port: int
    may_fall_back: bool = True
    """Whether one of the next ports will do."""
    token_file: Path | None = None
    pairs: bool = False


async def serve(server: ApiServer, wanted: Wanted, output: TextIO, answers: TextIO | None = None) -> None:
    """Serve until this is cancelled. `answers` is where the user types, for pairing.

    Raises:
        UserError: it cannot listen, or the token file cannot be used.
    """
    listening = await server.start(wanted.port, FALL_BACKS if wanted.may_fall_back else 0)
    try:
        if wanted.token_file is not None:
            await provide(server.clients, wanted.token_file)
        if listening.port != wanted.port:
            _say(output, f"Port {wanted.port} is in use by another program.")
        _say(output, f"MediaDL listens at {server.address}. Ctrl+C ends it.")
        if wanted.pairs:
            Doorkeeper(server, output).open(answers)
        await asyncio.get_running_loop().create_future()
    finally:
        await server.stop()


class Doorkeeper:
    """Opens the time of pairing, and asks on the terminal for each program that comes."""

    def __init__(self, server: ApiServer, output: TextIO) -> None:
        self._pairing = server.pairing
        self._output = output
        self._told: set[str] = set()

    def open(self, answers: TextIO | None) -> None:
        """Let programs ask from now on."""
        self._pairing.on_change.append(self._show)
        self._pairing.open()
        _say(self._output, "For two minutes a browser or program may ask for a token.")
        if answers is not None:
            loop = asyncio.get_running_loop()
            # A thread of its own that nobody waits for: a read from a terminal cannot be called off.
            reading = threading.Thread(target=_read, args=(answers, loop, self.answer), daemon=True)
            reading.start()

    def answer(self, line: str) -> None:
        """What was typed, about the one that has waited longest."""
        waiting = self._pairing.waiting
        if not waiting:
            return
        one = waiting[0]
        is_yes = line.strip().lower() in _YES
        (self._pairing.allow if is_yes else self._pairing.deny)(one.pair_id)
        _say(self._output, f"{one.name}: {'allowed' if is_yes else 'denied'}.")

    def _show(self) -> None:
        for one in self._pairing.waiting:
            if one.pair_id not in self._told:
                self._told.add(one.pair_id)
                _say(self._output, _question(one))


def _question(one: Asking) -> str:
    where = f" ({printable(one.origin)})" if one.origin else ""
    may = ", ".join(sorted(one.scopes))
    return f"{one.name}{where} asks for a token to {may}. It must show the code {one.code}. Allow it? [y/N]"


def _read(answers: TextIO, loop: asyncio.AbstractEventLoop, answer: Callable[[str], None]) -> None:
    for line in answers:
        if loop.is_closed():
            return
        loop.call_soon_threadsafe(answer, line)


def _say(output: TextIO, sentence: str) -> None:
    output.write(f"{sentence}\n")
    output.flush()
