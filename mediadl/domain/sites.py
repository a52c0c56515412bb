"""How a site is to be treated, as pure steps over what it has answered; who counts the seconds is the engine.

All moments are seconds of one monotonic clock.
"""

import dataclasses
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

FIRST_PAUSE_S = 30.0
"""After a first refusal that names no time; each further one doubles it."""
LONGEST_PAUSE_S = 15 * 60.0
FIRST_SPACING_S = 2.0
LONGEST_SPACING_S = 60.0
_LEAST_SPACING_S = 0.5
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Site:
    """What is remembered of one site in this run."""

    paused_until_s: float = 0.0
    """Nothing is started before; 0 when it was never paused."""
    refusals: int = 0
    """Refusals since it last gave something."""
    spacing_s: float = 0.0
    """Least time between two starts that its refusals have taught us."""
    started_s: float = float("-inf")
    """When something was last started on it."""

    def may_start_s(self, least_spacing_s: float) -> float:
        """The moment from which on it may be asked again."""
        return max(self.paused_until_s, self.started_s + max(self.spacing_s, least_spacing_s))


UNKNOWN = Site()


@lru_cache(maxsize=50_000)  # asked for each job of the queue at every change of one
def site_of(url: str) -> str:
    """The name under which a link's site counts: its host without "www." and "m.", and an unusual port."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    host = host.removeprefix("www.").removeprefix("m.")
    return host if port in {None, _PORTS.get(parts.scheme)} else f"{host}:{port}"


def refused(site: Site, now_s: float, retry_after_s: float | None) -> Site:
    """It asked to slow down, for `retry_after_s` if it said how long.

    What was under way when the first refusal came is refused too; that does not count again.
    """
    is_news = now_s >= site.paused_until_s
    refusals = site.refusals + is_news
    pause_s = min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2.0 ** min(refusals - 1, 20))
    if retry_after_s is not None:
        pause_s = retry_after_s
    elif not is_news:
        pause_s = 0.0
    spacing_s = (
        min(LONGEST_SPACING_S, max(FIRST_SPACING_S, site.spacing_s * 2)) if is_news else site.spacing_s
    )
    until_s = max(site.paused_until_s, now_s + pause_s)
    return dataclasses.replace(site, paused_until_s=until_s, refusals=refusals, spacing_s=spacing_s)


def served(site: Site) -> Site:
    """It gave what was asked for: its bad days are forgotten step by step."""
    spacing_s = site.spacing_s / 2
    return dataclasses.replace(
        site, refusals=0, spacing_s=spacing_s if spacing_s >= _LEAST_SPACING_S else 0.0
    )


def started(site: Site, now_s: float) -> Site:
    """Something is being started on it."""
    return dataclasses.replace(site, started_s=now_s)


def let_go(site: Site) -> Site:
    """The user does not want to wait for it any longer."""
    return dataclasses.replace(site, paused_until_s=0.0, started_s=float("-inf"))
