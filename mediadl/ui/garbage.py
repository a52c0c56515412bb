"""Python's cycle collector on the window's thread alone, where Qt's objects may be destroyed."""

import asyncio
import contextlib
import gc
from collections.abc import Iterator

_INTERVAL_S = 1.0


@contextlib.contextmanager
def collected_on_this_thread() -> Iterator[None]:
    """Keep the collector from running by itself, in whatever thread happens to allocate.

    A Qt object that a cycle keeps alive would be destroyed in the store's thread otherwise; its timers cannot
    be stopped from there, and the next one that fires reaches into freed memory.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.collect()
        if was_enabled:
            gc.enable()


async def collect_now_and_then() -> None:
    """Do the collector's work on the loop, by its own thresholds; runs until it is cancelled."""
    gc.freeze()  # what the start has made stays, and need not be looked at each time
    while True:
        await asyncio.sleep(_INTERVAL_S)
        collect_if_due()


def collect_if_due() -> int | None:
    """Collect the oldest generation whose threshold is passed; returns which one, or None."""
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation]:
            gc.collect(generation)
            return generation
    return None
