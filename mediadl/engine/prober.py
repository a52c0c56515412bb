"""Looks at links without making jobs of them, for the commands that only show what a link is."""

from collections.abc import AsyncGenerator
from contextlib import aclosing

from mediadl import wire
from mediadl.domain.addresses import Exceptions
from mediadl.domain.client_links import parse_client_link
from mediadl.domain.errors import UserError
from mediadl.domain.failures import Failure, FailureKind, failure
from mediadl.domain.links import parse_link
from mediadl.domain.media import Entry, Media, Playlist
from mediadl.domain.options import DownloadOptions
from mediadl.domain.secrets import Secrets
from mediadl.engine.lending import Lending
from mediadl.engine.worker_process import WorkerLost


class ProbeFailed(UserError):
    """The link could not be looked at; `failure` says why as data."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


class Prober:
    """Asks a worker what is behind a link."""

    def __init__(self, lending: Lending) -> None:
        self._lending = lending

    async def look(
        self,
        link: str,
        options: DownloadOptions | None = None,
        secrets: Secrets | None = None,
        *,
        exceptions: Exceptions | None = None,
        client_id: str | None = None,
    ) -> AsyncGenerator[Media | Playlist | tuple[Entry, ...], None]:
        """Yield the media, or the list and then its entries in batches.

        With `exceptions` (`approvals.exceptions_for`) it is watched over, as what `client_id` asks for.
        Without `secrets` it is asked with the account that the options say, or that there is for the site.

        Raises:
            InvalidLink, ProbeFailed: it is no link, or could not be looked at, with the failure.
            UserError: the account that the options pick cannot be used.
        """
        options = options or DownloadOptions()
        url = parse_link(link) if exceptions is None else parse_client_link(link, exceptions)
        if secrets is None:
            secrets = await self._lending.secrets_for(url, options, client_id=client_id)
        guard = {} if exceptions is None else {"guarded": True, "exceptions": exceptions}
        request = wire.Probe(url=url, options=options, secrets=secrets, **guard)
        worker = None
        try:
            worker = await self._lending.pool.acquire()
            async with aclosing(self._lending.ask(worker, request)) as messages:
                async for message in messages:
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
                await self._lending.pool.discard(worker)
