"""Ends a download at the first "slow down" of the site, which yt-dlp would ask again for each fragment."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from yt_dlp.networking import Request
from yt_dlp.networking.exceptions import HTTPError
from yt_dlp.utils import YoutubeDLError

from mediadl.worker.network import NetworkedYoutubeDL


class SiteRefused(YoutubeDLError):  # type: ignore[misc] # yt-dlp is untyped
    """The site asked to slow down. Its cause is the `HTTPError`, after which yt-dlp would just try again."""


@contextmanager
def refusals_end_it(ydl: NetworkedYoutubeDL, unless: Callable[[], bool] = lambda: False) -> Iterator[None]:
    """Within the block a 429, or a 503 that says when to come back, comes out of yt-dlp as `SiteRefused`.

    `unless` says whether to let it be: what is live will not come again, and has a patience of its own.
    """

    def end(_request: Request, error: HTTPError) -> None:
        names_a_time = error.response.headers.get("Retry-After") is not None
        if (error.status == 429 or (error.status == 503 and names_a_time)) and not unless():
            raise SiteRefused(str(error)) from error

    ydl.error_hooks.append(end)
    try:
        yield
    finally:
        ydl.error_hooks.remove(end)
