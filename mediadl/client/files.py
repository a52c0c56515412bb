"""Brings the file of a download from the API to a place on this computer, whole or not at all."""

import asyncio
import os
from pathlib import Path
from typing import BinaryIO

import aiohttp

from mediadl.client.connection import Connection

_BLOCK_BYTES = 256 * 1024


async def save(connection: Connection, path: str, to: Path) -> Path:
    """Save what is at `path` of the API as `to`, or below it under its own name; returns where.

    Raises:
        FileExistsError: there is a file already.
        OSError: it cannot be written.
        Problem, Unreachable: it cannot be had.
    """
    async with connection.answer("GET", path) as answer:
        place = await asyncio.to_thread(_place, to, _name_of(answer))
        partial = place.with_name(f"{place.name}.part")
        file = await asyncio.to_thread(partial.open, "xb")
        try:
            await _write(answer, file)
            await asyncio.to_thread(os.rename, partial, place)
        finally:
            file.close()
            await asyncio.to_thread(partial.unlink, missing_ok=True)
    return place


async def _write(answer: aiohttp.ClientResponse, file: BinaryIO) -> None:
    async for block in answer.content.iter_chunked(_BLOCK_BYTES):
        await asyncio.to_thread(file.write, block)
    await asyncio.to_thread(file.close)


def _place(to: Path, name: str) -> Path:
    place = to / name if to.is_dir() else to
    if place.exists():
        raise FileExistsError(f"“{place}” is there already.")
    return place


def _name_of(answer: aiohttp.ClientResponse) -> str:
    """The name that it is sent under, and no path, whatever that says."""
    sent = answer.content_disposition
    name = (sent.filename or "" if sent else "").replace("\\", "/").rpartition("/")[2]
    return name if name.strip(". ") else "download"
