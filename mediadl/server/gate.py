"""The gate: one pure function that every request passes before anything is done for it; it counts nothing.

The order is that of the rules: host, fetch metadata, origin, preflight, sizes, kind of body, token, origin of
the token, scope. Rates and the time a body takes come after it, because they are not pure.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from mediadl.domain.clients import Client
from mediadl.server.problems import Code
from mediadl.server.route import Auth, Found, Route, Table

MAX_TARGET = 4096
"""Characters of path and query together."""
TOKEN_START = "mdl_"  # noqa: S105 - what tokens begin with

_EXTENSION = re.compile(
    r"chrome-extension://[a-p]{32}"
    r"|moz-extension://[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
)
_HARMLESS_DESTINATIONS = frozenset({"", "empty", "websocket"})
_FOREIGN_SITES = frozenset({"cross-site", "same-site"})
_LOOPBACK = re.compile(r"127(?:\.\d{1,3}){3}|::1|::ffff:127(?:\.\d{1,3}){3}")
_SIMPLE = frozenset({"text/plain", "application/x-www-form-urlencoded", "multipart/form-data"})
"""What pages may send without asking first (fetch.spec.whatwg.org, CORS-safelisted request-header)."""
_NOT_HERE = "Web pages cannot use this API."
_NOT_ITS_OWN = "This token belongs to another program. Pair again from here."
_BAD_TOKEN = "Send a valid token as “Authorization: Bearer …” or “X-API-Key: …”."  # noqa: S105 - a sentence


@dataclass(frozen=True)
class Arrived:
    """A request as it came, before anything was made of it."""

    method: str
    target: str
    """As it stands in the request line."""
    headers: tuple[tuple[str, str], ...]
    peer: str = "127.0.0.1"

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        by_name: dict[str, list[str]] = {}
        for name, value in self.headers:
            by_name.setdefault(name.lower(), []).append(value)
        return by_name

    def all(self, name: str) -> list[str]:
        """Every value of a header, whatever the case of its name."""
        return self._by_name.get(name, [])

    def one(self, name: str) -> str:
        """The value of a header that may come once; empty when it is not there."""
        return next(iter(self.all(name)), "")

    @property
    def path(self) -> str:
        """The raw path, without the query."""
        return self.target.partition("?")[0]


@dataclass(frozen=True)
class Passed:
    """It may go on. `client` is None where nobody need be known, or where the token lies inside the body."""

    found: Found
    client: Client | None
    origin: str | None


@dataclass(frozen=True)
class Preflight:
    """A browser asks in the name of an extension what it may send."""

    origin: str


@dataclass(frozen=True)
class Refused:
    """It may not go on, and why."""

    code: Code
    detail: str
    route: Route | None = None
    client: Client | None = None
    """Whose token it was, where it was a valid one."""
    origin: str | None = None
    """An extension's, which may read why."""
    methods: frozenset[str] = frozenset()
    is_bad_token: bool = False


Verdict = Passed | Preflight | Refused


@dataclass(frozen=True)
class Rules:
    """What the gate goes by."""

    port: int
    table: Table
    client_of: Callable[[str], Client | None]
    """The client of a token, unless there is none or it was revoked."""
    is_on: Callable[[str], bool] = field(default=lambda _switch: True)

    @cached_property
    def hosts(self) -> frozenset[str]:
        """The only names that we answer to."""
        return frozenset(f"{name}:{self.port}" for name in ("127.0.0.1", "localhost", "[::1]"))

    @cached_property
    def own_origins(self) -> frozenset[str]:
        """Pages of our own."""
        return frozenset(f"http://{host}" for host in self.hosts)


def decide(arrived: Arrived, rules: Rules) -> Verdict:
    """Say what becomes of a request."""
    found = rules.table.find(arrived.method, arrived.path, rules.is_on)
    route = found.route if isinstance(found, Found) else None
    refused = _host(arrived, rules) or _metadata(arrived, route) or _origin(arrived, route, rules)
    if refused is not None:
        return refused
    origin = arrived.one("origin") or None
    extension = origin if origin and _EXTENSION.fullmatch(origin) else None
    if arrived.method == "OPTIONS" and extension and arrived.all("access-control-request-method"):
        return Preflight(extension)
    if len(arrived.target) > MAX_TARGET:
        return Refused(
            Code.URL_TOO_LONG, f"An address has at most {MAX_TARGET} characters.", origin=extension
        )
    if not isinstance(found, Found):
        return _unknown(found, extension)
    refused = _sizes(arrived, found.route, extension) or _kind(arrived, found.route, extension)
    return refused or _token(arrived, found, rules, extension, origin)


def admit(client: Client | None, route: Route, origin: str | None) -> Refused | None:
    """Whether a client may use a route from this origin; also for tokens that lie inside bodies.

    An unbound one may from every extension: who lets it in binds it (`Clients.bound`).
    """
    if client is None:
        return Refused(Code.UNAUTHORIZED, _BAD_TOKEN, route, is_bad_token=True)
    if not _is_from(client, origin):
        sentence = _NOT_ITS_OWN if not client.is_unbound else "This token is for a browser extension alone."
        return Refused(Code.FORBIDDEN_ORIGIN, sentence, route, client)
    if not client.may(*route.scopes):
        needed = " or ".join(f"“{scope}”" for scope in sorted(route.scopes))
        return Refused(
            Code.FORBIDDEN, f"This needs the scope {needed}, which the token does not have.", route, client
        )
    return None


def is_extension(origin: str) -> bool:
    """Whether it is the well-formed origin of a browser's extension."""
    return bool(_EXTENSION.fullmatch(origin))


def _is_from(client: Client, origin: str | None) -> bool:
    return is_extension(origin or "") if client.is_unbound else client.origin == origin


def _host(arrived: Arrived, rules: Rules) -> Refused | None:
    hosts = arrived.all("host")
    is_ours = len(hosts) == 1 and hosts[0] in rules.hosts
    if is_ours and arrived.target.startswith("/") and _LOOPBACK.fullmatch(arrived.peer.partition("%")[0]):
        return None
    return Refused(Code.MISDIRECTED, f"Ask for 127.0.0.1:{rules.port}.")


def _metadata(arrived: Arrived, route: Route | None) -> Refused | None:
    """Rules about what browsers say of a request by themselves (w3.org/TR/fetch-metadata)."""
    is_page = route is not None and route.may_navigate
    navigates = arrived.one("sec-fetch-mode") == "navigate"
    destination = arrived.one("sec-fetch-dest")
    loads = destination not in _HARMLESS_DESTINATIONS and not (is_page and destination == "document")
    is_foreign = arrived.one("sec-fetch-site") in _FOREIGN_SITES and not arrived.all("origin")
    if (navigates and not is_page) or loads or is_foreign:
        return Refused(Code.FORBIDDEN_ORIGIN, _NOT_HERE, route)
    return None


def _origin(arrived: Arrived, route: Route | None, rules: Rules) -> Refused | None:
    origins = arrived.all("origin")
    if not origins or (len(origins) == 1 and is_extension(origins[0])):
        return None
    is_own = len(origins) == 1 and origins[0] in rules.own_origins
    if is_own and route is not None and route.auth in {Auth.PATH, Auth.INSIDE}:
        return None
    return Refused(Code.FORBIDDEN_ORIGIN, _NOT_HERE, route)


def _unknown(methods: frozenset[str], extension: str | None) -> Refused:
    if methods:
        sentence = f"This takes {', '.join(sorted(methods))}."
        return Refused(Code.METHOD_NOT_ALLOWED, sentence, origin=extension, methods=methods)
    return Refused(Code.NOT_FOUND, "There is nothing at this address.", origin=extension)


def _sizes(arrived: Arrived, route: Route, extension: str | None) -> Refused | None:
    limit = 0 if route.method == "GET" else route.body_limit
    length = arrived.one("content-length") or "0"
    is_open = bool(arrived.all("transfer-encoding"))
    if not length.isascii() or not length.isdigit() or int(length) > limit or (is_open and not limit):
        return Refused(Code.TOO_LARGE, f"A body has at most {limit} bytes here.", route, origin=extension)
    return None


def _kind(arrived: Arrived, route: Route, extension: str | None) -> Refused | None:
    """A type that a page can send without asking first is refused even where nothing is read of it."""
    if route.method == "GET":
        return None
    kinds = arrived.all("content-type")
    has_body = arrived.one("content-length") not in {"", "0"} or bool(arrived.all("transfer-encoding"))
    kind, _, parameters = (kinds[0] if len(kinds) == 1 else "").partition(";")
    if not has_body and route.body is None and len(kinds) < 2 and kind.strip().lower() not in _SIMPLE:
        return None
    charset = parameters.lower().replace(" ", "").replace('"', "")
    is_plain = charset in {"", "charset=utf-8"} or kind.strip().lower() != "application/json"
    if kind.strip().lower() in route.content_types and is_plain and not arrived.all("content-encoding"):
        return None
    sentence = f"Send the body as {' or '.join(filter(None, route.content_types))}."
    return Refused(Code.UNSUPPORTED_MEDIA_TYPE, sentence, route, origin=extension)


def _token(
    arrived: Arrived, found: Found, rules: Rules, extension: str | None, origin: str | None
) -> Verdict:
    route = found.route
    if route.auth in {Auth.NONE, Auth.INSIDE}:
        return Passed(found, None, extension)
    token = _sent_token(arrived, route, found.params)
    client = rules.client_of(token) if token else None
    # A page of our own may speak for a program, where a route lets it in at all.
    refused = admit(client, route, None if origin in rules.own_origins else origin)
    if refused is None:
        return Passed(found, client, extension)
    return Refused(
        refused.code, refused.detail, route, refused.client, extension, is_bad_token=refused.is_bad_token
    )


def _sent_token(arrived: Arrived, route: Route, params: Mapping[str, str]) -> str:
    """The one token of a request; "" where there is none, or more than one that differ."""
    sent = [value.strip() for value in arrived.all("x-api-key")]
    for value in arrived.all("authorization"):
        scheme, _, token = value.strip().partition(" ")
        sent.append(token.strip() if scheme.lower() == "bearer" else "")
    if route.auth is Auth.PATH:
        sent.append(params.get("token", ""))
    if route.is_websocket:
        words = ",".join(arrived.all("sec-websocket-protocol")).split(",")
        sent += [word.strip() for word in words if word.strip().startswith(TOKEN_START)]
    return sent[0] if len(set(sent)) == 1 else ""
