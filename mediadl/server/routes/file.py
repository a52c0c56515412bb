"""The route of a download's own file, whole or in parts."""

import asyncio
import contextlib
from typing import BinaryIO
from urllib.parse import quote

from aiohttp import web

from mediadl.domain.clients import Scope
from mediadl.domain.job import DELIVERED_STATES
from mediadl.server.call import Call
from mediadl.server.connection import HEADERS
from mediadl.server.own_file import BadRange, NotThere, Part, open_own, part_of
from mediadl.server.problems import Code, Problem
from mediadl.server.route import BASE, Route

_BLOCK_BYTES = 256 * 1024


async def file(call: Call) -> web.StreamResponse:
    """The media file that the download has made."""
    job = call.job(call.params["request_id"])
    call.about(job.url)
    if job.state not in DELIVERED_STATES:
        raise Problem(Code.CONFLICT, "The download has not completed, so there is no file yet.")
    try:
        opened, size = await asyncio.to_thread(open_own, job)
    except NotThere:
        raise Problem(Code.FILE_NOT_FOUND, "The file is not there any more.") from None
    with contextlib.closing(opened):
        try:
            part = part_of(call.request.headers.get("Range"), size)
        except BadRange:
            call.request[HEADERS]["Content-Range"] = f"bytes */{size}"
            raise Problem(Code.RANGE_NOT_SATISFIABLE, "The file has no such part.") from None
        response = _head(job.files[0].replace("\\", "/").rpartition("/")[2], part, size)
        await response.prepare(call.request)
        await _send(response, opened, part)
        await response.write_eof()
    return response


def _head(name: str, part: Part, size: int) -> web.StreamResponse:
    headers = {
        "Accept-Ranges": "bytes",
        "Content-Type": "application/octet-stream",  # nothing that a browser would show in our name
        "Content-Length": str(part.end - part.start),
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
    }
    if not part.is_whole:
        headers["Content-Range"] = f"bytes {part.start}-{part.end - 1}/{size}"
    return web.StreamResponse(status=200 if part.is_whole else 206, headers=headers)


async def _send(response: web.StreamResponse, opened: BinaryIO, part: Part) -> None:
    await asyncio.to_thread(opened.seek, part.start)
    left = part.end - part.start
    while left:
        block = await asyncio.to_thread(opened.read, min(left, _BLOCK_BYTES))
        if not block:  # it was cut short meanwhile; the missing rest shows as a broken answer
            raise ConnectionResetError("the file has become shorter")
        await response.write(block)
        left -= len(block)


ROUTES = (
    Route(
        "GET",
        f"{BASE}/download/{{request_id}}/file",
        file,
        "The file that a download has made; Range is understood",
        frozenset({Scope.READ}),
        part_status=206,
        errors=(Code.JOB_NOT_FOUND, Code.FILE_NOT_FOUND, Code.CONFLICT, Code.RANGE_NOT_SATISFIABLE),
    ),
)
