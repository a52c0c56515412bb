"""Reads bodies within their limits of size, time and depth, and makes models of them and of queries."""

import asyncio
import re
from typing import TypeVar
from urllib.parse import parse_qsl

from aiohttp import web
from aiohttp.web_protocol import RequestPayloadError
from pydantic import BaseModel, ValidationError

from mediadl.server.problems import Code, FieldProblem, Problem, invalid

M = TypeVar("M", bound=BaseModel)

BODY_S = 10.0
MAX_DEPTH = 32
_STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_NO_BRACKETS = bytes(byte for byte in range(256) if byte not in b"[]{}")


async def read(request: web.BaseRequest, limit: int, within_s: float = BODY_S) -> bytes:
    """The whole body.

    Raises:
        Problem: it is too large, takes too long, or breaks off.
    """
    pieces, size = [], 0
    try:
        async with asyncio.timeout(within_s):
            while not request.content.at_eof():
                piece = await request.content.readany()
                size += len(piece)
                if size > limit:
                    raise Problem(Code.TOO_LARGE, f"A body has at most {limit} bytes here.")
                pieces.append(piece)
    except TimeoutError:
        raise Problem(Code.TIMEOUT, f"The body did not arrive within {within_s:g} seconds.") from None
    except (RequestPayloadError, web.HTTPException, ConnectionError):
        raise Problem(Code.MALFORMED, "The body broke off.") from None
    return b"".join(pieces)


def depth_of(body: bytes) -> int:
    """How deep brackets lie in each other in a JSON text, those inside strings not counted."""
    depth = deepest = 0
    for byte in _STRING.sub(b"", body).translate(None, _NO_BRACKETS):
        depth += 1 if byte in b"[{" else -1
        deepest = max(deepest, depth)
        if deepest > MAX_DEPTH:
            break
    return deepest


def body_of(kind: type[M], body: bytes) -> M:
    """The model that a body of JSON stands for.

    Raises:
        Problem: it is no JSON, too deep, or does not fit the model.
    """
    if depth_of(body) > MAX_DEPTH:
        raise Problem(Code.MALFORMED, f"The JSON is nested deeper than {MAX_DEPTH} levels.")
    try:
        return kind.model_validate_json(body or b"{}")
    except ValidationError as error:
        if any(one["type"] == "json_invalid" for one in error.errors()):
            raise Problem(Code.MALFORMED, "The body is no JSON.") from None
        raise invalid(error) from None


def query_of(kind: type[M], text: str) -> M:
    """The model that a query stands for; a name that comes twice makes a list where one is expected.

    Raises:
        Problem: it does not fit the model.
    """
    try:
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=100)
    except ValueError:
        raise Problem(Code.VALIDATION_ERROR, "The query cannot be read.") from None
    values: dict[str, str | list[str]] = {}
    for name, value in pairs:
        field = kind.model_fields.get(name)
        if field is not None and "list" in str(field.annotation):
            values[name] = [*values.get(name, []), value]
        elif name in values:
            problem = FieldProblem(field=name, message="This field came twice.")
            raise Problem(Code.VALIDATION_ERROR, f"Check these fields: {name}.", (problem,))
        else:
            values[name] = value
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        raise invalid(error) from None
