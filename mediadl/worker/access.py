"""How one request gets at its site: yt-dlp with its cookies and logins, and texts without them."""

import base64
from collections.abc import Callable
from typing import Any

from yt_dlp.networking import Request

from mediadl import wire
from mediadl.domain.cookie_scope import registrable, sites_of
from mediadl.domain.failure_table import kind_of_words
from mediadl.domain.failures import Failure, FailureKind, failure
from mediadl.domain.links import host_of
from mediadl.domain.secrets import Secrets
from mediadl.worker.cookies import JobCookies
from mediadl.worker.guarded import GuardedYoutubeDL
from mediadl.worker.login import Concealment, keep_off_disk, login_params
from mediadl.worker.network import NetworkedYoutubeDL
from mediadl.worker.rate_limiter import RateLimiter

_OF_LOGINS = frozenset({FailureKind.WRONG_LOGIN, FailureKind.TWO_FACTOR})


class Access:
    """Of one request alone, and gone with it."""

    def __init__(
        self, request: wire.Work, send: Callable[[wire.Message], None], limiter: RateLimiter
    ) -> None:
        self._url = request.url
        self._is_guarded = isinstance(request, wire.OfLink) and request.guarded
        self._secrets = request.secrets if isinstance(request, wire.OfLink) else Secrets()
        self._cookies = JobCookies(request.url, self._secrets, send)
        self._limiter = limiter
        self.conceal = Concealment(request.url, self._secrets, lambda: self._cookies.jar.values)
        self.log = Log(send, self.conceal)

    def open(self, params: dict[str, Any]) -> NetworkedYoutubeDL:
        """A yt-dlp that is let in; all of one request share their cookies."""
        kind = GuardedYoutubeDL if self._is_guarded else NetworkedYoutubeDL
        all_params = {**params, **login_params(self._secrets), "logger": self.log}
        ydl = kind(all_params, self._limiter, self._cookies.jar)
        ydl.response_hooks.append(self._cookies.on_response)
        ydl.request_hooks.append(self._keep_login_at_home)
        if self._secrets != Secrets():
            ydl.is_discreet = True
            keep_off_disk(ydl)
        return ydl

    def end(self) -> None:
        """Tell what has become of the cookies; to be called before the request's last line."""
        self._cookies.tell_changes()

    def discreet(self, problem: Failure) -> Failure:
        """The failure without what is secret, and as what it is when a login was refused before it."""
        if problem.kind is FailureKind.LOGIN_NEEDED and self.log.refused_login is not None:
            problem = failure(self.log.refused_login, detail=problem.detail, host=host_of(self._url))
        texts = {"message": self.conceal(problem.message), "detail": self.conceal(problem.detail)}
        return problem.model_copy(update=texts)

    def _keep_login_at_home(self, request: Request) -> None:
        """Send a login in a header to no other site, as extractors' headers for segments would."""
        given = request.headers.get("Authorization")
        if not given or not self._secrets.password:
            return
        pair = f"{self._secrets.username}:{self._secrets.password}".encode()
        is_login = base64.b64encode(pair).decode() in given or self._secrets.password in given
        if is_login and _site_of(request.url) not in sites_of(self._url):
            kept = {name: value for name, value in request.headers.items() if name.lower() != "authorization"}
            request.headers = kept


class Log:
    """yt-dlp's logger: sends its lines on, without what is secret."""

    def __init__(self, send: Callable[[wire.Message], None], conceal: Concealment) -> None:
        self._send_on = send
        self._conceal = conceal
        self.refused_login: FailureKind | None = None
        """What yt-dlp has only warned of: some extractors go on without the login that failed."""

    def debug(self, message: str) -> None:
        """Debug and info both come this way; yt-dlp marks the former."""
        self._send("debug" if message.startswith("[debug] ") else "info", message)

    def info(self, message: str) -> None:
        """As yt-dlp says."""
        self._send("info", message)

    def warning(self, message: str, **_how: Any) -> None:
        """As yt-dlp says."""
        if (kind := kind_of_words(message)) in _OF_LOGINS:
            self.refused_login = kind
        self._send("warning", message)

    def error(self, message: str) -> None:
        """As yt-dlp says; the exception comes as well."""
        self._send("error", message)

    def _send(self, level: Any, message: str) -> None:
        if text := message.strip():
            self._send_on(wire.Logged(level=level, message=self._conceal(text)))


def _site_of(url: str) -> str:
    return registrable(host_of(url))
