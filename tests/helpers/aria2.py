"""Clients of aria2 as tests play them: bytes over a socket, and calls of its JSON-RPC."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from mediadl.domain.clients import Scope
from mediadl.server.rates import Limits
from tests.helpers.api import PLENTY, Answered, Running, running_api

WAIT_S = 8.0
EVERYTHING = (Scope.SUBMIT, Scope.READ, Scope.CONTROL, Scope.COOKIES)


class Rpc:
    """One client, with its token."""

    def __init__(self, api: Running, token: str, client_id: str = "") -> None:
        self.api = api
        self.token = token
        self.client_id = client_id

    async def raw(self, method: str, *params: Any, **headers: str) -> Answered:
        """One call over HTTP, as it is answered."""
        body = {"jsonrpc": "2.0", "id": "7", "method": method, "params": [f"token:{self.token}", *params]}
        return await post(self.api, json.dumps(body), **headers)

    async def call(self, method: str, *params: Any) -> Any:
        """The result of `aria2.<method>`."""
        answer = (await self.raw(f"aria2.{method}", *params)).json
        assert "result" in answer, answer
        return answer["result"]

    async def refused(self, method: str, *params: Any) -> str:
        """The sentence with which `aria2.<method>` is refused."""
        answer = (await self.raw(f"aria2.{method}", *params)).json
        assert answer["error"]["code"] == 1, answer
        return str(answer["error"]["message"])


@asynccontextmanager
async def aria2_api(folder: Path, limits: Limits = PLENTY, **settings: Any) -> AsyncIterator[Running]:
    """An API that clients of aria2 can speak to."""
    async with running_api(folder, limits=limits, api_aria2=True, **settings) as api:
        yield api


async def client(api: Running, *scopes: Scope, origin: str | None = None) -> Rpc:
    """A new client; without scopes it may do all that clients of aria2 can."""
    made, token = await api.client(*(scopes or EVERYTHING), origin=origin)
    return Rpc(api, token, made.id)


async def post(api: Running, body: str, **headers: str) -> Answered:
    """Send a body to the route, with these headers and no other ones."""
    named = {
        "Host": f"127.0.0.1:{api.port}",
        **{name.replace("_", "-"): one for name, one in headers.items()},
    }
    lines = [f"{name}: {value}" for name, value in named.items()]
    data = body.encode()
    head = ["POST /jsonrpc HTTP/1.1", *lines, f"Content-Length: {len(data)}", "Connection: close", "", ""]
    return await exchange(api.port, "\r\n".join(head).encode() + data)


async def exchange(port: int, sent: bytes) -> Answered:
    """Send these bytes, and read the answer to its end."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(sent)
    head = await reader.readuntil(b"\r\n\r\n")
    first, *lines = head.decode().rstrip().split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    body = await reader.readexactly(int(headers.get("Content-Length", "0")))
    writer.close()
    await writer.wait_closed()
    return Answered(int(first.split()[1]), headers, body)


class WebSocket:
    """A WebSocket spoken byte by byte (RFC 6455), so that a handshake can be any browser's."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    def send(self, body: Any) -> None:
        """Send JSON, or a text as it is, as one masked frame."""
        data = (body if isinstance(body, str) else json.dumps(body)).encode()
        size = len(data)
        length = bytes([0x80 | size]) if size < 126 else bytes([0xFF]) + size.to_bytes(8)
        self._writer.write(b"\x81" + length + bytes(4) + data)  # a mask of zeros changes nothing

    async def next(self) -> Any:
        """The next message as JSON; None when the other side has ended it."""
        try:
            async with asyncio.timeout(WAIT_S):
                while True:
                    kind, length = await self._reader.readexactly(2)
                    if length > 125:
                        length = int.from_bytes(await self._reader.readexactly(2 if length == 126 else 8))
                    data = await self._reader.readexactly(length)
                    if kind & 0xF == 8:
                        return None
                    if kind & 0xF == 1:
                        return json.loads(data)
        except (asyncio.IncompleteReadError, ConnectionError):
            return None

    async def ask(self, method: str, *params: Any) -> Any:
        """The answer to a call, whatever is told in between."""
        self.send({"jsonrpc": "2.0", "id": 1, "method": method, "params": params})
        while "method" in (answer := await self.next()):
            pass
        return answer


@asynccontextmanager
async def websocket(port: int, **headers: str) -> AsyncIterator[WebSocket]:
    """A WebSocket with these headers in its handshake, beside those that every one has."""
    named = {
        "Host": f"127.0.0.1:{port}",
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
        **{name.replace("_", "-"): one for name, one in headers.items()},
    }
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = "".join(f"{name}: {value}\r\n" for name, value in named.items())
    writer.write(f"GET /jsonrpc HTTP/1.1\r\n{head}\r\n".encode())
    answer = (await reader.readuntil(b"\r\n\r\n")).decode()
    try:
        if " 101 " not in answer.splitlines()[0]:
            raise ConnectionRefusedError(answer.splitlines()[0])
        yield WebSocket(reader, writer)
    finally:
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()
