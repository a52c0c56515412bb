"""Methods that steer: what they do in each state, and where jobs stand afterwards."""

from typing import Any

from mediadl.domain.job import JobState
from mediadl.server.aria2.gids import gid_of
from tests.helpers.api import Running
from tests.helpers.aria2 import Rpc, client
from tests.helpers.jobs import a_job

S = JobState


async def add(api: Running, rpc: Rpc, state: JobState = S.PAUSED, **changes: Any) -> str:
    job = a_job(state, client_id=rpc.client_id, **changes)
    await api.watched.engine._queue.add([job])
    return gid_of(job.id)


async def _states(rpc: Rpc) -> dict[str, str]:
    told = [*await rpc.call("tellWaiting", 0, 99), *await rpc.call("tellStopped", 0, 99)]
    return {one["gid"]: one["status"] for one in told}


async def test_jobs_are_paused_resumed_removed_and_forgotten(api: Running) -> None:
    await api.watched.engine.change_settings(max_downloads=1)
    rpc = await client(api)
    gid = await add(api, rpc, S.WAITING)
    assert await rpc.call("pause", gid) == gid
    assert (await _states(rpc))[gid] == "paused"
    assert "cannot be paused" in await rpc.refused("forcePause", gid)
    assert "Could not remove" in await rpc.refused("removeDownloadResult", gid)
    assert await rpc.call("remove", gid[:8]) == gid
    assert "not found" in await rpc.refused("forceRemove", gid)
    assert "cannot be unpaused" in await rpc.refused("unpause", gid)
    assert (await _states(rpc))[gid] == "removed"
    assert await rpc.call("removeDownloadResult", gid) == "OK"
    assert "is not found" in await rpc.refused("tellStatus", gid)


async def test_all_of_them_can_be_paused_resumed_and_purged(api: Running) -> None:
    rpc = await client(api)
    assert [await rpc.call(each) for each in ("pauseAll", "unpauseAll", "purgeDownloadResult")] == ["OK"] * 3
    waiting, done = await add(api, rpc, S.WAITING), await add(api, rpc, S.COMPLETED)
    assert await rpc.call("forcePauseAll") == "OK"
    assert await _states(rpc) == {waiting: "paused", done: "complete"}
    assert await rpc.call("unpauseAll") == "OK"
    assert await rpc.call("purgeDownloadResult") == "OK"
    assert done not in await _states(rpc)


async def test_a_list_is_chosen_from_in_the_window(api: Running) -> None:
    rpc = await client(api)
    assert "MediaDL's window" in await rpc.refused("unpause", await add(api, rpc, S.CHOOSING))


async def test_positions_are_those_among_the_client_s_own_that_wait(api: Running) -> None:
    rpc, other = await client(api), await client(api)
    a, _theirs, b, c = [await add(api, each) for each in (rpc, other, rpc, rpc)]
    moves: list[tuple[str, int, str, int, list[str]]] = [
        (c, 0, "POS_SET", 0, [c, a, b]),
        (c, 1, "POS_CUR", 1, [a, c, b]),
        (a, 0, "POS_END", 2, [c, b, a]),
        (a, -1, "POS_END", 1, [c, a, b]),
        (a, -99, "POS_CUR", 0, [a, c, b]),
        (a, 99, "POS_SET", 2, [c, b, a]),
    ]
    for gid, by, how, at, order in moves:
        assert await rpc.call("changePosition", gid, by, how) == at
        assert [one["gid"] for one in await rpc.call("tellWaiting", 0, 9, ["gid"])] == order
    assert "Illegal" in await rpc.refused("changePosition", a, 0, "POS_NONE")
    done = await add(api, rpc, S.COMPLETED)
    assert "waiting queue" in await rpc.refused("changePosition", done, 0, "POS_SET")
