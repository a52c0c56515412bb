"""Looks at links without making jobs of them, for the commands that only show what a link is."""

from collections.abc import AsyncGenerator

from mediadl import wire
from mediadl.domain.errors import UserError
from mediadl.domain.failures import Failure, FailureKind, failure
from mediadl.domain.links import parse_link
from mediadl.domain.media import Entry, Media, Playlist
from mediadl.domain.options import DownloadOptions
from mediadl.engine.pool import WorkerPool
from mediadl.engine.worker_process import WorkerLost


class ProbeFailed(UserError):
    """The link could not be looked at; `failure` says why as data."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


class Prober:
    """Asks a worker what is behind a link."""

    def __init__(self, pool: WorkerPool) -> None:
        self._pool = pool

    async def look(
        self, link: str, options: DownloadOptions | None = None
    ) -> AsyncGenerator[Media | Playlist | tuple[Entry, ...], None]:
        """Yield the media, or the list and then its entries in batches.

        Raises:
            InvalidLink: it is no link.
            ProbeFailed: with the failure.
        """
        request = wire.Probe(url=parse_link(link), options=options or DownloadOptions())
        worker = None
        try:
            worker = await self._pool.acquire()
            async for message in worker.ask(request):
                if isinstance(message, wire.Probed):
                    yield message.found
                elif isinstance(message, wire.EntryFound):
                    yield message.entries
                elif isinstance(message, wire.Failed):
                    raise ProbeFailed(message.failure)
        except WorkerLost as lost:
            raise ProbeFailed(failure(FailureKind.WORKER_LOST, detail=str(lost))) from lost
        finally:
            if worker is not None:
                await self._pool.discard(worker)
