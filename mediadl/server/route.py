"""What a route is: everything that is to be known of it before a request reaches its function."""

import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import TYPE_CHECKING, Union
from urllib.parse import unquote

from pydantic import BaseModel

from mediadl.domain.clients import Scope
from mediadl.server.problems import Code, OwnRefusal

if TYPE_CHECKING:
    from aiohttp.web import StreamResponse

    from mediadl.server.call import Call

BASE = "/api/v1"
BODY_BYTES = 64 * 1024
JSON = "application/json"

Handler = Callable[["Call"], Awaitable[Union[BaseModel, "StreamResponse"]]]


class Auth(Enum):
    """How a request says whose it is."""

    TOKEN = "token"  # noqa: S105 - a kind, no secret
    """In a header; for a WebSocket also as a subprotocol, because browsers can set nothing else there."""
    PATH = "path"
    """As the path's part `{token}`, or in a header."""
    INSIDE = "inside"
    """Inside the body: the function calls `Call.admit` before it does anything, and `Call.count` for nobody
    where it does not come to that."""
    NONE = "none"
    """Open to every program on this computer."""


class RateClass(StrEnum):
    """What a request counts against, besides the limit of all requests of its client."""

    PLAIN = "plain"
    SUBMIT = "submit"
    PROBE = "probe"
    PAIRING = "pairing"


@dataclass(frozen=True)
class Route:
    """One method of one path. From these the gate, the OpenAPI document and the tests are made."""

    method: str
    path: str
    """Whole, with names of parts in braces: `/api/v1/download/{request_id}`."""
    handler: Handler
    summary: str
    """A sentence for the documents."""
    scopes: frozenset[Scope] = frozenset()
    """One of them is needed; empty only where `auth` is NONE."""
    auth: Auth = Auth.TOKEN
    rate: RateClass = RateClass.PLAIN
    status: int = 200
    part_status: int | None = None
    """Of a success that is only a part, which is asked for in a header."""
    query: type[BaseModel] | None = None
    body: type[BaseModel] | None = None
    answer: type[BaseModel] | str = "application/octet-stream"
    """The model of the answer, or the media type of one that is no JSON."""
    errors: tuple[Code, ...] = ()
    """Beside those that every route can answer with."""
    refusal: type[OwnRefusal] | None = None
    """How it is told, as JSON, that a request is refused or fails; None is as everywhere else."""
    body_limit: int = BODY_BYTES
    content_types: tuple[str, ...] = (JSON,)
    """What a body may be sent as; others than JSON only where the token lies inside or in the path."""
    may_navigate: bool = False
    """Whether a browser may open it as a page."""
    is_stream: bool = False
    """Whether its answer goes on until somebody ends it."""
    is_websocket: bool = False
    switch: str = ""
    """The setting that has to be true for the route to exist; empty is always."""
    tag: str = "downloads"

    def __post_init__(self) -> None:
        """Refuse what would open a door by oversight."""
        if (self.auth is Auth.NONE) == bool(self.scopes):
            raise ValueError(f"{self.name}: a route needs scopes, or to be open to all on purpose")
        if self.auth is Auth.PATH and "{token}" not in self.path:
            raise ValueError(f"{self.name}: the path has no token")
        if self.content_types != (JSON,) and self.auth not in {Auth.PATH, Auth.INSIDE}:
            raise ValueError(f"{self.name}: a web page can send {self.content_types} without being asked")

    @property
    def name(self) -> str:
        """Its name in audit, metrics and documents, without anything of a request."""
        return f"{self.method} {self.path}"


@dataclass(frozen=True)
class Found:
    """A route, and the named parts of the path, decoded once."""

    route: Route
    params: Mapping[str, str]


class Table:
    """All routes. A path of fixed parts comes before one with named parts."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self.routes = tuple(routes)
        names = [route.name for route in self.routes]
        if twice := {name for name in names if names.count(name) > 1}:
            raise ValueError(f"two routes for {twice}")
        ordered = sorted(self.routes, key=lambda route: route.path.count("{"))
        self._patterns = [(_pattern(route.path), route) for route in ordered]

    def find(
        self, method: str, path: str, is_on: Callable[[str], bool] = lambda _switch: True
    ) -> Found | frozenset[str]:
        """The route of a raw path, still encoded; or the methods that it has, none where it is unknown."""
        methods = set()
        for pattern, route in self._patterns:
            # Clients of other programs join an address that ends with a slash and a path that begins so.
            sent = path.replace("//", "/") if route.switch else path
            if (match := pattern.fullmatch(sent)) is None or (route.switch and not is_on(route.switch)):
                continue
            if route.method == method:
                return Found(route, {name: unquote(text) for name, text in match.groupdict().items()})
            methods.add(route.method)
        return frozenset(methods)


def _pattern(path: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", path)
    named = (f"(?P<{part}>[^/]{{1,300}})" if at % 2 else re.escape(part) for at, part in enumerate(parts))
    return re.compile("".join(named))
