"""How one speed limit is shared by all running downloads: pure arithmetic over what each of them uses."""

from collections.abc import Sequence

from mediadl.domain.settings import Settings

HEADROOM = 1.1
"""A slow download gets so much more than it uses, so that it can show that it became faster."""
FULL = 0.96
"""Whoever uses this part of its share would take more. It lies above 1 / HEADROOM, or all would seem to."""


def limit_of(settings: Settings, *, is_open: bool) -> int | None:
    """Bytes a second that all downloads may take together now, None for no limit.

    Outside the hours of the timetable the other limit holds, if there is one and it was asked for.
    """
    slows_down = not is_open and settings.outside_windows == "slow_down"
    if slows_down and settings.outside_speed_limit_bps is not None:
        return settings.outside_speed_limit_bps
    return settings.speed_limit_bps


def demand(used: float, share: float) -> float | None:
    """What a download would take that uses `used` bytes a second of its `share`; None is all it can get."""
    return None if used >= FULL * share else HEADROOM * used


def shares(limit: float, demands: Sequence[float | None], idle_part: float) -> list[float]:
    """Divide `limit` max-min fairly: small demands are met, the rest is split evenly among the others.

    Nobody gets less than `idle_part` (0 to 1) of an equal share: it could not show that it wants more. The
    shares add up to `limit`, whatever was demanded.
    """
    if not demands:
        return []
    least = idle_part * limit / len(demands)
    wanted = [limit if wish is None else min(limit, max(least, wish)) for wish in demands]
    given = [0.0] * len(wanted)
    left, open_ends = limit, len(wanted)
    for at in sorted(range(len(wanted)), key=wanted.__getitem__):
        given[at] = min(wanted[at], left / open_ends)
        left -= given[at]
        open_ends -= 1
    # What nobody wants now is there for whoever becomes faster.
    return [share + left / len(given) for share in given]
