"""Sends an answer over HTTP, with the faults that its URL asks for; what is sent is decided elsewhere."""

import asyncio
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.abc import AbstractStreamWriter

from .body import Body, FileBody
from .trouble import NO_TROUBLE, Trouble

_WRITE_BYTES = 64 * 1024
# Small, so that a client which does not read is not sent the whole file into buffers.
_SEND_BUFFER_BYTES = 8 * 1024


@dataclass
class Hit:
    """One request, as `/_hits` shows it; `sent_bytes` counts body bytes handed to the socket."""

    method: str
    path: str
    """Path with prefix and query, as it was on the wire."""
    range: str | None
    headers: dict[str, str]
    at_s: float
    """Seconds since the site started."""
    status: int = 0
    sent_bytes: int = 0
    aborted: bool = False
    """The answer did not reach its end: the client left, or the fault closed the connection."""


@dataclass(frozen=True)
class Answer:
    """A body with its type, status and further headers."""

    body: Body
    content_type: str
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Span:
    """The part of a body that a request asks for."""

    start: int
    stop: int
    is_partial: bool


class RangeOutsideError(ValueError):
    """The Range begins behind the end of the body (RFC 9110, 14.4: 416)."""


def span_of(request: web.Request, size_bytes: int, etag: str | None = None) -> Span:
    """Return the part asked for by the Range header, or the whole if it makes no sense."""
    try:
        wanted = request.http_range
    except ValueError:
        return Span(0, size_bytes, is_partial=False)
    if wanted.start is None and wanted.stop is None:
        return Span(0, size_bytes, is_partial=False)
    if etag is not None and request.headers.get("If-Range", etag) != etag:
        return Span(0, size_bytes, is_partial=False)  # RFC 9110, 13.1.5
    start, stop, _ = wanted.indices(size_bytes)
    if start >= size_bytes:
        raise RangeOutsideError
    return Span(start, stop, is_partial=True)


def _range_holds(request: web.Request, answer: Answer) -> bool:
    """Whether a part may be sent: If-Range names the version that is here (RFC 9110, 13.1.5), or none."""
    return request.headers.get("If-Range") in {None, answer.headers.get("ETag")}


async def send(
    request: web.Request,
    answer: Answer,
    trouble: Trouble,
    hit: Hit,
    on_fault: Callable[[], None],
) -> web.StreamResponse:
    """Send the answer; `on_fault` is called when a stall or drop happens."""
    plain_file = isinstance(answer.body, FileBody) and trouble == NO_TROUBLE and answer.status == 200
    if plain_file and isinstance(answer.body, FileBody):
        return _FileAnswer(answer.body, answer, hit)
    size = answer.body.size_bytes
    span = Span(0, size or 0, is_partial=False)
    has_ranges = not trouble.norange and _range_holds(request, answer)
    if size is not None and answer.status == 200 and has_ranges:
        try:
            span = span_of(request, size, answer.headers.get("ETag"))
        except RangeOutsideError:
            return web.Response(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = _head(answer, span, size, trouble)
    hit.status = response.status
    if trouble != NO_TROUBLE:
        _shrink_send_buffer(request)
    with suppress(ConnectionError):  # the client has left; the hit says so
        await response.prepare(request)
        if request.method == "HEAD":
            return response
        await _Writer(request, response, trouble, hit, on_fault).send(answer.body, span)
    return response


class _FileAnswer(web.FileResponse):
    """A file sent by the kernel, that notes what it has sent."""

    def __init__(self, body: FileBody, answer: Answer, hit: Hit) -> None:
        super().__init__(body.path, headers={**answer.headers, "Content-Type": answer.content_type})
        self._hit = hit

    async def prepare(self, request: web.BaseRequest) -> AbstractStreamWriter | None:
        self._hit.aborted = True
        writer = await super().prepare(request)
        self._hit.aborted = False
        self._hit.status = self.status
        if request.method != "HEAD":
            self._hit.sent_bytes = self.content_length or 0
        return writer


def _head(answer: Answer, span: Span, size: int | None, trouble: Trouble) -> web.StreamResponse:
    response = web.StreamResponse(status=answer.status, headers=answer.headers)
    response.headers["Content-Type"] = answer.content_type
    if size is None:
        return response
    response.content_length = max(0, span.stop - span.start + (trouble.length or 0))
    if answer.status == 200 and not trouble.norange:
        response.headers["Accept-Ranges"] = "bytes"
    if span.is_partial:
        response.set_status(206)
        response.headers["Content-Range"] = f"bytes {span.start}-{span.stop - 1}/{size}"
    return response


def _shrink_send_buffer(request: web.Request) -> None:
    transport = request.transport
    raw = transport.get_extra_info("socket") if transport else None
    if raw is not None:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER_BYTES)


class _Writer:
    """Writes one body at its pace, up to its fault."""

    def __init__(
        self,
        request: web.Request,
        response: web.StreamResponse,
        trouble: Trouble,
        hit: Hit,
        on_fault: Callable[[], None],
    ) -> None:
        self._request = request
        self._response = response
        self._trouble = trouble
        self._hit = hit
        self._on_fault = on_fault
        limits = [limit for limit in (trouble.stall, trouble.drop) if limit is not None]
        self._limit = min(limits, default=None)
        rate = trouble.rate
        self._step = min(_WRITE_BYTES, max(512, rate // 10)) if rate else _WRITE_BYTES

    async def send(self, body: Body, span: Span) -> None:
        """Write the span, then end the connection early if the fault is an early end."""
        self._hit.aborted = True
        begun_s = asyncio.get_running_loop().time()
        async for block in body.read(span.start, span.stop):
            for offset in range(0, len(block), self._step):
                await self._keep_pace(begun_s)
                if await self._write(block[offset : offset + self._step]):
                    return
        if (self._trouble.length or 0) > 0:
            self._close()
            return
        self._hit.aborted = False

    async def _write(self, piece: bytes) -> bool:
        """Write a piece, or what the limit leaves of it; return whether the fault has happened."""
        if self._limit is not None and self._hit.sent_bytes + len(piece) >= self._limit:
            piece = piece[: self._limit - self._hit.sent_bytes]
            if piece:
                await self._response.write(piece)
            self._hit.sent_bytes += len(piece)
            await self._fail()
            return True
        await self._response.write(piece)
        self._hit.sent_bytes += len(piece)
        return False

    async def _fail(self) -> None:
        self._on_fault()
        if self._trouble.stall is not None and self._trouble.stall == self._limit:
            await asyncio.Event().wait()  # until the client leaves or the site closes: both cancel
        self._close()

    async def _keep_pace(self, begun_s: float) -> None:
        if self._trouble.rate:
            due_s = begun_s + self._hit.sent_bytes / self._trouble.rate
            await asyncio.sleep(max(0.0, due_s - asyncio.get_running_loop().time()))

    def _close(self) -> None:
        """End the connection after what was written: the client sees an incomplete body."""
        self._response.force_close()
        if self._request.transport is not None:
            self._request.transport.close()
