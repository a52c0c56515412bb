"""The one way from yt-dlp to the network: hooks around requests, and the speed limit on what answers read."""

import contextlib
from collections.abc import Callable, Iterator
from functools import cache
from http.cookiejar import CookieJar
from typing import Any
from urllib.parse import urlsplit

from yt_dlp.networking import Request, Response
from yt_dlp.networking.exceptions import HTTPError
from yt_dlp.utils.networking import select_proxy

from mediadl.worker.discretion import download_discreetly
from mediadl.worker.metered_proxy import metered_proxy
from mediadl.worker.rate_limiter import RateLimiter
from mediadl.worker.shortcuts import QuickYoutubeDL

_ALL_BLOCK_BYTES = 64 * 1024

RequestHook = Callable[[Request], None]
ResponseHook = Callable[[Request, Response], None]
ErrorHook = Callable[[Request, HTTPError], None]


class NetworkedYoutubeDL(QuickYoutubeDL):
    """yt-dlp with every request and every byte of the answers passing through here.

    Hooks are called in the thread that asks: the main one for pages, one of several for fragments. What a
    hook raises comes out of `urlopen`; yt-dlp's downloaders try again after an `HTTPError` or a
    `TransportError`, and let everything else through.
    """

    is_discreet = False
    """Whether secrets are in it that other programs are not to be told."""
    is_metered = False
    """Whether its proxy is for now our own, which knows the user's."""

    def __init__(self, params: dict[str, Any], limiter: RateLimiter, jar: CookieJar | None = None) -> None:
        """`jar` is used instead of an empty one of its own."""
        if jar is not None:
            self.cookiejar = jar  # before all else: yt-dlp may make its handlers of requests while it is made
        super().__init__(params)
        self._limiter = limiter
        self.request_hooks: list[RequestHook] = []
        """Called before a request goes out; may change its headers."""
        self.response_hooks: list[ResponseHook] = []
        """Called with an answer of status 2xx before any of it is read."""
        self.error_hooks: list[ErrorHook] = []
        """Called with the answer that is an error, its headers and its status, before yt-dlp sees it."""

    def dl(self, name: str, info: dict[str, Any], subtitle: bool = False, test: bool = False) -> Any:
        """As yt-dlp does, without telling ffmpeg what is secret."""

        def plain(to: str, one: dict[str, Any]) -> Any:
            with self._metered(one):
                return super(NetworkedYoutubeDL, self).dl(to, one, subtitle, test)

        if not self.is_discreet or subtitle or test:
            return plain(name, info)
        return download_discreetly(self, plain, name, info)

    @contextlib.contextmanager
    def _metered(self, info: dict[str, Any]) -> Iterator[None]:
        """Have ffmpeg, which fetches parts of a media by itself, read through the limit too.

        yt-dlp hands its parameter `proxy` to ffmpeg. Proxies that ffmpeg does not know stay as they are.
        """
        is_part = info.get("section_start") or info.get("section_end")
        schemes = {urlsplit(proxy).scheme for proxy in self.proxies.values() if proxy}
        if not is_part or not schemes <= {"http", ""}:
            yield
            return
        before = self.params.get("proxy")
        with metered_proxy(self._limiter, lambda url: select_proxy(url, self.proxies) or None) as address:
            self.params["proxy"], self.is_metered = address, True
            try:
                yield
            finally:
                self.params["proxy"], self.is_metered = before, False

    def ask(self, request: Request) -> Response:
        """Ask the network; whoever asks, and whatever for, comes through here."""
        return super().urlopen(request)

    def urlopen_unwatched(self, request: Request) -> Response:
        """Ask without hooks, from within one; what is read still counts towards the limit."""
        return limited(self.ask(request), self._limiter)

    def urlopen(self, req: Any) -> Response:
        """As yt-dlp does: `req` is a link or a `Request`.

        Raises:
            yt_dlp.networking.exceptions.RequestError: as yt-dlp does.
            Exception: what a hook raises.
        """
        request = Request(req) if isinstance(req, str) else req
        for before in self.request_hooks:
            before(request)
        try:
            response = self.ask(request)
        except HTTPError as error:
            for on_error in self.error_hooks:
                on_error(request, error)
            raise
        for after in self.response_hooks:
            after(request, response)
        return limited(response, self._limiter)


def limited(response: Response, limiter: RateLimiter) -> Response:
    """The same response, whose reads wait for the limiter and may then return less than was asked for."""
    # A class rather than a function laid over `read`: that would hold the response in a circle, and its
    # connection open until the cycle collector comes by.
    response.__class__ = _limited_class(response.__class__)
    response.limiter = limiter
    return response


@cache
def _limited_class(kind: type[Any]) -> type[Any]:
    class Limited(kind):  # type: ignore[misc]  # any of yt-dlp's kinds of response
        limiter: RateLimiter

        def read(self, amt: int | None = None) -> bytes:
            if self.limiter.rate is None:
                return super().read(amt)  # type: ignore[no-any-return]  # yt-dlp is untyped
            if amt is None or amt < 0:
                return b"".join(iter(lambda: self._read_some(_ALL_BLOCK_BYTES), b""))
            return self._read_some(amt)

        def _read_some(self, amt: int) -> bytes:
            granted = self.limiter.take(amt)
            read = 0
            try:
                data: bytes = super().read(granted)
                read = len(data)
            finally:
                self.limiter.give_back(granted - read)
            return data

    return Limited
