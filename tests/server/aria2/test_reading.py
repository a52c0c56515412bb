"""Methods that tell: which downloads, in which order, and whole paths to programs alone."""

from datetime import timedelta

from mediadl.domain.clients import Scope
from mediadl.domain.job import JobState
from mediadl.server.aria2.gids import gid_of
from mediadl.server.aria2.reading import MOST_TOLD
from tests.helpers.api import CHROME, Running
from tests.helpers.aria2 import Rpc, client
from tests.helpers.jobs import NOON, a_job

S = JobState


async def _add(api: Running, rpc: Rpc, *states: JobState) -> list[str]:
    jobs = [
        a_job(state, client_id=rpc.client_id, finished_at=NOON - timedelta(seconds=number))
        for number, state in enumerate(states)
    ]
    await api.watched.engine._queue.add(jobs)
    return [gid_of(job.id) for job in jobs]


async def test_downloads_are_told_by_state_and_those_that_ended_by_when(api: Running) -> None:
    rpc = await client(api)
    paused, done, failed, choosing = await _add(api, rpc, S.PAUSED, S.COMPLETED, S.CANCELLED, S.CHOOSING)
    asked = [("tellActive",), ("tellWaiting", 0, 999), ("tellStopped", 0, 999), ("tellStopped", -1, 1000)]
    told = [[one["gid"] for one in await rpc.call(*call, ["gid"])] for call in asked]
    assert told == [[], [paused, choosing], [failed, done], [done, failed]]
    stat = await rpc.call("getGlobalStat")
    assert (stat["numActive"], stat["numWaiting"], stat["numStopped"]) == ("0", "2", "2")
    assert (await rpc.call("tellStatus", paused[:10]))["gid"] == paused
    assert "MediaDL's window" in (await rpc.call("tellStatus", choosing))["errorMessage"]
    [file] = await rpc.call("getFiles", done)
    assert (
        file["uris"]
        == await rpc.call("getUris", done)
        == [{"uri": "https://example.com/watch", "status": "used"}]
    )


async def test_what_is_set_is_told_with_whole_paths_to_programs_alone(api: Running) -> None:
    folder = str(api.folder / "downloads")
    for origin, told in ((None, folder), (CHROME, "")):
        rpc = await client(api, origin=origin)
        headers = {"Origin": origin} if origin else {}
        answer = await rpc.raw("aria2.addUri", ["https://example.invalid/"], {"user-agent": "UA"}, **headers)
        option = (await rpc.raw("aria2.getOption", answer.json["result"], **headers)).json["result"]
        assert option == {"dir": told, "user-agent": "UA", "gid": answer.json["result"]}
        every = (await rpc.raw("aria2.getGlobalOption", **headers)).json["result"]
        assert (every["dir"], every["max-concurrent-downloads"]) == (told, "3")


async def test_the_version_is_told_to_whoever_may_do_anything(api: Running) -> None:
    for scope in (Scope.SUBMIT, Scope.READ, Scope.CONTROL):
        assert "MediaDL" in (await (await client(api, scope)).call("getVersion"))["enabledFeatures"]


async def test_a_thousand_at_most_are_told_at_once(api: Running) -> None:
    rpc = await client(api)
    await _add(api, rpc, *[S.COMPLETED] * (MOST_TOLD + 1))
    assert len(await rpc.call("tellStopped", 0, 10**9, ["gid"])) == MOST_TOLD
    assert "wrong type" in await rpc.refused("tellStopped", 0, "1000")
