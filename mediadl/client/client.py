"""The client itself: a method for each thing that the API does."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from pathlib import Path
from typing import Self, TypeVar
from urllib.parse import quote

from mediadl.client.connection import Connection
from mediadl.client.errors import PairingEnded
from mediadl.client.files import save
from mediadl.client.stream import RESET, Event, follow
from mediadl.contract.batches import (
    BatchDownloadRequest,
    BatchDownloadResponse,
    PlaylistDownloadRequest,
)
from mediadl.contract.channels import (
    ChannelDownloadRequest,
    ChannelDownloadResponse,
    ChannelInfoResponse,
    ChannelQuery,
)
from mediadl.contract.counts import StatsResponse
from mediadl.contract.downloads import (
    CancelResponse,
    DownloadList,
    DownloadQuery,
    DownloadRequest,
    DownloadResponse,
    LogsResponse,
)
from mediadl.contract.looks import FormatsResponse, MetadataResponse, PlaylistPreviewResponse
from mediadl.contract.program import (
    HealthResponse,
    PairResponse,
    PairScope,
    PollResponse,
    VersionResponse,
)

ADDRESS = "http://127.0.0.1:8787"
ENDED = frozenset({"completed", "failed", "cancelled"})
_POLL_EVERY_S = 1.0

T = TypeVar("T")


class MediaDL:
    """A MediaDL that runs, as its local API shows it. Open it with `async with`.

    Every method raises `Problem` where MediaDL says no, and `Unreachable` where nobody answers.
    """

    def __init__(self, address: str = ADDRESS, token: str = "") -> None:
        self._connection = Connection(address, token)
        self._ask = self._connection.ask

    async def __aenter__(self) -> Self:
        await self._connection.__aenter__()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._connection.__aexit__()

    # --- single downloads -----------------------------------------------------------------------------------

    async def add(self, wanted: str | DownloadRequest) -> DownloadResponse:
        """Add a link, as it is or with wishes."""
        sent = {"url": wanted} if isinstance(wanted, str) else wanted
        return await self._ask(DownloadResponse, "POST", "/download", sent)

    async def downloads(self, query: DownloadQuery | None = None) -> DownloadList:
        """A page of the downloads that the token may know of."""
        return await self._ask(DownloadList, "GET", "/download", query=query)

    async def get(self, request_id: str) -> DownloadResponse:
        """One download as it stands."""
        return await self._ask(DownloadResponse, "GET", _one(request_id))

    async def wait(self, request_id: str) -> DownloadResponse:
        """One download once it has completed, failed or was cancelled; `asyncio.timeout` limits the wait."""
        return await self._wait(
            lambda: self.get(request_id),
            lambda found: found.status in ENDED,
            lambda event: event.request_id == request_id,
        )

    async def pause(self, request_id: str) -> DownloadResponse:
        """Stop it, keeping what it has."""
        return await self._ask(DownloadResponse, "POST", f"{_one(request_id)}/pause")

    async def resume(self, request_id: str) -> DownloadResponse:
        """Let it go on."""
        return await self._ask(DownloadResponse, "POST", f"{_one(request_id)}/resume")

    async def retry(self, request_id: str) -> DownloadResponse:
        """Run it again."""
        return await self._ask(DownloadResponse, "POST", f"{_one(request_id)}/retry")

    async def cancel(self, request_id: str) -> CancelResponse:
        """Stop it for good."""
        return await self._ask(CancelResponse, "DELETE", _one(request_id))

    async def logs(self, request_id: str) -> LogsResponse:
        """What happened to it, the oldest first."""
        return await self._ask(LogsResponse, "GET", f"{_one(request_id)}/logs")

    async def save_file(self, request_id: str, to: Path) -> Path:
        """Save its file as `to`, or in the folder `to` under its own name; returns where.

        Raises:
            FileExistsError: there is a file already.
            OSError: it cannot be written.
        """
        return await save(self._connection, f"{_one(request_id)}/file", to)

    # --- many downloads -------------------------------------------------------------------------------------

    async def add_list(self, wanted: str | PlaylistDownloadRequest) -> BatchDownloadResponse:
        """Add a list, all of it or what is wished for."""
        sent = {"url": wanted} if isinstance(wanted, str) else wanted
        return await self._ask(BatchDownloadResponse, "POST", "/playlist/download", sent)

    async def add_batch(self, wanted: Sequence[str] | BatchDownloadRequest) -> BatchDownloadResponse:
        """Add up to a hundred links; none of them when one cannot be used."""
        sent = wanted if isinstance(wanted, BatchDownloadRequest) else {"urls": list(wanted)}
        return await self._ask(BatchDownloadResponse, "POST", "/batch/download", sent)

    async def add_channel(self, wanted: str | ChannelDownloadRequest) -> ChannelDownloadResponse:
        """Add what a channel has published, all of it or what the filters let through."""
        sent = {"url": wanted} if isinstance(wanted, str) else wanted
        return await self._ask(ChannelDownloadResponse, "POST", "/channel/download", sent)

    async def batch(self, batch_id: str) -> BatchDownloadResponse:
        """A batch, or the entries of a list, as they stand."""
        return await self._ask(BatchDownloadResponse, "GET", f"/batch/{_part(batch_id)}")

    async def wait_batch(self, batch_id: str) -> BatchDownloadResponse:
        """A batch or a list once nothing of it has anything left to do; what is paused is waited for."""

        def is_about(event: Event) -> bool:
            batch = event.data.batch_id if isinstance(event.data, DownloadResponse) else None
            return batch_id in {batch, event.request_id}

        return await self._wait(
            lambda: self.batch(batch_id),
            lambda found: found.completed + found.failed + found.cancelled == found.total,
            is_about,
        )

    async def cancel_batch(self, batch_id: str) -> BatchDownloadResponse:
        """Cancel what has not ended of it."""
        return await self._ask(BatchDownloadResponse, "DELETE", f"/batch/{_part(batch_id)}")

    # --- looking at links -----------------------------------------------------------------------------------

    async def formats(self, url: str) -> FormatsResponse:
        """All formats of a media."""
        return await self._ask(FormatsResponse, "GET", "/formats", query={"url": url})

    async def metadata(self, url: str) -> MetadataResponse:
        """What the site says of a media."""
        return await self._ask(MetadataResponse, "GET", "/metadata", query={"url": url})

    async def preview(self, url: str, page: int = 1, page_size: int = 50) -> PlaylistPreviewResponse:
        """A page of a list."""
        query = {"url": url, "page": page, "page_size": page_size}
        return await self._ask(PlaylistPreviewResponse, "GET", "/playlist/preview", query=query)

    async def channel(self, wanted: str | ChannelQuery) -> ChannelInfoResponse:
        """What a channel has published, a page of it, filtered and in the order that is wished for."""
        query = {"url": wanted} if isinstance(wanted, str) else wanted
        return await self._ask(ChannelInfoResponse, "GET", "/channel/info", query=query)

    # --- the program ----------------------------------------------------------------------------------------

    async def events(self, last_id: str = "", *, patience_s: float = 60.0) -> AsyncGenerator[Event, None]:
        """What happens, as it happens; with the `id` of an event what came after it first.

        A lost stream is taken up again where it was lost, unless nobody answers for `patience_s`. Who leaves
        the loop early closes it with `contextlib.aclosing`.
        """
        async with aclosing(follow(self._connection, last_id, patience_s)) as events:
            async for event in events:
                yield event

    async def health(self) -> HealthResponse:
        """Whether downloads can be expected to work; needs no token."""
        return await self._ask(HealthResponse, "GET", "/health")

    async def stats(self) -> StatsResponse:
        """Figures of the downloads that the token may know of, of the disk, and of the queue."""
        return await self._ask(StatsResponse, "GET", "/stats")

    async def version(self) -> VersionResponse:
        """Which program this is; needs no token."""
        return await self._ask(VersionResponse, "GET", "/version")

    async def pair(self, name: str, scopes: Sequence[PairScope]) -> PairResponse:
        """Ask the user for a token. Show the answer's code: MediaDL shows the same."""
        return await self._ask(PairResponse, "POST", "/pair", {"name": name, "scopes": list(scopes)})

    async def token_of(self, pairing: PairResponse) -> str:
        """The token, once the user has allowed it; this client uses it from now on. It is told only once.

        Raises:
            PairingEnded: the user has denied it, or the time is over.
        """
        sent = {"pair_id": pairing.pair_id, "secret": pairing.secret}
        while True:
            answer = await self._ask(PollResponse, "POST", "/pair/poll", sent)
            if answer.token is not None:
                self._connection.token = answer.token
                return answer.token
            if answer.status != "pending":
                said_no = answer.status == "denied"
                raise PairingEnded("The user said no." if said_no else "Nobody answered in time.")
            await asyncio.sleep(_POLL_EVERY_S)

    async def _wait(
        self,
        look: Callable[[], Awaitable[T]],
        is_over: Callable[[T], bool],
        is_about: Callable[[Event], bool],
    ) -> T:
        """Look once the stream has begun, and then at all news, until it is over."""
        async with aclosing(self.events()) as events:
            is_first = True
            async for event in events:
                is_news = is_about(event) and event.name != "job.progress"
                if is_first or is_news or event.name == RESET:
                    is_first = False
                    found = await look()
                    if is_over(found):
                        return found
        raise AssertionError("the stream has no end")


def _one(request_id: str) -> str:
    return f"/download/{_part(request_id)}"


def _part(id_: str) -> str:
    return quote(id_, safe="")
