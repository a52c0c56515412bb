"""Asks a worker for the cookies of a browser on this computer."""

import asyncio

from mediadl import wire
from mediadl.domain.cookies import Cookie
from mediadl.domain.errors import InvalidCookies
from mediadl.domain.failures import FailureKind, failure
from mediadl.engine.pool import WorkerPool
from mediadl.engine.worker_process import WorkerLost, WorkerProcess

LIMIT_S = 90.0
"""A browser may ask the user for its own key first."""


async def browser_cookies(pool: WorkerPool, browser: str, profile: str) -> tuple[Cookie, ...]:
    """All cookies of a browser's profile; the worker that has seen them ends.

    Raises:
        InvalidCookies: they cannot be read, or there are none; the sentence says what to do instead.
    """
    worker: WorkerProcess | None = None
    try:
        async with asyncio.timeout(LIMIT_S):
            worker = await pool.acquire()
            return await _ask(worker, wire.ReadBrowser(browser=browser, profile=profile))
    except TimeoutError:
        raise InvalidCookies(
            f"{browser.capitalize()} did not hand its cookies over in time. Export them to a file instead."
        ) from None
    except WorkerLost as lost:
        raise InvalidCookies(failure(FailureKind.WORKER_LOST).message) from lost
    finally:
        if worker is not None:
            await pool.discard(worker)


async def _ask(worker: WorkerProcess, request: wire.ReadBrowser) -> tuple[Cookie, ...]:
    cookies: tuple[Cookie, ...] = ()
    async for message in worker.ask(request):
        match message:
            case wire.BrowserRead(cookies=found):
                cookies = found
            case wire.Failed(failure=problem):
                raise InvalidCookies(problem.message)
    if not cookies:
        raise InvalidCookies(
            f"{request.browser.capitalize()} has no cookies in this profile. "
            "Log in to the site with it, or choose another profile."
        )
    return cookies
