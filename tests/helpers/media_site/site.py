"""The media site as an aiohttp server inside this process: takes a request apart, applies faults, logs it."""

import asyncio
import json
import re
import time
from collections import deque
from collections.abc import Iterable
from dataclasses import asdict, replace
from types import TracebackType
from typing import Self, Unpack
from urllib.parse import unquote

from aiohttp import web

from . import media
from .body import EditionBody
from .pages import message_page
from .routes import SESSION, Asked, NoSuchPageError, Routes, html
from .serve import Answer, Hit, send
from .trouble import NO_TROUBLE, Trouble, TroubleArgs, TroubleLog, prefix_of

_PREFIX = re.compile(r"/f/([^/]*)(/.*)")
_KEPT_HITS = 100_000
_GRACE_S = 0.1


class MediaSite:
    """A site on a free loopback port between `async with` and its end.

    Media that are missing in the cache are made on entering: those named, or all (about 20 s, once).
    Whatever else is asked for later is made at that moment.
    """

    def __init__(self, media_names: Iterable[str] | None = None, port: int = 0) -> None:
        self.base = ""
        """Address without a slash at the end, once the site is up."""
        self.hits: deque[Hit] = deque(maxlen=_KEPT_HITS)
        self._media_names = media_names
        self._port = port
        self._routes = Routes()
        self._troubles = TroubleLog()
        self._begun_s = time.monotonic()
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        await asyncio.to_thread(media.prepare, self._media_names)
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._handle)
        runner = web.AppRunner(
            app, access_log=None, handler_cancellation=True, shutdown_timeout=_GRACE_S, keepalive_timeout=30
        )
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", self._port).start()
        host, port = runner.addresses[0][:2]
        self.base = f"http://{host}:{port}"
        self._runner = runner
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    def url(self, path: str, **trouble: Unpack[TroubleArgs]) -> str:
        """Return the address of a path such as `media/av480.mp4`, with these faults in its prefix."""
        return f"{self.base}{prefix_of(trouble)}/{path.lstrip('/')}"

    def reset(self) -> None:
        """Forget hits, counters of faults and live clocks."""
        self.hits.clear()
        self._troubles.clear()
        self._routes.clock.clear()

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        raw = request.rel_url.raw_path
        if raw in ("/_hits", "/_reset"):
            return self._control(raw)
        hit = Hit(
            method=request.method,
            path=request.rel_url.raw_path_qs,
            range=request.headers.get("Range"),
            headers=dict(request.headers),
            at_s=round(time.monotonic() - self._begun_s, 3),
        )
        self.hits.append(hit)
        match = _PREFIX.fullmatch(raw)
        spec, path = (match[1], match[2]) if match else ("", raw)
        try:
            response = await self._respond(request, hit, spec, path)
        except ValueError as error:
            response = web.Response(status=400, text=f"{error}\n")
        hit.status = response.status
        return response

    def _control(self, path: str) -> web.Response:
        if path == "/_hits":
            return web.json_response([asdict(hit) for hit in self.hits])
        self.reset()
        return web.json_response({})

    async def _respond(self, request: web.Request, hit: Hit, spec: str, path: str) -> web.StreamResponse:
        trouble = self._trouble_of(spec, path, request)
        if trouble != NO_TROUBLE and not trouble.waits_for_bytes:
            self._troubles.note(hit.path)
        if trouble.delay:
            await asyncio.sleep(trouble.delay / 1000)
        refusal = self._refuse(trouble, request, spec, path)
        if refusal is not None:
            return refusal
        prefix = f"/f/{spec}" if spec else ""
        asked = Asked("", request.query, f"http://{request.host}{prefix}", request.cookies)
        try:
            answer = await self._routes.answer(unquote(path)[1:], asked)
        except NoSuchPageError:
            answer = html(message_page("Not found", path), status=404)
        answer = self._edition(answer, Trouble.parse(spec), hit.path)
        return await send(request, answer, trouble, hit, lambda: self._troubles.note(hit.path))

    def _edition(self, answer: Answer, asked: Trouble, url: str) -> Answer:
        """Return the answer with the file of this moment, when it shall change."""
        if asked.changes is None or (asked.only is not None and asked.only not in unquote(url)):
            return answer
        is_turned = self._troubles.seen(url) > asked.changes
        headers = {**answer.headers, "ETag": f'"{int(is_turned)}"'} if asked.etag else answer.headers
        return replace(answer, body=EditionBody(answer.body, is_turned), headers=headers)

    def _trouble_of(self, spec: str, path: str, request: web.Request) -> Trouble:
        """Return the faults of this request: none if they are for other paths or used up."""
        trouble = Trouble.parse(spec)
        query = request.rel_url.raw_query_string
        if trouble.only is not None and trouble.only not in unquote(f"{path}?{query}"):
            return NO_TROUBLE
        is_due = self._troubles.is_due(trouble, request.rel_url.raw_path_qs)
        return trouble if is_due else NO_TROUBLE

    @staticmethod
    def _refuse(trouble: Trouble, request: web.Request, spec: str, path: str) -> web.Response | None:
        """Return the answer of a fault that takes the place of the true one."""
        query = f"?{request.rel_url.raw_query_string}" if request.query else ""
        if trouble.status is not None:
            headers = {} if trouble.retry_after is None else {"Retry-After": str(trouble.retry_after)}
            return web.Response(status=trouble.status, text=f"{trouble.status} as asked\n", headers=headers)
        if trouble.login and request.cookies.get("session") != SESSION:
            if trouble.login == "redirect":
                return web.Response(status=302, headers={"Location": "/login"})
            text = message_page("Log in", "Log in to see this video.")
            return web.Response(status=403, text=text, content_type="text/html")
        if trouble.redirect:
            rest = ";".join(part for part in spec.split(";") if not part.startswith("redirect"))
            location = (f"/f/{rest}" if rest else "") + path + query
            return web.Response(status=302, headers={"Location": location})
        return None


def hits_from_json(text: str) -> list[Hit]:
    """Read the answer of `/_hits`."""
    return [Hit(**row) for row in json.loads(text)]
