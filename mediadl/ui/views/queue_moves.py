"""Where chosen jobs of the queue go when they are moved by command; pure, on ids."""

from collections.abc import Collection, Sequence
from typing import Literal

Move = Literal["top", "up", "down", "bottom"]


def destination(
    move: Move, queue: Sequence[str], shown: Sequence[str], chosen: Collection[str]
) -> str | None:
    """The job in front of which the chosen ones go, together; None is the end of the queue.

    `queue` are all ids in order, `shown` those that pass the filter: one step up or down is a step over a row
    that can be seen. `chosen` must be among `shown`.
    """
    if move == "bottom":
        return None
    if move == "top":
        return next((job_id for job_id in queue if job_id not in chosen), None)
    rows = [row for row, job_id in enumerate(shown) if job_id in chosen]
    if move == "up" and rows[0] > 0:
        return shown[rows[0] - 1]
    stepped_over = rows[0] if move == "up" else min(rows[-1] + 1, len(shown) - 1)
    return following(shown[stepped_over], queue, chosen)


def following(job_id: str, queue: Sequence[str], chosen: Collection[str]) -> str | None:
    """The first job behind this one that stays where it is, or None at the end."""
    behind = queue[queue.index(job_id) + 1 :]
    return next((other for other in behind if other not in chosen), None)
