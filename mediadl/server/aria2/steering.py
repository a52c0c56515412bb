"""Methods that steer downloads: pause, unpause, remove, forget and move. Each sees the client's own alone."""

from collections.abc import Iterable

from mediadl.domain.job import FINAL_STATES, PAUSABLE_STATES, Job, JobState
from mediadl.server.aria2.gids import find, gid_of
from mediadl.server.aria2.messages import RpcError
from mediadl.server.aria2.params import Params, needed
from mediadl.server.aria2.status import CHOICE, UNDER_WAY, state_of
from mediadl.server.call import Call

_DONE = "OK"


async def pause(call: Call, params: Params) -> str:
    """Stop one and keep what is there of it."""
    job = named(call, params)
    if job.state not in PAUSABLE_STATES:
        raise RpcError(f"GID#{gid_of(job.id)} cannot be paused now")
    await call.api.engine.pause(job.id)
    return gid_of(job.id)


async def unpause(call: Call, params: Params) -> str:
    """Let one go on that was paused."""
    job = named(call, params)
    if job.state is JobState.CHOOSING:
        raise RpcError(CHOICE)
    if job.state is not JobState.PAUSED:
        raise RpcError(f"GID#{gid_of(job.id)} cannot be unpaused now")
    await call.api.engine.resume(job.id)
    return gid_of(job.id)


async def pause_all(call: Call, _params: Params) -> str:
    """Stop all that can be."""
    ids = _ids(job for job in call.jobs if job.state in PAUSABLE_STATES)
    if ids:
        await call.api.engine.pause_many(ids)
    return _DONE


async def unpause_all(call: Call, _params: Params) -> str:
    """Let all go on that were paused."""
    ids = _ids(job for job in call.jobs if job.state is JobState.PAUSED)
    if ids:
        await call.api.engine.resume_many(ids)
    return _DONE


async def remove(call: Call, params: Params) -> str:
    """Stop one for good; it is still told of."""
    job = named(call, params)
    if job.state in FINAL_STATES:
        raise RpcError(f"Active Download not found for GID#{gid_of(job.id)}")
    await call.api.engine.cancel(job.id)
    return gid_of(job.id)


async def remove_result(call: Call, params: Params) -> str:
    """Take one that has ended out of the queue; its files stay."""
    job = named(call, params)
    if job.state not in FINAL_STATES:
        raise RpcError(f"Could not remove download result of GID#{gid_of(job.id)}")
    await call.api.engine.remove_many([job.id])
    return _DONE


async def purge_results(call: Call, _params: Params) -> str:
    """Take all that have ended out of the queue; their files stay."""
    await call.api.engine.remove_many(_ids(job for job in call.jobs if job.state in FINAL_STATES))
    return _DONE


async def change_position(call: Call, params: Params) -> int:
    """Move one among those of the client that wait; returns its place among them, from 0."""
    job, by, how = named(call, params), needed(params, 1, int), needed(params, 2, str)
    waiting = _ids(_waiting(call))
    if job.id not in waiting:
        raise RpcError(f"GID#{gid_of(job.id)} not found in the waiting queue.")
    starts = {"POS_SET": 0, "POS_CUR": waiting.index(job.id), "POS_END": len(waiting) - 1}
    if how not in starts:
        raise RpcError("Illegal argument.")
    return await place(call, job, starts[how] + by)


async def place(call: Call, job: Job, position: int) -> int:
    """Put a job at this place of those of the client that wait, or as near to it as there is one."""
    others = _ids(one for one in _waiting(call) if one.id != job.id)
    at = min(max(position, 0), len(others))
    if at < len(others):
        await call.api.engine.reorder([job.id], others[at])
    elif others:
        await call.api.engine.reorder([job.id], _behind(call, others[-1]))
    return at


def named(call: Call, params: Params) -> Job:
    """The job that the first parameter names.

    Raises:
        RpcError: it names none that the client may know of.
    """
    return find(needed(params, 0, str), call.jobs)


def _waiting(call: Call) -> list[Job]:
    return [job for job in call.jobs if state_of(job) in UNDER_WAY]


def _ids(jobs: Iterable[Job]) -> list[str]:
    return [job.id for job in jobs]


def _behind(call: Call, job_id: str) -> str | None:
    """The job that stands behind this one in the whole queue; None at its end."""
    ids = _ids(call.api.engine.jobs)
    at = ids.index(job_id) + 1 if job_id in ids else len(ids)
    return ids[at] if at < len(ids) else None
