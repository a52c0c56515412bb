"""Routes of single downloads: add, list, look, pause, resume, retry, cancel, logs."""

from mediadl.contract.downloads import (
    CancelResponse,
    DownloadList,
    DownloadQuery,
    DownloadRequest,
    DownloadResponse,
    LogLine,
    LogsResponse,
)
from mediadl.domain.clients import Scope
from mediadl.domain.errors import NotAllowed
from mediadl.domain.job import FINAL_STATES, Job
from mediadl.domain.resolving import Asked
from mediadl.server.call import Call
from mediadl.server.problems import Code
from mediadl.server.route import BASE, Handler, RateClass, Route
from mediadl.server.telling import status_of
from mediadl.server.wishes import for_client, options_of, start_of

ONE = f"{BASE}/download/{{request_id}}"
_STEERING_ERRORS = (Code.JOB_NOT_FOUND, Code.CONFLICT, Code.STORAGE_ERROR)


def as_told(call: Call, job: Job) -> DownloadResponse:
    """A job as the API tells of it now."""
    api = call.api
    return api.tellings.of(job, api.engine.finding(job.id).progress, api.news.changed_at(job))


async def add(call: Call) -> DownloadResponse:
    """Add one link to the queue."""
    wanted = call.body(DownloadRequest)
    call.about(wanted.url)
    options = await options_of(call, wanted)
    client = for_client(call.owner_id, wanted)
    job = await call.api.engine.add_for(client, wanted.url, Asked(None, options), start=start_of(wanted))
    if call.client is not None:
        call.api.clients.note_jobs(call.client.id)
    return as_told(call, job)


async def list_all(call: Call) -> DownloadList:
    """A page of the client's downloads."""
    query = call.query(DownloadQuery)
    words = (query.q or "").casefold()
    found = [
        job
        for job in call.jobs
        if (query.status is None or status_of(job) == query.status)
        and (words in job.display_title.casefold() or words in job.url.casefold())
    ]
    field = query.sort.removeprefix("-")
    if field != "queue":
        key = (lambda job: job.display_title.casefold()) if field == "title" else _created
        found.sort(key=key, reverse=query.sort.startswith("-"))
    first = (query.page - 1) * query.page_size
    items = [as_told(call, job) for job in found[first : first + query.page_size]]
    return DownloadList(items=items, total=len(found), page=query.page, page_size=query.page_size)


async def look(call: Call) -> DownloadResponse:
    """One download as it stands."""
    return as_told(call, _job(call))


async def pause(call: Call) -> DownloadResponse:
    """Stop it and keep what is there of it."""
    await call.api.engine.pause(_job(call).id)
    return as_told(call, _job(call))


async def resume(call: Call) -> DownloadResponse:
    """Let it go on."""
    await call.api.engine.resume(_job(call).id)
    return as_told(call, _job(call))


async def retry(call: Call) -> DownloadResponse:
    """Run it again."""
    await call.api.engine.retry(_job(call).id)
    return as_told(call, _job(call))


async def cancel(call: Call) -> CancelResponse:
    """Stop it for good."""
    job = _job(call)
    if job.state in FINAL_STATES:
        raise NotAllowed(f"The download is {status_of(job)} already; there is nothing to cancel.")
    await call.api.engine.cancel(job.id)
    return CancelResponse(request_id=job.id)


async def logs(call: Call) -> LogsResponse:
    """What happened to it."""
    job = _job(call)
    lines = [LogLine(timestamp=one.at, level=_level(one.level), message=one.message)
             for one in call.api.news.lines(job.id)]  # fmt: skip
    return LogsResponse(request_id=job.id, logs=lines)


def _job(call: Call) -> Job:
    job = call.job(call.params["request_id"])
    call.about(job.url)
    return job


def _created(job: Job) -> str:
    return job.created_at.isoformat()


def _level(name: str) -> str:
    return name if name in {"debug", "info", "warning", "error"} else "info"


def _steered(verb: str, handler: Handler, summary: str) -> Route:
    """A route by which a client steers a download of its own."""
    return Route(
        "POST",
        f"{ONE}/{verb}",
        handler,
        summary,
        frozenset({Scope.CONTROL}),
        answer=DownloadResponse,
        errors=_STEERING_ERRORS,
    )


ROUTES = (
    Route(
        "POST",
        f"{BASE}/download",
        add,
        "Add one link",
        frozenset({Scope.SUBMIT}),
        rate=RateClass.SUBMIT,
        status=201,
        body=DownloadRequest,
        answer=DownloadResponse,
    ),
    Route(
        "GET",
        f"{BASE}/download",
        list_all,
        "List downloads",
        frozenset({Scope.READ}),
        query=DownloadQuery,
        answer=DownloadList,
    ),
    Route(
        "GET",
        ONE,
        look,
        "One download as it stands",
        frozenset({Scope.READ}),
        answer=DownloadResponse,
        errors=(Code.JOB_NOT_FOUND,),
    ),
    Route(
        "DELETE",
        ONE,
        cancel,
        "Cancel a download",
        frozenset({Scope.CONTROL}),
        answer=CancelResponse,
        errors=_STEERING_ERRORS,
    ),
    Route(
        "GET",
        f"{ONE}/logs",
        logs,
        "What happened to a download",
        frozenset({Scope.READ}),
        answer=LogsResponse,
        errors=(Code.JOB_NOT_FOUND,),
    ),
    _steered("pause", pause, "Pause a download"),
    _steered("resume", resume, "Resume a download"),
    _steered("retry", retry, "Run a download again"),
)
