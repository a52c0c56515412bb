"""What is read as a call, what is not, and how answers are written."""

import json
from typing import Any

import pytest

from mediadl.server.aria2.messages import (
    Request,
    RpcError,
    RpcRefusal,
    Unreadable,
    error_of,
    failure,
    read,
    result,
    written,
)
from mediadl.server.problems import Code, Problem

READ: list[tuple[Any, Any]] = [
    ({"id": "a", "method": "m"}, Request("a", "m", [])),
    ({"id": 7, "method": "m", "params": [1]}, Request(7, "m", [1])),
    ({"jsonrpc": "2.0", "method": "m"}, Request(None, "m", [])),
    ({"id": {"no": "id"}, "method": "m"}, Request(None, "m", [])),
    ({"id": float("inf"), "method": "m"}, Request(None, "m", [])),
    ({"id": "", "method": "m"}, Request("", "m", [])),
    ({"id": 1}, -32600),
    ({"id": 1, "method": ["m"]}, -32600),
    ({"id": 1, "method": "m", "params": {"a": 1}}, -32602),
    ("text", -32600),
    (None, -32600),
]


@pytest.mark.parametrize(("sent", "meant"), READ)
def test_a_call_is_read_and_what_is_none_has_its_code(sent: Any, meant: Any) -> None:
    [part] = read(json.dumps(sent).encode()).parts
    assert (part.error.code if isinstance(part, Unreadable) else part) == meant


def test_a_list_is_several_calls_and_each_has_its_place() -> None:
    message = read(b'[{"id":1,"method":"m"}, 5, {"id":2,"method":"n"}]')
    assert message.is_batch
    assert [isinstance(part, Request) for part in message.parts] == [True, False, True]


_HIDDEN = f'["\u2200",{"[" * 9000}"x"{"]" * 9000},"\u2200"]'.encode("utf-16-le")
"""Deep, but for whoever takes half of its letters for quotation marks."""


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff", b"[" * 40 + b"]" * 40, b"1" * 5000, b"token:x", _HIDDEN]
)
def test_what_is_no_json_is_a_parse_error_with_the_status_of_aria2(body: bytes) -> None:
    with pytest.raises(RpcError) as raised:
        read(body)
    assert (raised.value.code, raised.value.status) == (-32700, 500)


def test_answers_are_those_of_aria2_in_plain_ascii() -> None:
    assert written(result("\ud800", "é")) == b'{"id":"\\ud800","jsonrpc":"2.0","result":"\\u00e9"}'
    assert failure(1, RpcError("No."))["error"] == {"code": 1, "message": "No."}


def test_the_gate_refuses_in_the_same_words() -> None:
    told = RpcRefusal.of(Problem(Code.FORBIDDEN_ORIGIN, "Not from there.")).model_dump()
    assert told == failure(None, RpcError("Not from there."))


@pytest.mark.parametrize(
    ("code", "message", "status"),
    [
        (Code.UNAUTHORIZED, "Unauthorized", 400),
        (Code.FORBIDDEN, "A sentence.", 400),
        (Code.RATE_LIMITED, "A sentence.", 429),
        (Code.STORAGE_ERROR, "A sentence.", 507),
    ],
)
def test_problems_are_told_in_aria2_s_words(code: Code, message: str, status: int) -> None:
    error = error_of(Problem(code, "A sentence."))
    assert (error.message, error.status, error.code) == (message, status, 1)
