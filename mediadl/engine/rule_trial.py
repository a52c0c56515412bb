"""What would become of a link, without adding it; a worker is asked only when a rule needs to know more."""

from collections.abc import Callable

from mediadl.domain.links import parse_link
from mediadl.domain.media import Media, Playlist
from mediadl.domain.resolving import Asked, Resolved, resolve
from mediadl.domain.rules import Facts, facts_of
from mediadl.domain.settings import Settings
from mediadl.engine.prober import Prober


async def try_rules(link: str, settings: Callable[[], Settings], prober: Prober) -> Resolved:
    """What a link gets by the rules.

    Raises:
        InvalidLink: it is no link.
        ProbeFailed: what is behind the link had to be known, and could not be found out.
    """
    url = parse_link(link)
    resolved = resolve(settings(), Asked(), Facts(url))
    if not resolved.is_open:
        return resolved
    looking = prober.look(url, resolved.options)
    try:
        async for found in looking:
            if isinstance(found, Media | Playlist):
                return resolve(settings(), Asked(), facts_of(url, found))
    finally:
        await looking.aclose()
    return resolved
