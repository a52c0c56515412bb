"""Routes that tell figures: one for people, and one for Prometheus."""

import asyncio
from collections import Counter

from aiohttp import web

from mediadl.contract.counts import QueueTold, StatsResponse, StorageTold
from mediadl.domain.clients import Scope
from mediadl.domain.job import DELIVERED_STATES
from mediadl.server.call import Call
from mediadl.server.metrics import CONTENT_TYPE, disk_of, duration_s
from mediadl.server.route import BASE, Route
from mediadl.server.telling import status_of


async def stats(call: Call) -> StatsResponse:
    """Count the downloads that the client may know of, or all where it may read counters."""
    engine = call.api.engine
    sees_all = call.client is not None and call.client.may(Scope.METRICS)
    jobs = engine.jobs if sees_all else call.jobs
    counts = Counter(status_of(job) for job in jobs)
    delivered = [job for job in jobs if job.state in DELIVERED_STATES]
    times_s = [took_s for job in delivered if (took_s := duration_s(job)) is not None and not job.is_had]
    ended = counts["completed"] + counts["failed"]
    free, total = await asyncio.to_thread(disk_of, engine.download_folder) or (None, None)
    return StatsResponse(
        total=len(jobs),
        by_status=dict(counts),
        success_rate=round(counts["completed"] / ended, 4) if ended else None,
        average_download_time=round(sum(times_s) / len(times_s), 3) if times_s else None,
        storage=StorageTold(free=free, total=total, downloaded=sum(job.size_bytes or 0 for job in delivered)),
        queue=QueueTold(
            running=counts["running"], queued=counts["queued"], max_downloads=engine.settings.max_downloads
        ),
        uptime=round(asyncio.get_running_loop().time() - call.api.started_at, 3),
    )


async def metrics(call: Call) -> web.StreamResponse:
    """The counters of the whole program."""
    assert call.api.metrics is not None
    text = await asyncio.to_thread(call.api.metrics.text)
    return web.Response(body=text, headers={"Content-Type": CONTENT_TYPE})


ROUTES = (
    Route(
        "GET",
        f"{BASE}/stats",
        stats,
        "Figures of downloads, disk and queue",
        frozenset({Scope.READ, Scope.METRICS}),
        answer=StatsResponse,
        tag="program",
    ),
    Route(
        "GET",
        f"{BASE}/metrics",
        metrics,
        "Counters in the form of Prometheus",
        frozenset({Scope.METRICS}),
        answer="text/plain",
        tag="program",
    ),
)
