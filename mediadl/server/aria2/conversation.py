"""What a request, or a message of a WebSocket, is answered with: tokens, limits, and the calls in turn."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from mediadl.domain.clients import Client
from mediadl.domain.errors import UserError
from mediadl.server.aria2.messages import (
    UNAUTHORIZED,
    Request,
    RpcError,
    Unreadable,
    error_of,
    failure,
    fault,
    read,
    result,
    written,
)
from mediadl.server.aria2.params import Params, needed
from mediadl.server.aria2.table import DISABLED, METHODS, MULTICALL, Method
from mediadl.server.call import Call
from mediadl.server.problems import Code, Problem, problem_of
from mediadl.server.route import RateClass

MOST_CALLS = 200
"""In one request; what stands in the place of a call counts as one, because it is answered, too."""
_TOKEN = "token:"  # noqa: S105 - what the parameter begins with
_LONGEST_NAME = 60


@dataclass
class Reply:
    """What goes back."""

    body: bytes
    status: int = 200


@dataclass
class Conversation:
    """One request's way through. Only the first token of it that opens nothing is looked up."""

    call: Call
    names: list[str] = field(default_factory=list)
    """Of the methods that were called, for the audit; none that a client could make up."""
    client: Client | None = None
    """Who was let in last."""
    _calls: int = 0
    _is_counted: bool = False
    _is_refused: bool = False

    async def answer(self, body: bytes) -> Reply:
        """Do what is asked for, one call after the other."""
        reply = await self._answer(body)
        if self._is_refused:
            await asyncio.sleep(self.call.api.failures.note())
        if self._is_counted and not self._is_refused:
            return reply
        try:
            self.call.count(None, RateClass.PLAIN)
        except Problem as problem:
            return _refusal(error_of(problem))
        return reply

    async def _answer(self, body: bytes) -> Reply:
        try:
            message = read(body)
            self._count(len(message.parts))
        except RpcError as error:
            return _refusal(error)
        answers = [await self._one(part) for part in message.parts]
        if message.is_batch:
            return Reply(written([told for told, _status in answers]))
        [(told, status)] = answers
        return Reply(written(told), status)

    async def _one(self, part: Request | Unreadable) -> tuple[dict[str, Any], int]:
        """An answer, and the status that it has when it is the only one."""
        if isinstance(part, Unreadable):
            return failure(part.id, part.error), part.error.status
        try:
            return result(part.id, await self._outer(part.method, part.params)), 200
        except RpcError as error:
            return failure(part.id, error), error.status

    async def _outer(self, name: str, params: Params) -> Any:
        if name != MULTICALL:
            return await self._run(name, params)
        self.names.append(name)
        calls = needed(params, 0, list)
        self._count(len(calls))
        return [await self._inner(one) for one in calls]

    def _count(self, calls: int) -> None:
        """Refuse all that is sent together where it is too much, before anything of it is done."""
        self._calls += calls
        if self._calls > MOST_CALLS:
            raise RpcError(f"A request makes at most {MOST_CALLS} calls.")

    async def _inner(self, sent: Any) -> Any:
        """One call of several: its result in a list, or its error."""
        try:
            if not isinstance(sent, dict) or not isinstance(name := sent.get("methodName"), str):
                raise RpcError("methodName is missing.")
            if name == MULTICALL:
                raise RpcError("Recursive system.multicall forbidden.")
            if not isinstance(params := sent.get("params", []), list):
                raise RpcError("Invalid params.")
            return [await self._run(name, params)]
        except RpcError as error:
            return fault(error)

    async def _run(self, name: str, params: Params) -> Any:
        await asyncio.sleep(0)  # a window runs on the same loop, and there may be many calls
        method = METHODS.get(name)
        self.names.append(name if method or name in DISABLED else "unknown")
        if method is None and name in DISABLED:
            raise RpcError(f"{name} is disabled in MediaDL.")
        if method is None:
            raise RpcError(f"No such method: {name[:_LONGEST_NAME]}")
        try:
            return await method.run(self.call, self._admitted(method, params))
        except Problem as problem:
            raise error_of(problem) from None
        except UserError as error:
            raise error_of(problem_of(error)) from None

    def _admitted(self, method: Method, params: Params) -> Params:
        """The parameters without the token, after that has let its client in."""
        first = params[0] if params else None
        is_token = isinstance(first, str) and first.startswith(_TOKEN)
        if not method.scopes:
            return params[1:] if is_token else params
        if self._is_refused:
            raise UNAUTHORIZED
        try:
            token = first.removeprefix(_TOKEN) if isinstance(first, str) and is_token else ""
            self.client = self.call.admit(token, method.scopes, method.rate)
        except Problem as problem:
            self._is_refused = problem.code is Code.UNAUTHORIZED
            raise
        finally:
            self._is_counted = self._is_counted or self.call.client is not None
        return params[1:]


def _refusal(error: RpcError) -> Reply:
    return Reply(written(failure(None, error)), error.status)
