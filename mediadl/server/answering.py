"""Answers requests: gate, rates, body, route, and the line in the audit log, in this order."""

import asyncio
import logging
import time
from dataclasses import dataclass
from datetime import UTC, datetime

from aiohttp import web
from pydantic import BaseModel

from mediadl.domain.clients import Client
from mediadl.domain.errors import UserError
from mediadl.server import bodies, gate
from mediadl.server.audit import Decision, calls_of
from mediadl.server.call import Api, Call
from mediadl.server.connection import HEADERS, ID, as_response
from mediadl.server.headers import of_preflight, readable_by
from mediadl.server.problems import Code, Problem, problem_of
from mediadl.server.rates import ANONYMOUS
from mediadl.server.route import JSON, Auth, RateClass, Route

_log = logging.getLogger(__name__)


@dataclass
class _Trace:
    """What is known of a request for the audit, whatever becomes of it."""

    route: Route | None = None
    client: Client | None = None
    call: Call | None = None
    code: Code | None = None
    is_noted: bool = False


class Answering:
    """The one function that aiohttp calls. There is no other way to a route."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._rules = gate.Rules(api.port, api.table, api.clients.find, api.is_on)

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one request; nothing that goes wrong in it gets out."""
        begun_s, trace = time.monotonic(), _Trace()
        try:
            response = await self._answer(request, trace)
        except Problem as problem:
            response = self._refusal(request, trace, problem)
        except UserError as error:
            response = self._refusal(request, trace, problem_of(error))
        except web.HTTPBadRequest:  # aiohttp's word on a handshake that is none
            problem_of_form = Problem(Code.MALFORMED, "This is no request that can be read.")
            response = self._refusal(request, trace, problem_of_form)
        except (asyncio.CancelledError, ConnectionError):
            raise
        except Exception:
            _log.exception("answering %s failed", trace.route.name if trace.route else "a request")
            bug = Problem(Code.INTERNAL_SERVER_ERROR, "Something went wrong. MediaDL's log says more.")
            response = self._refusal(request, trace, bug)
        self._note(request, trace, response.status)
        for listener in self._api.on_answered:
            listener(trace.route, response.status, time.monotonic() - begun_s)
        return response

    async def _answer(self, request: web.BaseRequest, trace: _Trace) -> web.StreamResponse:
        arrived = _arrived(request)
        verdict = gate.decide(arrived, self._rules)
        match verdict:
            case gate.Preflight(origin=origin):
                self._count(request, ANONYMOUS, RateClass.PLAIN)
                request[HEADERS].update(of_preflight(origin))
                return web.Response(status=204)
            case gate.Refused():
                return await self._refused(request, trace, verdict)
            case gate.Passed():
                return await self._passed(request, trace, verdict, arrived)

    async def _refused(
        self, request: web.BaseRequest, trace: _Trace, verdict: gate.Refused
    ) -> web.StreamResponse:
        trace.route, trace.client = verdict.route, verdict.client
        request[HEADERS].update(readable_by(verdict.origin))
        self._count(request, verdict.client.id if verdict.client else ANONYMOUS, RateClass.PLAIN)
        if verdict.is_bad_token:
            await asyncio.sleep(self._api.failures.note())
        if verdict.client is not None and verdict.code is Code.FORBIDDEN_ORIGIN:
            self._tell_foreign(verdict.client, request.headers.get("Origin"))
        if verdict.methods:
            request[HEADERS]["Allow"] = ", ".join(sorted(verdict.methods))
        raise Problem(verdict.code, verdict.detail)

    async def _passed(
        self, request: web.BaseRequest, trace: _Trace, verdict: gate.Passed, arrived: gate.Arrived
    ) -> web.StreamResponse:
        route, client = verdict.found.route, verdict.client
        trace.route, trace.client = route, client
        request[HEADERS].update(readable_by(verdict.origin))
        if route.auth is not Auth.INSIDE or route.is_stream:  # else it counts where the token is read
            self._count(
                request,
                client.id if client else ANONYMOUS,
                route.rate if client or not route.scopes else RateClass.PLAIN,
            )
        call = trace.call = Call(
            self._api,
            request,
            route,
            dict(verdict.found.params),
            request[ID],
            client,
            verdict.origin,
            lambda found, kind: self._count_client(request, found, kind),
        )
        if client is not None:
            call.client = self._api.clients.bound(client, verdict.origin)
            self._api.clients.note_request(client.id)
        await _read(call, arrived)
        if route.is_stream:  # it may be long until it ends
            self._note(request, trace, route.status)
        made = await route.handler(call)
        return made if isinstance(made, web.StreamResponse) else _as_json(made, route.status)

    def _count_client(self, request: web.BaseRequest, client: Client | None, kind: RateClass) -> None:
        if client is not None:
            self._api.clients.note_request(client.id)
        self._count(request, client.id if client else ANONYMOUS, kind)

    def _count(self, request: web.BaseRequest, who: str, kind: RateClass) -> None:
        standing = self._api.rates.hit(who, kind)
        request[HEADERS].update(standing.headers)
        if standing.is_over:
            raise Problem(Code.RATE_LIMITED, f"Too many requests. Wait {standing.reset_s} seconds.")

    def _tell_foreign(self, client: Client, origin: str | None) -> None:
        for listener in self._api.on_foreign_token:
            listener(client, origin)

    def _refusal(self, request: web.BaseRequest, trace: _Trace, problem: Problem) -> web.StreamResponse:
        trace.code = problem.code
        response = as_response(problem, request[ID], trace.route.refusal if trace.route else None)
        if problem.code in {Code.TOO_LARGE, Code.TIMEOUT}:  # what still comes is not read
            response.force_close()
        return response

    def _note(self, request: web.BaseRequest, trace: _Trace, status: int) -> None:
        if trace.is_noted:
            return
        trace.is_noted = True
        client = (trace.call.client if trace.call else None) or trace.client
        origin = request.headers.get("Origin")
        self._api.audit.note(
            Decision(
                time=datetime.now(UTC).isoformat(timespec="milliseconds"),
                status=status,
                method=request.method,
                route=trace.route.path if trace.route else "",
                client=client.id if client else None,
                origin=origin[:100] if origin else None,
                host=trace.call.host if trace.call else None,
                code=trace.code,
                calls=calls_of(trace.call.named) if trace.call else None,
                request_id=request[ID],
            )
        )


async def _read(call: Call, arrived: gate.Arrived) -> None:
    route = call.route
    if route.query is not None:
        call.sent_query = bodies.query_of(route.query, arrived.target.partition("?")[2])
    if route.method == "GET":
        return
    if arrived.one("expect").lower() == "100-continue" and call.request.transport is not None:
        call.request.transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")
    call.raw_body = await bodies.read(call.request, route.body_limit)
    if route.body is not None and route.content_types == (JSON,):
        call.sent_body = bodies.body_of(route.body, call.raw_body)


def _as_json(model: BaseModel, status: int) -> web.Response:
    body = model.model_dump_json().encode(errors="replace")
    return web.Response(body=body, status=status, content_type=JSON, charset="utf-8")


def _arrived(request: web.BaseRequest) -> gate.Arrived:
    peer = request.transport.get_extra_info("peername") if request.transport else None
    headers = tuple((name, value) for name, value in request.headers.items())
    return gate.Arrived(request.method, request.raw_path, headers, str(peer[0]) if peer else "")
