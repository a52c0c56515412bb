"""Asks a worker what is wrong with options, as far as only yt-dlp itself can say."""

from mediadl import wire
from mediadl.domain.failures import FailureKind, failure
from mediadl.domain.media import Format, Media
from mediadl.domain.option_checks import Problem, needs_parser, problems
from mediadl.domain.options import DownloadOptions
from mediadl.engine.pool import WorkerPool
from mediadl.engine.prober import ProbeFailed
from mediadl.engine.worker_process import WorkerLost


async def check_options(pool: WorkerPool, options: DownloadOptions) -> tuple[Problem, ...]:
    """All that is wrong with the options; a worker is only asked about what this process cannot know.

    Raises:
        ProbeFailed: no worker could be asked.
    """
    if not needs_parser(options):
        return problems(options)
    return (await _ask(pool, wire.Check(options=options))).problems


async def try_selector(
    pool: WorkerPool, options: DownloadOptions, media: Media
) -> tuple[tuple[Format, ...], tuple[Problem, ...]]:
    """The formats of a media that `options.custom_format` takes, and what is wrong with the options.

    Raises:
        ProbeFailed: no worker could be asked.
    """
    checked = await _ask(pool, wire.Check(options=options, formats=media.formats))
    by_id = {one.id: one for one in media.formats}
    return tuple(by_id[chosen] for chosen in checked.chosen_ids if chosen in by_id), checked.problems


async def _ask(pool: WorkerPool, request: wire.Check) -> wire.OptionsChecked:
    try:
        worker = await pool.acquire()
        try:
            said = [message async for message in worker.ask(request)]
        except BaseException:
            await pool.discard(worker)
            raise
    except WorkerLost as lost:
        raise ProbeFailed(failure(FailureKind.WORKER_LOST, detail=str(lost))) from lost
    pool.release(worker)
    for message in said:
        if isinstance(message, wire.Failed):
            raise ProbeFailed(message.failure)
    return next((one for one in said if isinstance(one, wire.OptionsChecked)), wire.OptionsChecked())
