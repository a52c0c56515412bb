"""Routes of many downloads at once: batches of links, lists, and what has become of them."""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pydantic import BaseModel

from mediadl.contract.batches import (
    BatchDownloadRequest,
    BatchDownloadResponse,
    PlaylistDownloadRequest,
)
from mediadl.domain.client_links import parse_client_link
from mediadl.domain.clients import Scope
from mediadl.domain.errors import InvalidLink, NotAllowed
from mediadl.domain.job import CANCELLABLE_STATES, Job, StartMode
from mediadl.domain.resolving import Asked
from mediadl.engine.approvals import exceptions_for
from mediadl.server.call import Call
from mediadl.server.problems import Code, FieldProblem, Problem
from mediadl.server.route import BASE, Handler, RateClass, Route
from mediadl.server.routes.downloads import as_told
from mediadl.server.telling import status_of
from mediadl.server.wishes import for_client, options_of, start_of

ONE = f"{BASE}/batch/{{batch_id}}"
MOST_TOLD = 500


async def add_list(call: Call) -> BatchDownloadResponse:
    """Add a list: its entries become downloads once it is read."""
    wanted = call.body(PlaylistDownloadRequest)
    call.about(wanted.url)
    options = await options_of(call, wanted)
    if wanted.skip_downloaded:
        options = options.model_copy(update={"skip_downloaded": True})
    client = replace(for_client(call.owner_id, wanted), stops_batch=not wanted.ignore_errors)
    start = StartMode.PAUSED if wanted.start == "paused" else StartMode.NOW
    job = await call.api.engine.add_for(
        client, wanted.url, Asked(None, options), start=start, items=wanted.range
    )
    note_jobs(call, 1)
    return batch_of(call, job.id, [job])


async def add(call: Call) -> BatchDownloadResponse:
    """Add many links; none of them when one cannot be used."""
    wanted = call.body(BatchDownloadRequest)
    options = await options_of(call, wanted)
    _check(call, wanted.urls)
    client = replace(
        for_client(call.owner_id, wanted),
        batch_id=str(uuid.uuid4()),
        batch_limit=wanted.concurrent_limit,
        stops_batch=wanted.stop_on_error,
    )
    jobs = await call.api.engine.add_all_for(
        client, wanted.urls, Asked(None, options), start=start_of(wanted)
    )
    note_jobs(call, len(jobs))
    return batch_of(call, str(client.batch_id), jobs)


async def look(call: Call) -> BatchDownloadResponse:
    """A batch as it stands."""
    return batch_of(call, call.params["batch_id"], _jobs(call))


async def cancel(call: Call) -> BatchDownloadResponse:
    """Cancel what has not ended."""
    left = [job.id for job in _jobs(call) if job.state in CANCELLABLE_STATES]
    if not left:
        raise NotAllowed("All of it has ended already; there is nothing to cancel.")
    await call.api.engine.cancel_many(left)
    return batch_of(call, call.params["batch_id"], _jobs(call))


def _check(call: Call, links: list[str]) -> None:
    exceptions = exceptions_for(call.owner_id, call.api.engine.settings)
    wrong = []
    for at, link in enumerate(links):
        try:
            parse_client_link(link, exceptions)
        except InvalidLink as error:
            wrong.append(FieldProblem(field=f"urls.{at}", message=str(error)))
    if wrong:
        raise Problem(Code.VALIDATION_ERROR, wrong[0].message, tuple(wrong))


def _jobs(call: Call) -> list[Job]:
    """The downloads of the batch that the request names, as far as the client may know of them."""
    wanted = call.params["batch_id"]
    jobs = [
        job for job in call.jobs if job.batch_id == wanted or (job.id == wanted and job.items is not None)
    ]
    if not jobs:
        raise Problem(Code.BATCH_NOT_FOUND, "There is no batch with this id.")
    return jobs


def batch_of(call: Call, batch_id: str, jobs: Sequence[Job]) -> BatchDownloadResponse:
    """A batch of these downloads as the API tells of it; there is at least one."""
    counts = Counter(status_of(job) for job in jobs)
    told = [as_told(call, job) for job in jobs]
    percent = sum(one.progress_percent for one in told) / len(told)
    return BatchDownloadResponse(
        batch_id=batch_id,
        batch_url=f"{BASE}/batch/{batch_id}",
        total=len(jobs),
        completed=counts["completed"],
        failed=counts["failed"],
        running=counts["running"],
        queued=counts["queued"],
        paused=counts["paused"],
        cancelled=counts["cancelled"],
        progress_percent=round(percent, 1),
        jobs=told[:MOST_TOLD],
    )


def note_jobs(call: Call, added: int) -> None:
    """Count for the client what it has added."""
    if call.client is not None:
        call.api.clients.note_jobs(call.client.id, added)


def added(
    path: str,
    handler: Handler,
    summary: str,
    body: type[BaseModel],
    answer: type[BaseModel] = BatchDownloadResponse,
) -> Route:
    """A route that adds downloads to the queue."""
    return Route(
        "POST",
        f"{BASE}/{path}",
        handler,
        summary,
        frozenset({Scope.SUBMIT}),
        rate=RateClass.SUBMIT,
        status=201,
        body=body,
        answer=answer,
        tag="batches",
    )


ROUTES = (
    added("playlist/download", add_list, "Add a list, or some of it", PlaylistDownloadRequest),
    added("batch/download", add, "Add many links", BatchDownloadRequest),
    Route(
        "GET",
        ONE,
        look,
        "A batch, or the downloads of a list, as they stand",
        frozenset({Scope.READ}),
        answer=BatchDownloadResponse,
        errors=(Code.BATCH_NOT_FOUND,),
        tag="batches",
    ),
    Route(
        "DELETE",
        ONE,
        cancel,
        "Cancel what has not ended of a batch",
        frozenset({Scope.CONTROL}),
        answer=BatchDownloadResponse,
        errors=(Code.BATCH_NOT_FOUND, Code.CONFLICT, Code.STORAGE_ERROR),
        tag="batches",
    ),
)
