"""Whatever an answer that is no success says, it becomes a sentence and a code."""

import pytest

from mediadl.client.errors import problem_of


@pytest.mark.parametrize(
    ("body", "code", "detail", "errors"),
    [
        (b'{"code": "CONFLICT", "detail": "No."}', "CONFLICT", "No.", {}),
        (b'{"errors": [{"field": "url", "message": "Bad."}, 3]}', "", "answered with 409", {"url": "Bad."}),
        (b"<html>", "", "answered with 409", {}),
        (b"[1]", "", "answered with 409", {}),
    ],
)
def test_any_body_is_read(body: bytes, code: str, detail: str, errors: dict[str, str]) -> None:
    found = problem_of(409, body, "7")
    assert (found.status, found.code, found.errors, found.retry_after_s) == (409, code, errors, 7)
    assert detail in str(found)
    assert problem_of(409, body, "Fri, 27 Nov 2026 00:00:00 GMT").retry_after_s is None
