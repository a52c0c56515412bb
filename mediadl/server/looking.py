"""Looks at a link for a client, guarded as its downloads are; what is found is told elsewhere."""

import asyncio
import contextlib
from contextlib import aclosing
from dataclasses import dataclass, field

from mediadl.domain.errors import InvalidLink
from mediadl.domain.failures import Failure, FailureKind
from mediadl.domain.media import Entry, Media, Playlist
from mediadl.domain.options import DownloadOptions
from mediadl.engine.approvals import exceptions_for
from mediadl.engine.prober import ProbeFailed, Prober
from mediadl.server.call import Call
from mediadl.server.problems import Code, FieldProblem, Problem

LOOK_S = 120.0
MOST_ENTRIES = 100_000

_K = FailureKind
PASSING = frozenset({
    _K.SITE_CHANGED, _K.NETWORK_DOWN, _K.HOST_NOT_FOUND, _K.UNREACHABLE, _K.TIMED_OUT, _K.STALLED,
    _K.RATE_LIMITED, _K.SERVER_ERROR, _K.WORKER_LOST,
})  # fmt: skip
"""Failures after which the same request may work later."""


@dataclass(frozen=True)
class Looked:
    """What is behind a link."""

    found: Media | Playlist
    entries: tuple[Entry, ...] = ()
    is_whole: bool = True
    """Whether no more entries would have come."""
    is_enough: bool = False
    """Whether more would have come, and were not wanted; else what is not whole has taken too long."""


async def look_at(call: Call, link: str, enough: int = MOST_ENTRIES, within_s: float = LOOK_S) -> Looked:
    """Look at a link; a list is read until there are more than `enough` entries, or for as long as it may be.

    Raises:
        Problem: it cannot be looked at, with the reason.
    """
    call.about(link)
    try:
        return await look(call, link, enough, within_s)
    except InvalidLink as error:
        sentence = str(error)
        wrong = (FieldProblem(field="url", message=sentence),)
        raise Problem(Code.VALIDATION_ERROR, sentence, wrong) from None
    except ProbeFailed as error:
        raise problem_of_look(error.failure) from None


async def look(call: Call, link: str, enough: int, within_s: float) -> Looked:
    """As `look_at`, for links that a site has named.

    Raises:
        ProbeFailed, InvalidLink: it cannot be looked at.
        UserError: what it is looked at with cannot be used.
    """
    so_far = _SoFar(enough)
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(within_s), call.api.looking:
            await _look(call, link, so_far)
    if so_far.head is None:
        sentence = "The site took too long to answer. Try again later."
        raise ProbeFailed(Failure(kind=FailureKind.TIMED_OUT, message=sentence))
    entries = so_far.entries
    is_enough = len(entries) > enough
    return Looked(so_far.head, tuple(entries[:enough]), so_far.is_read and not is_enough, is_enough)


async def media_at(call: Call, link: str) -> Media:
    """Look at a link that is one media.

    Raises:
        Problem: it cannot be looked at, or is a list.
    """
    found = (await look_at(call, link, 0)).found
    if isinstance(found, Playlist):
        sentence = "The link is a list. Ask for it with GET /playlist/preview."
        raise Problem(Code.METADATA_EXTRACTION_FAILED, sentence)
    return found


def problem_of_look(failure: Failure) -> Problem:
    """Why a look failed, as the API tells it."""
    return Problem(
        Code.METADATA_EXTRACTION_FAILED,
        failure.message,
        retry_after_s=failure.retry_after_s,
        is_upstream=failure.kind in PASSING,
    )


@dataclass
class _SoFar:
    """What has come of a look that may be cut off."""

    enough: int
    head: Media | Playlist | None = None
    entries: list[Entry] = field(default_factory=list)
    is_read: bool = False


async def _look(call: Call, link: str, so_far: _SoFar) -> None:
    engine = call.api.engine
    exceptions = exceptions_for(call.owner_id, engine.settings)
    options = DownloadOptions(cookies_id=call.account_id)
    looking = Prober(engine.accounts).look(link, options, exceptions=exceptions, client_id=call.owner_id)
    async with aclosing(looking) as findings:
        async for found in findings:
            if isinstance(found, tuple):
                so_far.entries += found
            else:
                so_far.head = found
            if len(so_far.entries) > so_far.enough:
                return
    if so_far.head is None:
        reason = Failure(kind=FailureKind.SITE_CHANGED, message="Nothing was found behind the link.")
        raise ProbeFailed(reason)
    so_far.is_read = True
