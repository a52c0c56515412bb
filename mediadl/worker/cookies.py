"""The cookies of one request: in memory into yt-dlp, and back what the site has made of them."""

import http.cookiejar
import re
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from yt_dlp.cookies import YoutubeDLCookieJar

from mediadl import wire
from mediadl.domain.cookie_dates import expiry_of
from mediadl.domain.cookie_scope import ascii_host, for_link, registrable, sites_of, spans_subdomains
from mediadl.domain.cookies import Cookie
from mediadl.domain.secrets import Secrets

Key = tuple[str, str, str]

TELL_EVERY_S = 2.0
"""A worker may be killed at any time, so changes are not kept back until the end."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
"""What would end a header's line."""
_DOTLESS = ".local"
"""What Python's jar has behind the names of hosts without a dot (`http.cookiejar.eff_request_host`)."""


class Jar(YoutubeDLCookieJar):  # type: ignore[misc]  # yt-dlp is untyped
    """yt-dlp's jar, which knows when it was changed, and sends a host's own cookies to no other host.

    Of two cookies with the same domain, path and name the later one holds, whether it is for the hosts
    below as well or not (RFC 6265, 5.3); Python's own keeps and sends both.
    """

    def __init__(self) -> None:
        strict = http.cookiejar.DefaultCookiePolicy.DomainStrictNonDomain
        super().__init__(policy=http.cookiejar.DefaultCookiePolicy(strict_ns_domain=strict))
        self.is_changed = False
        self.values: set[str] = set()
        """All values that were ever in it, for those who must not say them."""

    def set_cookie(self, cookie: http.cookiejar.Cookie) -> None:
        """As Python does; what is there already with the same value and date stays as it is."""
        with self._cookies_lock:
            other = self._like(cookie)
            if other is not None and (other.value, other.expires) == (cookie.value, cookie.expires):
                return  # yt-dlp hands its own notes of cookies back, without all that is known of them
            if other is not None and other.domain != cookie.domain:
                self.clear(other.domain, other.path, other.name)
            super().set_cookie(cookie)
            self.values.add(cookie.value or "")
            self.is_changed = True

    def clear(self, *place: str) -> None:
        """As Python does."""
        super().clear(*place)
        self.is_changed = True

    def _like(self, cookie: http.cookiejar.Cookie) -> http.cookiejar.Cookie | None:
        bare = cookie.domain.removeprefix(".")
        for domain in (bare, f".{bare}"):
            found = self._cookies.get(domain, {}).get(cookie.path, {}).get(cookie.name)
            if found is not None:
                return found  # type: ignore[no-any-return]  # yt-dlp is untyped
        return None


class JobCookies:
    """Lives as long as its request, and with it all that is secret in it."""

    def __init__(self, url: str, secrets: Secrets, tell: Callable[[wire.CookiesChanged], None]) -> None:
        """`tell` is called from any thread, and only when the cookies or the login are an account's."""
        self.jar = Jar()
        self._sites = sites_of(url)
        self._has_account = bool(secrets.cookies or secrets.username)
        self._tell = tell
        self._telling = threading.Lock()
        self._next_s = 0.0
        now_s = time.time()
        # Whoever asked has chosen them already; this is the second lock on the same door.
        own = [cookie for cookie in for_link(secrets.cookies, url) if not _has_expired(cookie, now_s)]
        own = [cookie for cookie in own if not _CONTROL.search("".join(_texts(cookie)))]
        self._known = {cookie.key: cookie for cookie in own}
        for cookie in own:
            self.jar.set_cookie(_to_jar(cookie))
        self.jar.is_changed = False

    def on_response(self, *_request_and_response: Any) -> None:
        """A hook for `NetworkedYoutubeDL`: tells of changes while the request is still being worked on."""
        if self.jar.is_changed and time.monotonic() >= self._next_s:
            self.tell_changes()

    def tell_changes(self) -> None:
        """Tell what differs from what came with the request and from what was told since; each change once.

        Another job may have brought home something newer meanwhile, which must not be undone.
        """
        with self._telling:
            self._next_s = time.monotonic() + TELL_EVERY_S
            self.jar.is_changed = False
            if not self._has_account:
                return  # nobody keeps the cookies of a visitor
            before, self._known = self._known, self._now()
            changes = _changes(before, self._known)
            if changes != wire.CookiesChanged():
                self._tell(changes)

    def _now(self) -> dict[Key, Cookie]:
        found = (_from_jar(cookie) for cookie in self.jar)
        return {cookie.key: cookie for cookie in found if registrable(cookie.domain) in self._sites}


def _changes(before: Mapping[Key, Cookie], now: Mapping[Key, Cookie]) -> wire.CookiesChanged:
    now_s = time.time()
    changed = tuple(cookie for key, cookie in now.items() if _differs(cookie, before.get(key)))
    gone = (key for key, cookie in before.items() if key not in now and not _has_expired(cookie, now_s))
    return wire.CookiesChanged(set=changed, deleted=tuple(gone))


def from_yt_dlp(cookies: Iterable[http.cookiejar.Cookie]) -> tuple[Cookie, ...]:
    """Cookies that yt-dlp has read, as ours; what is none by the rules of HTTP is left out."""
    found = (_from_jar(cookie) for cookie in cookies)
    known = (cookie.model_copy(update={"domain": ascii_host(cookie.domain)}) for cookie in found)
    return tuple(cookie for cookie in known if cookie.domain and not _CONTROL.search("".join(_texts(cookie))))


def _texts(cookie: Cookie) -> tuple[str, ...]:
    return cookie.path, cookie.name, cookie.value


def _differs(cookie: Cookie, before: Cookie | None) -> bool:
    return before is None or (cookie.value, cookie.expires_at) != (before.value, before.expires_at)


def _has_expired(cookie: Cookie, now_s: float) -> bool:
    return cookie.expires_at is not None and cookie.expires_at <= now_s


def _to_jar(cookie: Cookie) -> http.cookiejar.Cookie:
    spans = spans_subdomains(cookie)
    host = f"[{cookie.domain}]" if ":" in cookie.domain else cookie.domain
    host += "" if "." in host else _DOTLESS
    # A cookie without a name is in Python's jar a name without a value.
    name, value = (cookie.name, _as_latin(cookie.value)) if cookie.name else (_as_latin(cookie.value), None)
    return http.cookiejar.Cookie(
        version=0,
        name=name,
        value=value,
        port=None,
        port_specified=False,
        domain=f".{host}" if spans else host,
        domain_specified=spans,
        domain_initial_dot=spans,
        path=cookie.path,
        path_specified=True,
        secure=cookie.secure,
        expires=cookie.expires_at,
        discard=cookie.expires_at is None,
        comment=None,
        comment_url=None,
        rest={"HttpOnly": ""} if cookie.http_only else {},
    )


def _from_jar(cookie: http.cookiejar.Cookie) -> Cookie:
    host = cookie.domain.removeprefix(".")
    bare = host.removesuffix(_DOTLESS)
    host = (host if "." in bare else bare).strip("[]")
    name, value = (cookie.name, cookie.value) if cookie.value is not None else ("", cookie.name)
    return Cookie(
        domain=host,
        include_subdomains=cookie.domain.startswith("."),
        path=cookie.path,
        secure=bool(cookie.secure),
        http_only=any(cookie.has_nonstandard_attr(word) for word in ("HttpOnly", "httponly", "HTTPOnly")),
        expires_at=expiry_of(cookie.expires),
        name=name,
        value=_as_utf8(value),
    )


def _as_latin(value: str) -> str:
    """The text whose latin-1 bytes, which is what goes over the wire, are the value's in UTF-8."""
    return value.encode().decode("latin-1")


def _as_utf8(value: str) -> str:
    try:
        return value.encode("latin-1").decode()
    except UnicodeError:
        return value
