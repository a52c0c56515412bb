"""Asks a worker how subtitles begin, beside all jobs."""

from collections.abc import Mapping
from typing import Any

from mediadl import wire
from mediadl.domain.errors import UserError
from mediadl.domain.failures import FailureKind, failure
from mediadl.domain.job import Job
from mediadl.domain.media import SubtitleTrack
from mediadl.engine.lending import Lending
from mediadl.engine.worker_process import WorkerLost


async def peek(lending: Lending, job: Job, track: SubtitleTrack, guard: Mapping[str, Any]) -> str:
    """The first lines of a track of the job's media, with their times; `guard` is `approvals.guard_of` it.

    Raises:
        UserError: it cannot be fetched; the sentence says why.
    """
    secrets = await lending.secrets_for(job.url, job.options, job.id, job.client_id)
    request = wire.Peek(
        url=job.url,
        options=job.options,
        key=track.key,
        is_automatic=track.is_automatic,
        secrets=secrets,
        **guard,
    )
    text, problem, worker = "", "", None
    try:
        worker = await lending.pool.acquire()
        async for message in lending.ask(worker, request):
            if isinstance(message, wire.Peeked):
                text = message.text
            elif isinstance(message, wire.Failed):
                problem = message.failure.message
        lending.pool.release(worker)
        worker = None
    except WorkerLost:
        problem = failure(FailureKind.WORKER_LOST).message
    finally:
        # One that was not heard to the end may still be busy.
        if worker is not None:
            await lending.pool.discard(worker)
    if problem:
        raise UserError(problem)
    return text
