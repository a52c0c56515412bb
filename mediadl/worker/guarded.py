"""yt-dlp for a client's request: it connects by Python's sockets alone, which `guard` watches."""

from http.cookiejar import CookieJar
from typing import Any

from yt_dlp.networking import Request, Response
from yt_dlp.networking.exceptions import RequestError
from yt_dlp.utils import YoutubeDLError

from mediadl.domain.failures import FailureKind
from mediadl.domain.options import DownloadOptions
from mediadl.worker.guard import refusal_in
from mediadl.worker.network import NetworkedYoutubeDL
from mediadl.worker.problem import DownloadProblem
from mediadl.worker.rate_limiter import RateLimiter

_BY_SOCKETS = frozenset({"Urllib", "Requests", "Websockets"})
"""yt-dlp's request handlers that connect by Python's sockets; curl_cffi looks names up itself."""
_NO_PROXY = {"proxy": "", "geo_verification_proxy": None}
_NATIVE = {"default": "native"}
_PROXY_HEADERS = ("Ytdl-Request-Proxy", "Ytdl-Socks-Proxy")
"""How extractors name a proxy within yt-dlp."""


class ReachRefused(YoutubeDLError):  # type: ignore[misc] # yt-dlp is untyped
    """An address is not to be reached. Its cause says so, after which yt-dlp would just try again."""


class GuardedYoutubeDL(NetworkedYoutubeDL):
    """No proxy, no other program and no other library stands between it and what it asks."""

    def __init__(self, params: dict[str, Any], limiter: RateLimiter, jar: CookieJar | None = None) -> None:
        super().__init__({**params, **_NO_PROXY, "external_downloader": _NATIVE}, limiter, jar)

    def build_request_director(self, handlers: Any, preferences: Any = None) -> Any:
        """As yt-dlp does, of those handlers alone that can be watched."""
        watched = [handler for handler in handlers if handler.RH_KEY in _BY_SOCKETS]
        return super().build_request_director(watched, preferences)

    def ask(self, request: Request) -> Response:
        """As yt-dlp does.

        Raises:
            ReachRefused: it leads where it may not.
        """
        _without_proxy(request)
        try:
            return super().ask(request)
        except RequestError as error:
            if refusal := refusal_in(error):
                raise ReachRefused(str(refusal)) from refusal
            raise


def refuse_detours(options: DownloadOptions) -> None:
    """See whether the options can be followed under watch.

    Raises:
        DownloadProblem: they want what cannot be checked.
    """
    if options.proxy:
        subject = "it goes through a proxy, and where that connects to cannot be checked"
    elif options.impersonate:
        subject = "it imitates a browser, and the connections of that cannot be checked"
    elif options.clips:
        subject = "parts are cut out by ffmpeg, whose connections cannot be checked"
    else:
        return
    raise DownloadProblem(FailureKind.WINDOW_ONLY, subject=subject)


def _without_proxy(request: Request) -> None:
    request.proxies.clear()
    for name in _PROXY_HEADERS:
        request.headers.pop(name, None)
