"""The API starts and stops as often as one likes, quickly also with answers under way."""

import asyncio
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mediadl.contract.plain import Told
from mediadl.domain.clients import Scope
from mediadl.engine.tasks import Tasks
from mediadl.server.call import Call
from mediadl.server.route import Auth, Route, Table
from mediadl.server.routes.table import TABLE
from mediadl.server.server import ApiServer, ServerOptions
from mediadl.server.sockets import CannotListen
from tests.helpers.api import PLENTY, Running
from tests.helpers.engines import paths_in, running_engine


async def _endless(call: Call) -> Told:
    with call.api.streams.opened(call.owner_id) as ending:
        await ending.wait()
    return Told()


async def _stuck(_call: Call) -> Told:
    await asyncio.sleep(3600)
    return Told()


SLOW = Table([
    *TABLE.routes,
    Route("GET", "/api/v1/endless", _endless, "", frozenset({Scope.READ}), is_stream=True),
    Route("GET", "/api/v1/stuck", _stuck, "", auth=Auth.NONE),
])  # fmt: skip


async def test_it_starts_again_at_the_same_port_and_keeps_its_clients(api: Running) -> None:
    _client, token = await api.client(Scope.READ)
    port = api.port
    await api.server.stop()
    await api.server.stop()
    assert (api.server.address, api.server.listening) == ("", None)
    await api.server.start(port, 0)
    assert api.server.address == f"http://127.0.0.1:{port}/api/v1"
    assert (await api.ask("GET", "/download", token)).status == 200


async def test_stopping_takes_less_than_two_seconds_whatever_is_under_way(tmp_path: Path) -> None:
    tasks = Tasks()
    async with running_engine(tmp_path) as watched:
        server = ApiServer(watched.engine, tasks, paths_in(tmp_path), ServerOptions(PLENTY, SLOW))
        await server.start(0)
        _client, token = await server.clients.make("A", [Scope.READ])
        port = server.listening.port if server.listening else 0
        writers = []
        for path in ("endless", "endless", "stuck"):
            _reader, writer = await asyncio.open_connection("127.0.0.1", port)
            head = f"GET /api/v1/{path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX-API-Key: {token}\r\n\r\n"
            writer.write(head.encode())
            writers.append(writer)
        assert server.api is not None
        while len(server.api.streams) < 2:
            await asyncio.sleep(0.01)
        begun_s = time.monotonic()
        await server.stop()
        assert time.monotonic() - begun_s < 2.0
        for writer in writers:
            writer.close()
        await tasks.cancel_all()


async def test_a_revoked_client_s_streams_end(tmp_path: Path) -> None:
    tasks = Tasks()
    async with running_engine(tmp_path) as watched:
        server = ApiServer(watched.engine, tasks, paths_in(tmp_path), ServerOptions(PLENTY, SLOW))
        await server.start(0)
        assert server.api is not None
        client, _token = await server.clients.make("A", [Scope.READ])
        with server.api.streams.opened(client.id) as ending:
            await server.clients.revoke(client.id)
            assert ending.is_set()
        await server.stop()
        await tasks.cancel_all()


async def test_a_port_that_is_taken_is_told(api: Running, tmp_path: Path) -> None:
    tasks = Tasks()
    second = ApiServer(api.watched.engine, tasks, paths_in(tmp_path))
    with pytest.raises(CannotListen, match=f"Port {api.port} is in use"):
        await second.start(api.port, 0)
    await second.stop()


def test_what_only_a_running_api_needs_is_not_loaded_before() -> None:
    program = "import sys, mediadl.app, mediadl.server.switch; print('aiohttp' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert said == "False\n"
