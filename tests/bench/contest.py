"""Runs contestants in turns, A B A B, so that whatever else the machine does hits all of them."""

import os
import sys
from collections.abc import Awaitable, Callable, Mapping

Run = Callable[[], Awaitable[float]]
"""One run; returns its figure."""


async def in_turns(sides: Mapping[str, Run], rounds: int) -> dict[str, list[float]]:
    """Let each side run once a round and return all figures.

    What the last run has written is on the disk before the next one begins; the side that begins changes.
    """
    figures: dict[str, list[float]] = {name: [] for name in sides}
    names = list(sides)
    for number in range(rounds):
        for name in names[number % len(names) :] + names[: number % len(names)]:
            os.sync()
            figures[name].append(await sides[name]())
        said = ", ".join(f"{name} {figures[name][-1]:.3g}" for name in names)
        print(f"  round {number + 1} of {rounds}: {said}", file=sys.stderr, flush=True)
    return figures
