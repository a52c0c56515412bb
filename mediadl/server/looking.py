"""Looks at a link for a client, guarded as its downloads are; what is found is told elsewhere."""

import asyncio
from contextlib import aclosing
from dataclasses import dataclass

from mediadl.domain.errors import InvalidLink
from mediadl.domain.failures import Failure, FailureKind
from mediadl.domain.media import Entry, Media, Playlist
from mediadl.engine.approvals import exceptions_for
from mediadl.engine.prober import ProbeFailed, Prober
from mediadl.server.call import Call
from mediadl.server.problems import Code, FieldProblem, Problem

LOOK_S = 120.0
MOST_ENTRIES = 100_000

_K = FailureKind
_OF_SITE = frozenset({
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


async def look_at(call: Call, link: str, enough: int = MOST_ENTRIES) -> Looked:
    """Look at a link; a list is read until there are more than `enough` entries.

    Raises:
        Problem: it cannot be looked at, with the reason.
    """
    call.about(link)
    try:
        async with call.api.looking, asyncio.timeout(LOOK_S):
            return await _look(call, link, enough)
    except TimeoutError:
        sentence = "The site took too long to answer. Try again later."
        raise Problem(Code.METADATA_EXTRACTION_FAILED, sentence, is_upstream=True) from None
    except InvalidLink as error:
        sentence = str(error)
        wrong = (FieldProblem(field="url", message=sentence),)
        raise Problem(Code.VALIDATION_ERROR, sentence, wrong) from None
    except ProbeFailed as error:
        raise problem_of_look(error.failure) from None


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
        is_upstream=failure.kind in _OF_SITE,
    )


async def _look(call: Call, link: str, enough: int) -> Looked:
    engine = call.api.engine
    head: Media | Playlist | None = None
    entries: list[Entry] = []
    exceptions = exceptions_for(call.owner_id, engine.settings)
    looking = Prober(engine.accounts).look(link, exceptions=exceptions, client_id=call.owner_id)
    async with aclosing(looking) as findings:
        async for found in findings:
            if isinstance(found, tuple):
                entries += found
            else:
                head = found
            if len(entries) > enough:
                break
    if head is None:
        raise Problem(Code.METADATA_EXTRACTION_FAILED, "Nothing was found behind the link.")
    return Looked(head, tuple(entries[:enough]), len(entries) <= enough)
