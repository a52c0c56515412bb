"""Asks a worker how subtitles begin, beside all jobs."""

from mediadl import wire
from mediadl.domain.errors import UserError
from mediadl.domain.failures import FailureKind, failure
from mediadl.domain.job import Job
from mediadl.domain.media import SubtitleTrack
from mediadl.engine.pool import WorkerPool
from mediadl.engine.worker_process import WorkerLost


async def peek(pool: WorkerPool, job: Job, track: SubtitleTrack) -> str:
    """The first lines of a track of the job's media, with their times.

    Raises:
        UserError: it cannot be fetched; the sentence says why.
    """
    request = wire.Peek(url=job.url, options=job.options, key=track.key, is_automatic=track.is_automatic)
    text, problem, worker = "", "", None
    try:
        worker = await pool.acquire()
        async for message in worker.ask(request):
            if isinstance(message, wire.Peeked):
                text = message.text
            elif isinstance(message, wire.Failed):
                problem = message.failure.message
        pool.release(worker)
        worker = None
    except WorkerLost:
        problem = failure(FailureKind.WORKER_LOST).message
    finally:
        # One that was not heard to the end may still be busy.
        if worker is not None:
            await pool.discard(worker)
    if problem:
        raise UserError(problem)
    return text
