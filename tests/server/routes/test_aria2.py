"""The route of aria2's clients over real sockets: their requests byte for byte, who may speak, who hears."""

import json
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from mediadl.domain.clients import FIRST_EXTENSION, Scope
from mediadl.domain.job import JobState
from mediadl.server.aria2.gids import gid_of
from mediadl.server.rates import Limits
from mediadl.server.routes.aria2 import MOST_STRANGERS, _is_crowded
from tests.helpers.api import CHROME, FIREFOX, Running
from tests.helpers.aria2 import Rpc, WebSocket, aria2_api, client, exchange, post, websocket
from tests.helpers.jobs import a_job

S = JobState
LINK = "https://example.invalid/file.mp4"


@pytest.fixture
async def api(tmp_path: Path) -> AsyncIterator[Running]:
    """An API with limits that no test reaches."""
    async with aria2_api(tmp_path) as running:
        yield running


def _chrome(port: int, body: str, kind: str) -> bytes:
    """A POST as the background page of an extension sends it in Chromium."""
    data = body.encode()
    head = (
        f"POST /jsonrpc HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: keep-alive\r\n"
        f"Content-Length: {len(data)}\r\nUser-Agent: Mozilla/5.0 Chrome/156.0.0.0\r\nContent-Type: {kind}\r\n"
        f"Accept: */*\r\nOrigin: {CHROME}\r\nSec-Fetch-Site: none\r\nSec-Fetch-Mode: cors\r\n"
        "Sec-Fetch-Dest: empty\r\nAccept-Encoding: gzip, deflate, br, zstd\r\nAccept-Language: en\r\n\r\n"
    )
    return head.encode() + data


async def test_download_with_aria2_over_http(api: Running) -> None:
    rpc = await client(api, origin=CHROME)
    token = f"token:{rpc.token}"
    calls = ",".join(
        f'{{"methodName":"aria2.{name}","params":["{token}"{rest}]}}'
        for name, rest in [
            ("getGlobalStat", ""), ("getVersion", ""), ("tellActive", ""), ("tellWaiting", ",0,999"),
            ("tellStopped", ",0,999"),
        ]
    )  # fmt: skip
    popup = f'{{"id":"","jsonrpc":"2.0","method":"system.multicall","params":[[{calls}]]}}'
    options = '{"out":"film.mp4","dir":"/home/me","header":["Cookie: a=fake","Referer: https://r.example/"]}'
    added = f'[{{"id":"","jsonrpc":"2.0","method":"aria2.addUri","params":["{token}",["{LINK}"],{options}]}}]'
    kind = "text/plain;charset=UTF-8"
    [answer] = (await exchange(api.port, _chrome(api.port, added, kind))).json
    [job] = api.watched.engine.jobs
    assert answer == {"id": "", "jsonrpc": "2.0", "result": gid_of(job.id)}
    told = await exchange(api.port, _chrome(api.port, popup, kind))
    assert (told.status, told.headers["Access-Control-Allow-Origin"]) == (200, CHROME)
    stat, version, active, waiting, stopped = told.json["result"]
    assert set(stat[0]) >= {"downloadSpeed", "uploadSpeed", "numActive", "numWaiting", "numStopped"}
    assert version[0]["version"]
    [told_job] = [*active[0], *waiting[0], *stopped[0]]
    assert told_job["files"][0]["uris"] == [{"uri": LINK, "status": "used"}]


async def test_aria2_explorer_and_ariang_over_http(api: Running) -> None:
    rpc = await client(api, origin=CHROME)
    keys = (
        '["gid","totalLength","completedLength","uploadSpeed","downloadSpeed","connections","status","files"]'
    )
    for id_, name, rest in [
        ('"QXJpYU5nXzE2"', "getGlobalStat", ""), ("1732665600123", "tellActive", f",{keys}"),
        ('"QXJpYU5nXzE3"', "tellWaiting", f",0,1000,{keys}"), ("2", "tellStopped", f",-1,1000,{keys}"),
        ("3", "getGlobalOption", ""),
    ]:  # fmt: skip
        body = f'{{"jsonrpc":"2.0","method":"aria2.{name}","id":{id_},"params":["token:{rpc.token}"{rest}]}}'
        answer = await exchange(api.port, _chrome(api.port, body, "application/json"))
        assert answer.status == 200
        assert answer.headers["Content-Type"] == "application/json-rpc"
        assert json.dumps(answer.json["id"]) == id_
        assert "result" in answer.json


async def test_an_extension_may_ask_first(api: Running) -> None:
    asked = (
        f"OPTIONS /jsonrpc HTTP/1.1\r\nHost: 127.0.0.1:{api.port}\r\nOrigin: {CHROME}\r\n"
        "Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: content-type\r\n\r\n"
    )
    answer = await exchange(api.port, asked.encode())
    assert answer.status == 204
    assert "content-type" in answer.headers["Access-Control-Allow-Headers"]


async def test_download_with_aria2_over_a_websocket(api: Running) -> None:
    rpc = await client(api, origin=CHROME)
    names = ("tellActive", "getGlobalOption", "getVersion")
    calls = [{"methodName": f"aria2.{name}", "params": [f"token:{rpc.token}"]} for name in names]
    async with websocket(api.port, Origin=CHROME, Sec_WebSocket_Extensions="permessage-deflate") as socket:
        socket.send({"id": "", "jsonrpc": "2.0", "method": "system.multicall", "params": [calls]})
        active, option, version = (await socket.next())["result"]
        assert (active, option[0]["dir"], version[0]["version"]) == ([[]], "", "1.37.0")
        job_id = await _add(api, rpc.client_id, S.PAUSED)
        await api.watched.engine.cancel(job_id)
        told = {"jsonrpc": "2.0", "method": "aria2.onDownloadStop", "params": [{"gid": gid_of(job_id)}]}
        assert await socket.next() == told
        socket.send("no json")
        assert (await socket.next())["error"]["code"] == -32700
        socket.send("x" * 70_000)
        assert await socket.next() is None
    assert "system.multicall, aria2.tellActive" in [*api.server.decisions][-2].calls


HOSTILE: list[dict[str, str]] = [
    {"Origin": "https://evil.example"},
    {"Origin": "https://evil.example", "Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "no-cors"},
    {"Origin": "null"},
    {"Origin": "file://"},
    {"Origin": "http://127.0.0.1:1"},
    {"Origin": "http://localhost:3000"},
    {"Origin": f"{CHROME}.evil.example"},
    {"Sec_Fetch_Site": "cross-site"},
    {"Sec_Fetch_Site": "same-site"},
    {"Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"},
    {"Host": "evil.example"},
]


async def test_no_page_gets_in_though_it_has_a_valid_token(api: Running) -> None:
    rpc = await client(api)
    body = json.dumps({"id": 1, "method": "aria2.addUri", "params": [f"token:{rpc.token}", [LINK]]})
    for headers in HOSTILE:
        for kind in ("text/plain;charset=UTF-8", "application/json"):
            answer = await post(api, body, Content_Type=kind, **headers)
            assert answer.status in {403, 421}, headers
            assert answer.status == 421 or answer.json["error"]["code"] == 1
            assert not [name for name in answer.headers if name.lower().startswith("access-control")]
        with pytest.raises(ConnectionRefusedError, match=r"403|421"):
            async with websocket(api.port, **headers):
                pass
    for kind in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/html"):
        assert (await post(api, body, Content_Type=kind)).status == 415
    assert (await post(api, f'{body[:-1]},"x":"{"x" * 70_000}"}}')).status == 413
    assert api.watched.engine.jobs == ()


async def test_a_token_opens_nothing_from_another_origin(api: Running) -> None:
    paired, program = await client(api, origin=CHROME), await client(api)
    told: list[str | None] = []
    assert api.server.api is not None
    api.server.api.on_foreign_token.append(lambda _client, origin: told.append(origin))
    for rpc, headers in ((paired, {}), (paired, {"Origin": FIREFOX}), (program, {"Origin": FIREFOX})):
        answer = await rpc.raw("aria2.tellActive", **headers)
        assert answer.status == 400
        assert "another program" in answer.json["error"]["message"]
    assert told == [None, FIREFOX, FIREFOX]
    own = {"Origin": f"http://127.0.0.1:{api.port}"}
    assert (await program.raw("aria2.tellActive", **own)).status == 200


async def test_a_token_for_extensions_belongs_to_the_first_that_uses_it(api: Running) -> None:
    rpc = await client(api, origin=FIRST_EXTENSION)
    statuses = [
        (await rpc.raw("aria2.tellActive", **({"Origin": origin} if origin else {}))).status
        for origin in (None, FIREFOX, CHROME, FIREFOX)
    ]
    assert statuses == [400, 200, 400, 200]


async def _add(api: Running, client_id: str | None, state: JobState) -> str:
    job = a_job(state, client_id=client_id)
    await api.watched.engine._queue.add([job])
    return job.id


async def _hears(api: Running, socket: WebSocket, rpc: Rpc, owners: list[str | None]) -> list[int]:
    """Which owners' jobs the socket hears of, by their place."""
    ids = [await _add(api, owner, S.PAUSED) for owner in owners]
    for job_id in ids:
        await api.watched.engine.cancel(job_id)
    socket.send({"id": 1, "method": "system.listMethods"})
    heard: list[Any] = []
    while "method" in (said := await socket.next()):
        heard.append(said["params"][0]["gid"])
    return [at for at, job_id in enumerate(ids) if gid_of(job_id) in heard]


async def test_who_hears_of_which_downloads(api: Running) -> None:
    program, paired, every = await client(api), await client(api, origin=CHROME), await client(api, Scope.ALL)
    owners = [None, program.client_id, paired.client_id, "gone"]
    own = f"http://127.0.0.1:{api.port}"
    for headers, rpc, before, after in [
        ({"Origin": own}, program, [1], [1]),
        ({}, every, [1], [0, 1, 2, 3]),
        ({"Origin": CHROME}, paired, [], [2]),
        ({"Origin": CHROME}, program, [], []),
    ]:
        async with websocket(api.port, **headers) as socket:
            assert await _hears(api, socket, rpc, owners) == before
            await socket.ask("aria2.getVersion", f"token:{rpc.token}")
            assert await _hears(api, socket, rpc, owners) == after


async def test_sockets_end_when_the_token_is_revoked_or_the_switch_is_turned_off(api: Running) -> None:
    rpc = await client(api)
    async with websocket(api.port) as mine, websocket(api.port) as strange:
        await mine.ask("aria2.getVersion", f"token:{rpc.token}")
        await api.server.clients.revoke(rpc.client_id)
        assert await mine.next() is None
        await api.watched.engine.change_settings(api_aria2=False)
        assert await strange.next() is None
    assert (await rpc.raw("aria2.getVersion")).status == 404
    with pytest.raises(ConnectionRefusedError, match="404"):
        async with websocket(api.port):
            pass


async def test_sockets_end_when_the_api_stops(api: Running) -> None:
    async with websocket(api.port) as socket:
        await api.server.stop()
        assert await socket.next() is None


async def test_a_stranger_who_asks_too_much_is_cut_off(tmp_path: Path) -> None:
    async with aria2_api(tmp_path, Limits(anonymous=3)) as api, websocket(api.port) as socket:
        for _ in range(9):
            socket.send({"id": 1, "method": "system.listMethods"})
        said = [await socket.next() for _ in range(4)]
        assert [said is None or "result" in said for said in said] == [True, True, False, True]
        assert said[3] is None


async def test_a_message_without_a_token_is_nobody_s_in_the_log_whoever_spoke_before(api: Running) -> None:
    rpc = await client(api)
    async with websocket(api.port) as socket:
        await socket.ask("aria2.getVersion", f"token:{rpc.token}")
        await socket.ask("system.listMethods")
        await socket.ask("aria2.getVersion", "token:wrong")
        assert [one.client for one in [*api.server.decisions][-3:]] == [rpc.client_id, None, None]


CROWDS: list[dict[str | None, int]] = [
    {None: MOST_STRANGERS, FIREFOX: MOST_STRANGERS},
    {CHROME: MOST_STRANGERS},
    {str(number): 1 for number in range(127)},
    {str(number): 1 for number in range(128)},
]


async def test_strangers_have_so_many_sockets_and_a_plain_get_is_none(api: Running) -> None:
    rpc = await client(api)
    async with websocket(api.port) as known:
        await known.ask("aria2.getVersion", f"token:{rpc.token}")
        sockets = [websocket(api.port) for _ in range(MOST_STRANGERS)]
        for each in sockets:
            await each.__aenter__()
        with pytest.raises(ConnectionRefusedError, match="429"):
            async with websocket(api.port):
                pass
        async with websocket(api.port, Origin=CHROME), websocket(api.port, Origin=FIREFOX) as other:
            assert "result" in await other.ask("system.listMethods")  # what programs fill is theirs alone
        for each in sockets:
            await each.__aexit__(None, None, None)
    assert [_is_crowded(Counter(many), CHROME) for many in CROWDS] == [False, True, False, True]
    assert not _is_crowded(Counter(CROWDS[3]), None)
    plain = f"GET /jsonrpc HTTP/1.1\r\nHost: 127.0.0.1:{api.port}\r\n\r\n"
    assert (await exchange(api.port, plain.encode())).status == 400
