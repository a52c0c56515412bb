"""Takes the links that `mediadl add` gives to a `mediadl serve` of the same user, over a private socket."""

import asyncio
import contextlib
import logging
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from mediadl.domain.errors import UserError
from mediadl.domain.items import EVERYTHING
from mediadl.domain.layers import layered
from mediadl.domain.options import DownloadOptions
from mediadl.engine.engine import Engine
from mediadl.engine.hand_over import ANSWER, MAX_MESSAGE_BYTES, HandedOver, address_of, decoded, refusal
from mediadl.paths import Paths

_log = logging.getLogger(__name__)

_MESSAGE_S = 10.0
_NO_MESSAGE = (TimeoutError, ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError)
"""What comes of one that breaks off, takes too long, or has no end."""


@contextlib.asynccontextmanager
async def taking_links(engine: Engine, paths: Paths, folder: str | None) -> AsyncIterator[None]:
    """Take links within the block, as the user's own; their files go to `folder`, or as Settings say.

    Only for the owner of `paths`. On Windows, where asyncio has no such sockets, nothing is taken.
    """
    if sys.platform == "win32":
        yield
        return
    address = address_of(paths)

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(*_NO_MESSAGE):
            async with asyncio.timeout(_MESSAGE_S):
                message = await reader.readuntil(b"\n")
            writer.write(await _answer(engine, decoded(message), folder))
            await writer.drain()
        writer.close()

    server = None
    try:
        await asyncio.to_thread(Path(address).unlink, missing_ok=True)  # of one that was killed
        server = await asyncio.start_unix_server(take, address, limit=MAX_MESSAGE_BYTES)
        await asyncio.to_thread(Path(address).chmod, 0o600)
    except OSError as error:
        _log.warning("“mediadl add” cannot reach this program: %s", error)
    try:
        yield
    finally:
        if server is not None:
            server.close()
            await asyncio.to_thread(Path(address).unlink, missing_ok=True)


async def _answer(engine: Engine, handed: HandedOver | None, folder: str | None) -> bytes:
    if handed is None:
        return refusal("The running MediaDL does not understand this version's message.")
    if not handed.is_quiet:
        return refusal("MediaDL is running without a window (mediadl serve). Use “mediadl add”, or end it.")
    options = layered(DownloadOptions(folder=folder) if folder else DownloadOptions(), handed.options)
    try:
        for link in handed.links:
            await engine.add(link, options, preset=handed.preset, items=EVERYTHING)
    except UserError as error:
        return refusal(str(error))
    return ANSWER
