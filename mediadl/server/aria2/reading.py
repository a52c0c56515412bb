"""Methods that tell: of downloads, of all of them together, of options and of what this program is."""

import asyncio
from collections.abc import Iterable
from typing import Any

from mediadl.domain.job import Job
from mediadl.server.aria2 import status
from mediadl.server.aria2.gids import gid_of
from mediadl.server.aria2.params import Params, needed, texts
from mediadl.server.aria2.status import STOPPED, UNDER_WAY, Shown, state_of, struct
from mediadl.server.aria2.steering import named
from mediadl.server.call import Call

VERSION = "1.37.0"
"""Of aria2, whose methods these are; clients compare it."""
MOST_TOLD = 1000
"""Downloads that one call is told of."""
_AT_A_TIME = 20
"""So many are told before the loop gets its turn: a window runs on it."""


async def tell_status(call: Call, params: Params) -> dict[str, Any]:
    """One download."""
    job = named(call, params)
    call.about(job.url)
    return _struct(call, job, texts(params, 1))


async def tell_active(call: Call, params: Params) -> list[dict[str, Any]]:
    """Those that run."""
    running = [job for job in call.jobs if state_of(job) == "active"]
    return await _told(call, running[:MOST_TOLD], texts(params, 0))


async def tell_waiting(call: Call, params: Params) -> list[dict[str, Any]]:
    """Those that wait or are paused, in queue order."""
    return await _part(call, params, [job for job in call.jobs if state_of(job) in UNDER_WAY])


async def tell_stopped(call: Call, params: Params) -> list[dict[str, Any]]:
    """Those that have ended, the one that ended first at first."""
    ended = [job for job in call.jobs if state_of(job) in STOPPED]
    return await _part(call, params, sorted(ended, key=lambda job: job.finished_at or job.created_at))


async def files(call: Call, params: Params) -> Any:
    """The file of one download."""
    return _struct(call, named(call, params), ["files"])["files"]


async def uris(call: Call, params: Params) -> Any:
    """The link of one download."""
    return (await files(call, params))[0]["uris"]


async def global_stat(call: Call, _params: Params) -> dict[str, str]:
    """How many there are, and how fast they are together."""
    jobs = call.jobs
    states = [state_of(job) for job in jobs]
    stopped = str(sum(state in STOPPED for state in states))
    finding = call.api.engine.finding
    found = (finding(job.id).progress for job in jobs if state_of(job) == "active")
    return {
        "downloadSpeed": str(round(sum(one.speed_bps or 0 for one in found if one is not None))),
        "uploadSpeed": "0",
        "numActive": str(states.count("active")),
        "numWaiting": str(sum(state in UNDER_WAY for state in states)),
        "numStopped": stopped,
        "numStoppedTotal": stopped,
    }


async def version(_call: Call, _params: Params) -> dict[str, Any]:
    """What this is."""
    return {"version": VERSION, "enabledFeatures": ["HTTPS", "MediaDL"]}


async def option(call: Call, params: Params) -> dict[str, Any]:
    """What was set for one download, as far as aria2 has a word for it."""
    job = named(call, params)
    told = {name.lower(): value for name, value in job.options.headers if name.lower() in _HEADERS}
    return {"dir": _struct(call, job, ["dir"])["dir"], "gid": gid_of(job.id), **told}


_HEADERS = frozenset({"referer", "user-agent"})


async def global_option(call: Call, _params: Params) -> dict[str, str]:
    """What holds for all downloads, as far as aria2 has a word for it."""
    settings, shown = call.api.engine.settings, _shown(call)
    return {
        "dir": shown.folder if shown.is_whole else "",
        "max-concurrent-downloads": str(settings.max_downloads),
        "max-overall-download-limit": str(settings.speed_limit_bps or 0),
        "max-overall-upload-limit": "0",
        "max-download-result": str(MOST_TOLD),
        "split": str(settings.concurrent_fragments),
        "user-agent": "",
    }


def _shown(call: Call) -> Shown:
    """Programs of this computer are told whole paths: they look for the files there."""
    folder = call.api.download_folder or str(call.api.engine.download_folder)
    return Shown(folder, is_whole=call.origin is None)


async def _part(call: Call, params: Params, jobs: list[Job]) -> list[dict[str, Any]]:
    offset, count = needed(params, 0, int), needed(params, 1, int)
    found = status.part(jobs, offset, min(max(count, 0), MOST_TOLD))
    return await _told(call, found, texts(params, 2))


async def _told(call: Call, jobs: Iterable[Job], keys: list[str]) -> list[dict[str, Any]]:
    told, shown, finding = [], _shown(call), call.api.engine.finding
    for number, job in enumerate(jobs, 1):
        told.append(struct(job, finding(job.id).progress, shown, keys))
        if number % _AT_A_TIME == 0:
            await asyncio.sleep(0)
    return told


def _struct(call: Call, job: Job, keys: list[str]) -> dict[str, Any]:
    return struct(job, call.api.engine.finding(job.id).progress, _shown(call), keys)
