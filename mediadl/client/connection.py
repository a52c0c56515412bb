"""One client's way to the API: addresses, the token, and what goes wrong underway. No route is known here."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, Self, TypeVar
from urllib.parse import urlencode, urlsplit

import aiohttp
from pydantic import BaseModel, ValidationError
from yarl import URL

from mediadl.client.errors import Unreachable, problem_of

BASE = "/api/v1"
ANSWER_S = 300.0
"""The longest silence before an answer: a site may take long to tell what it has."""
_CONNECT_S = 10.0

M = TypeVar("M", bound=BaseModel)


class Connection:
    """Requests with one token to one address. Open it with `async with`."""

    def __init__(self, address: str, token: str) -> None:
        self.address = origin_of(address)
        self.token = token
        """Sent with every request; empty is none. Never part of a message."""
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def ask(
        self,
        kind: type[M],
        method: str,
        path: str,
        sent: BaseModel | Mapping[str, Any] | None = None,
        query: BaseModel | Mapping[str, Any] | None = None,
    ) -> M:
        """Send a request and read its answer, which is of this kind. `path` is below `/api/v1`.

        Raises:
            Problem: MediaDL says no.
            Unreachable: there is no answer.
        """
        asked = f"?{urlencode(_fields(query))}" if query else ""
        json = None if sent is None else _fields(sent)
        async with self.answer(method, f"{path}{asked}", json=json) as answer:
            body = await answer.read()
        try:
            return kind.model_validate_json(body)
        except ValidationError as error:
            raise Unreachable(f"What answers at {self.address} is not this version of MediaDL.") from error

    @asynccontextmanager
    async def answer(
        self,
        method: str,
        path: str,
        *,
        json: Any = None,
        headers: Mapping[str, str] | None = None,
        silence_s: float = ANSWER_S,
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        """The head of a successful answer; its body is read within the block, without longer silence.

        Raises:
            Problem: MediaDL says no.
            Unreachable: there is no answer, or it breaks off.
        """
        if self._session is None:
            raise RuntimeError("open the client first: async with MediaDL(…) as mediadl")
        sent = {**({"Authorization": f"Bearer {self.token}"} if self.token else {}), **(headers or {})}
        timeout = aiohttp.ClientTimeout(sock_connect=_CONNECT_S, sock_read=silence_s)
        url = URL(f"{self.address}{BASE}{path}", encoded=True)
        try:
            async with self._session.request(
                method, url, json=json, headers=sent, timeout=timeout, allow_redirects=False
            ) as answer:
                if answer.status >= 300:
                    body = await answer.read()
                    raise problem_of(answer.status, body, answer.headers.get("Retry-After"))
                yield answer
        except (aiohttp.ClientError, ConnectionError, TimeoutError) as error:
            raise Unreachable(
                f"MediaDL does not answer at {self.address}. Is it running, with its API switched on?"
            ) from error


def origin_of(address: str) -> str:
    """Scheme, host and port of an address, which may name the API's base path as well.

    Raises:
        ValueError: it is no such address.
    """
    parts = urlsplit(address)
    is_plain = not (parts.query or parts.fragment or parts.username or parts.password)
    if parts.scheme not in {"http", "https"} or not parts.hostname or not is_plain:
        raise ValueError(f"“{address}” is no address of MediaDL. Write one such as http://127.0.0.1:8787")
    if parts.path.rstrip("/") not in {"", BASE}:
        raise ValueError(f"“{parts.path}” is not the API's path; leave it out")
    return f"{parts.scheme}://{parts.netloc}"


def _fields(model: BaseModel | Mapping[str, Any]) -> dict[str, Any]:
    """What was said; what was left out is left to MediaDL."""
    if isinstance(model, BaseModel):
        return model.model_dump(mode="json", exclude_unset=True)
    return dict(model)
