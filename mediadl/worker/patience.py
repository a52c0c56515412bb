"""Asks a few times for something small, and waits as long as the site wants, within reason."""

import time
from collections.abc import Callable
from typing import TypeVar

from yt_dlp.networking.exceptions import HTTPError, TransportError
from yt_dlp.utils import YoutubeDLError

from mediadl.worker.failures import failure_from

ATTEMPTS = 3
LONGEST_WAIT_S = 30.0
"""A site that wants more is not waited for."""
FIRST_WAIT_S = 1.0

Answer = TypeVar("Answer")


def patiently(
    ask: Callable[[], Answer], url: str, wait: Callable[[float], None] = time.sleep, attempts: int = ATTEMPTS
) -> Answer:
    """Ask until there is an answer; the last refusal is raised.

    Raises:
        yt_dlp.utils.YoutubeDLError: as `ask` does, at once when asking again would not help.
    """
    for attempt in range(1, attempts):
        try:
            return ask()
        except YoutubeDLError as error:
            if not _may_pass(error):
                raise
            asked_s = failure_from(error, url).retry_after_s
            wait_s = FIRST_WAIT_S * 2 ** (attempt - 1) if asked_s is None else asked_s
            if wait_s > LONGEST_WAIT_S:
                raise
            wait(wait_s)
    return ask()


def _may_pass(error: YoutubeDLError) -> bool:
    if isinstance(error, HTTPError):
        return error.status in {408, 425, 429} or error.status >= 500
    return isinstance(error, TransportError)
