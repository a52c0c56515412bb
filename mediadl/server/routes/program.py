"""Routes about the program itself: health, readiness, version."""

import asyncio
import time
from collections.abc import Awaitable, Callable

import psutil

from mediadl import __version__
from mediadl.contract.program import Health, HealthCheck, HealthResponse, ReadyResponse, VersionResponse
from mediadl.engine.engine import Engine
from mediadl.server.call import Api, Call
from mediadl.server.problems import Code, Problem
from mediadl.server.route import BASE, Auth, Route
from mediadl.worker.ffmpeg import find_ffmpeg

LITTLE_BYTES = 500_000_000
CHECK_S = 5.0
START_S = 4.0

Found = tuple[Health, str]


async def health(call: Call) -> HealthResponse:
    """Look at everything that a download needs."""
    engine = call.api.engine
    looks: dict[str, Callable[[], Awaitable[Found]]] = {
        "queue": lambda: _queue(call.api),
        "storage": lambda: asyncio.to_thread(_storage, engine),
        "engine": lambda: _engine(call.api),
        "ffmpeg": lambda: asyncio.to_thread(_ffmpeg),
        "keyring": lambda: _keyring(engine),
    }
    names = list(looks)
    checks = dict(zip(names, await asyncio.gather(*(_timed(looks[name]) for name in names)), strict=True))
    found = {check.status for check in checks.values()}
    overall: Health = "down" if "down" in found else "degraded" if "degraded" in found else "ok"
    uptime = asyncio.get_running_loop().time() - call.api.started_at
    return HealthResponse.model_validate(
        {"status": overall, "version": __version__, "uptime": round(uptime, 3), "checks": checks}
    )


async def ready(call: Call) -> ReadyResponse:
    """Whether downloads are taken: the queue can be saved."""
    state, sentence = await _queue(call.api)
    if state != "ok":
        raise Problem(Code.NOT_READY, sentence)
    return ReadyResponse()


async def version(call: Call) -> VersionResponse:
    """Which program this is."""
    return VersionResponse(version=__version__, engine_version=call.api.engine.engine_version)


async def _timed(look: Callable[[], Awaitable[Found]]) -> HealthCheck:
    begun_s = time.monotonic()
    try:
        async with asyncio.timeout(CHECK_S):
            state, message = await look()
    except TimeoutError:
        state, message = "down", f"No answer within {CHECK_S:g} seconds."
    return HealthCheck(
        status=state, message=message, latency_ms=round((time.monotonic() - begun_s) * 1000, 2)
    )


async def _queue(api: Api) -> Found:
    if not await api.engine.can_save():
        return "down", "The queue cannot be saved."
    return "ok", f"{len(api.engine.jobs)} downloads in the queue."


def _storage(engine: Engine) -> Found:
    folder = engine.download_folder
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent  # it is made with the first download
    try:
        free = psutil.disk_usage(str(folder)).free
    except OSError:
        return "down", "The download folder cannot be reached."
    if free < LITTLE_BYTES:
        return "degraded", f"Only {free // 1_000_000} MB are free."
    return "ok", f"{free // 1_000_000} MB are free."


async def _engine(api: Api) -> Found:
    engine = api.engine
    if not engine.engine_version:
        starting = api.tasks.spawn(engine.prewarm(), name="start yt-dlp to see whether it does")
        if not (await asyncio.wait({starting}, timeout=START_S))[0]:
            return "degraded", "yt-dlp is still starting."
    if not engine.engine_version:
        return "down", "yt-dlp does not start."
    return "ok", f"yt-dlp {engine.engine_version}"


def _ffmpeg() -> Found:
    return ("ok", "Found.") if find_ffmpeg() else ("degraded", "There is none: streams cannot be joined.")


async def _keyring(engine: Engine) -> Found:
    status = engine.accounts.status
    if status.is_opening:
        return "degraded", "Not known yet."
    return ("ok", "Open.") if status.is_open else ("degraded", "Secrets are kept for this session only.")


ROUTES = (
    Route(
        "GET",
        f"{BASE}/health",
        health,
        "Look at everything that a download needs",
        auth=Auth.NONE,
        answer=HealthResponse,
        tag="program",
    ),
    Route(
        "GET",
        f"{BASE}/readyz",
        ready,
        "Whether downloads are taken",
        auth=Auth.NONE,
        answer=ReadyResponse,
        errors=(Code.NOT_READY,),
        tag="program",
    ),
    Route(
        "GET",
        f"{BASE}/version",
        version,
        "Which program this is",
        auth=Auth.NONE,
        answer=VersionResponse,
        tag="program",
    ),
)
