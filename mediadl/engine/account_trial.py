"""Finds out whether an account lets in: looks at a link with it and without it."""

from contextlib import aclosing
from dataclasses import dataclass

from mediadl.domain.failure_kinds import ACCESS
from mediadl.domain.failures import Failure
from mediadl.domain.media import Media, Playlist
from mediadl.domain.options import DownloadOptions
from mediadl.domain.secrets import Secrets
from mediadl.engine.prober import ProbeFailed, Prober

_Found = Media | Playlist | Failure


@dataclass(frozen=True)
class Verdict:
    """What came of it."""

    sentence: str
    lets_in: bool | None
    """None: this link did not show it."""


async def try_account(prober: Prober, link: str, options: DownloadOptions, secrets: Secrets) -> Verdict:
    """Look at the link with these secrets, then without the account among them.

    Raises:
        InvalidLink: it is no link.
    """
    nobody = secrets.model_copy(
        update={"cookies": (), "username": None, "password": None, "account_id": None}
    )
    with_it = await _look(prober, link, options, secrets)
    if isinstance(with_it, Failure):
        return refused(with_it)
    return compared(with_it, await _look(prober, link, options, nobody))


async def _look(prober: Prober, link: str, options: DownloadOptions, secrets: Secrets) -> _Found:
    try:
        async with aclosing(prober.look(link, options, secrets)) as findings:
            async for found in findings:
                if isinstance(found, Media | Playlist):
                    return found
    except ProbeFailed as problem:
        return problem.failure
    raise AssertionError("a look ends with a media, a list or a failure")


def refused(problem: Failure) -> Verdict:
    """The verdict when the link cannot be looked at with the account."""
    if problem.kind in ACCESS:
        return Verdict(f"Refused: {problem.message}", lets_in=False)
    return Verdict(f"It could not be tested. {problem.message}", lets_in=None)


def compared(with_it: Media | Playlist, without: Media | Playlist | Failure) -> Verdict:
    """The verdict when it can."""
    title = f"“{with_it.title}”"
    if isinstance(without, Failure):
        if without.kind in ACCESS:
            return Verdict(f"It works: {title} is visible only with it.", lets_in=True)
        said = f"{title} is visible with it. Without it, it could not be tried: {without.message}"
        return Verdict(said, lets_in=None)
    more, less = _height(with_it), _height(without)
    if more > less:
        offered = f"offered up to {more}p with it" + (f", and up to {less}p without it" if less else "")
        return Verdict(f"It works: {title} is {offered}.", lets_in=True)
    said = f"Not needed: {title} is visible without it as well. Try a link that asks for a login."
    return Verdict(said, lets_in=None)


def _height(found: Media | Playlist) -> int:
    return max((one.height or 0 for one in found.formats), default=0) if isinstance(found, Media) else 0
