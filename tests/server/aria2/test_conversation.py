"""Tokens, limits and several calls at once, as a client meets them; and that clients are kept apart."""

import json
from pathlib import Path
from typing import Any

import pytest

from mediadl.domain.clients import Scope
from mediadl.domain.job import JobState
from mediadl.server.aria2.conversation import MOST_CALLS
from mediadl.server.aria2.gids import gid_of
from mediadl.server.aria2.table import DISABLED, METHODS
from mediadl.server.rates import Limits
from tests.helpers.api import Running
from tests.helpers.aria2 import Rpc, aria2_api, client, post
from tests.helpers.jobs import a_job


def _calls(rpc: Rpc, *named: tuple[str, *tuple[Any, ...]]) -> list[dict[str, Any]]:
    return [{"methodName": name, "params": [f"token:{rpc.token}", *params]} for name, *params in named]


async def _multicall(rpc: Rpc, *named: tuple[str, *tuple[Any, ...]]) -> Any:
    body = {"id": None, "method": "system.multicall", "params": [_calls(rpc, *named)]}
    return (await post(rpc.api, json.dumps(body))).json["result"]


async def test_whoever_has_no_valid_token_is_told_so_as_aria2_does(api: Running) -> None:
    rpc = await client(api)
    first = rpc.token
    for params in (
        [],
        ["token:"],
        ["token:wrong"],
        [first],
        [5],
        [None],
        [[f"token:{first}"]],
        [f"token:{first} "],
    ):
        answer = await post(api, json.dumps({"id": "a", "method": "aria2.getVersion", "params": params}))
        assert answer.status == 400
        assert answer.headers["Content-Type"] == "application/json-rpc"
        assert answer.json == {"id": "a", "jsonrpc": "2.0", "error": {"code": 1, "message": "Unauthorized"}}


async def test_what_is_no_method_or_is_disabled_is_refused_whatever_the_token(api: Running) -> None:
    for rpc in (await client(api), await client(api, Scope.ALL), Rpc(api, "")):
        for name in DISABLED:
            answer = await rpc.raw(name, {})
            assert (answer.status, answer.json["error"]["code"]) == (400, 1)
            assert "is disabled" in answer.json["error"]["message"]
        answer = await rpc.raw("aria2.\ud800" + "x" * 200)
        assert answer.json["error"]["message"].startswith("No such method: aria2.")
        assert len(answer.json["error"]["message"]) < 100
    assert {*METHODS, "system.multicall"} == set((await rpc.raw("system.listMethods")).json["result"])
    assert len((await rpc.raw("system.listNotifications")).json["result"]) == 5


async def test_each_method_needs_its_scope(api: Running) -> None:
    for scope in (Scope.SUBMIT, Scope.READ, Scope.CONTROL, Scope.PROBE, Scope.ALL):
        rpc = await client(api, scope)
        for name, method in METHODS.items():
            answer = (await rpc.raw(name)).json
            lacks = "needs the scope" in answer.get("error", {}).get("message", "")
            assert lacks == bool(method.scopes and scope is not Scope.ALL and scope not in method.scopes), (
                name
            )


async def test_a_multicall_and_a_batch_answer_each_call_in_its_place(api: Running) -> None:
    rpc = await client(api)
    told = await _multicall(
        rpc,
        ("aria2.getVersion",),
        ("aria2.tellStatus", "0123"),
        ("aria2.shutdown",),
        ("system.multicall", []),
    )
    assert told[0][0]["version"]
    assert [one["code"] for one in told[1:]] == [1, 1, 1]
    batch = [{"id": 1, "method": "system.listMethods"}, 5, {"id": "b", "method": "aria2.nope"}]
    answer = await post(api, json.dumps(batch))
    assert answer.status == 200
    assert [(one["id"], "result" in one) for one in answer.json] == [(1, True), (None, False), ("b", False)]
    for junk in ([], ["x"], [[5, {"methodName": 1}, {"methodName": "system.listMethods", "params": {}}]]):
        assert (await post(api, json.dumps({"id": 1, "method": "system.multicall", "params": junk}))).json


async def test_a_request_makes_so_many_calls_at_most_and_guesses_once(api: Running) -> None:
    rpc = await client(api)
    told = await _multicall(rpc, *[("aria2.getVersion",)] * (MOST_CALLS - 1))
    assert [isinstance(one, list) for one in told] == [True] * (MOST_CALLS - 1)
    calls = [*_calls(Rpc(api, "wrong"), ("aria2.getVersion",)), *_calls(rpc, ("aria2.getVersion",))]
    answer = await post(api, json.dumps({"id": 1, "method": "system.multicall", "params": [calls]}))
    assert [one["message"] for one in answer.json["result"]] == ["Unauthorized"] * 2


async def test_what_is_no_call_counts_too_and_too_much_is_refused_as_a_whole(api: Running) -> None:
    many = {"id": 1, "method": "system.multicall", "params": [[1] * MOST_CALLS]}
    for sent in (many, [1] * (MOST_CALLS + 1), [{**many, "params": [[1] * (MOST_CALLS // 2)]}] * 3):
        answer = await post(api, json.dumps(sent))
        assert f"at most {MOST_CALLS} calls" in answer.body.decode()
        assert len(answer.body) < MOST_CALLS * 100
    assert api.watched.engine.jobs == ()


async def test_limits_count_each_call_of_several(tmp_path: Path) -> None:
    async with aria2_api(tmp_path, Limits(every=8, submit=3, submit_burst=3, anonymous=4)) as api:
        rpc = await client(api)
        told = await _multicall(rpc, *[("aria2.addUri", ["https://example.invalid/"])] * 5)
        assert [isinstance(one, list) for one in told] == [True, True, True, False, False]
        assert len(api.watched.engine.jobs) == 3
        told = await _multicall(rpc, *[("aria2.getVersion",)] * 7)
        assert [isinstance(one, list) for one in told] == [True] * 5 + [False] * 2
        over = await rpc.raw("aria2.getVersion")
        assert over.status == 429
        assert "Too many requests" in over.json["error"]["message"]
        assert int(over.headers["Retry-After"]) > 0
        statuses = [(await Rpc(api, "wrong").raw("aria2.getVersion")).status for _ in range(6)]
        assert statuses == [400, 400, 400, 400, 429, 429]


@pytest.mark.parametrize("state", [JobState.PAUSED, JobState.COMPLETED])
async def test_no_method_shows_or_touches_another_client_s_downloads(api: Running, state: JobState) -> None:
    owner, rpc = await client(api), await client(api)
    theirs = a_job(state, client_id=owner.client_id, url="https://secret.example/")
    users = a_job(state, url="https://secret.example/")
    await api.watched.engine._queue.add([theirs, users])
    before = api.watched.engine.jobs
    for name in METHODS.keys() - {"aria2.addUri"}:
        for params in (["{gid}"], ["{gid}", 0, "POS_SET"], [0, 999], []):
            for job in (theirs, users):
                named = [gid_of(job.id) if param == "{gid}" else param for param in params]
                assert "secret" not in (await rpc.raw(name, *named)).body.decode()
    assert api.watched.engine.jobs == before
    assert (await rpc.call("getGlobalStat"))["numWaiting"] == "0"
    assert (await owner.call("tellStatus", gid_of(theirs.id)))["gid"] == gid_of(theirs.id)
    assert len(await (await client(api, Scope.ALL)).call("tellWaiting", 0, 9)) == 2 * (
        state is JobState.PAUSED
    )


async def test_the_audit_names_methods_and_hosts_and_nothing_else(api: Running) -> None:
    rpc = await client(api)
    await rpc.call("addUri", ["https://example.invalid/private"])
    await _multicall(rpc, ("aria2.tellActive",), ("aria2.tellActive",), ("made up", "x"))
    added, told = list(api.server.decisions)[-2:]
    assert (added.calls, added.host, added.client) == ("aria2.addUri", "example.invalid", rpc.client_id)
    assert told.calls == "system.multicall, aria2.tellActive, unknown"
    written = (api.folder / "logs" / "api-audit.jsonl").read_text()
    assert rpc.token not in written
    assert "private" not in written
    assert "made up" not in written
