"""JSON-RPC 2.0 as aria2 speaks it: requests are read and answers written; nothing is done for them here.

What aria2 does and the specification does not say is from its manual, "RPC interface", and its answers.
"""

import json
import math
from dataclasses import dataclass, field
from typing import Any, Self

from mediadl.contract.aria2 import RpcFault
from mediadl.server.bodies import MAX_DEPTH, depth_of
from mediadl.server.problems import Code, OwnRefusal, Problem

KIND = "application/json-rpc"
"""Content type of every answer."""
REFUSED = 1
"""aria2's code for whatever it does not do."""
INVALID_REQUEST = -32600
INVALID_PARAMS = -32602
PARSE_ERROR = -32700

Id = str | int | float | None
_STATUS_KEPT = frozenset({Code.RATE_LIMITED, Code.STORAGE_ERROR})
"""Problems whose status helps a client more than aria2's 400 does."""


@dataclass
class RpcError(Exception):
    """One call is answered with this. `message` is fit to show; `status` is that of it as the only answer."""

    message: str
    code: int = REFUSED
    status: int = 400


@dataclass(frozen=True)
class Request:
    """One call as it was sent."""

    id: Id
    method: str
    params: list[Any] = field(repr=False)
    """May begin with a token."""


@dataclass(frozen=True)
class Unreadable:
    """What stands in the place of a call and is none."""

    id: Id
    error: RpcError


@dataclass(frozen=True)
class Message:
    """All that was sent at once."""

    parts: tuple[Request | Unreadable, ...]
    is_batch: bool = False


UNAUTHORIZED = RpcError("Unauthorized")


class RpcRefusal(OwnRefusal):
    """What the gate refuses, before there is a call to answer."""

    kind = KIND
    id: None = None
    jsonrpc: str = "2.0"
    error: RpcFault

    @classmethod
    def of(cls, problem: Problem) -> Self:
        """The body; the status stays that of the problem."""
        return cls(error=RpcFault(**fault(error_of(problem))))


def read(body: bytes) -> Message:
    """What a body or a WebSocket's message asks for.

    Raises:
        RpcError: it is no JSON.
    """
    try:
        if depth_of(body) > MAX_DEPTH:
            raise ValueError("too deep")
        sent = json.loads(body.decode())  # its own guess, UTF-16, has brackets that were not counted
    except ValueError:  # of the decoders too
        raise RpcError("Parse error.", PARSE_ERROR, 500) from None
    if isinstance(sent, list):
        return Message(tuple(map(_request, sent)), is_batch=True)
    return Message((_request(sent),))


def _request(sent: Any) -> Request | Unreadable:
    if not isinstance(sent, dict):
        return Unreadable(None, RpcError("Invalid Request.", INVALID_REQUEST))
    id_, method, params = sent.get("id"), sent.get("method"), sent.get("params", [])
    if not isinstance(id_, Id) or (isinstance(id_, float) and not math.isfinite(id_)):
        id_ = None
    if not isinstance(method, str):
        return Unreadable(id_, RpcError("Invalid Request.", INVALID_REQUEST))
    if not isinstance(params, list):
        return Unreadable(id_, RpcError("Invalid params.", INVALID_PARAMS))
    return Request(id_, method, params)


def result(id_: Id, value: Any) -> dict[str, Any]:
    """The answer to a call that worked."""
    return {"id": id_, "jsonrpc": "2.0", "result": value}


def failure(id_: Id, error: RpcError) -> dict[str, Any]:
    """The answer to a call that did not."""
    return {"id": id_, "jsonrpc": "2.0", "error": fault(error)}


def fault(error: RpcError) -> dict[str, Any]:
    """An error as it stands inside an answer."""
    return {"code": error.code, "message": error.message}


def written(answer: Any) -> bytes:
    """An answer, or a list of them, as JSON in plain ASCII."""
    return json.dumps(answer, separators=(",", ":")).encode()


def error_of(problem: Problem) -> RpcError:
    """What the API refuses, as aria2 would say it."""
    if problem.code is Code.UNAUTHORIZED:
        return UNAUTHORIZED
    return RpcError(problem.detail, status=problem.status if problem.code in _STATUS_KEPT else 400)
