"""Bodies and queries become models, or problems that name what is wrong."""

import pytest
from pydantic import BaseModel, ConfigDict

from mediadl.server.bodies import MAX_DEPTH, body_of, depth_of, query_of
from mediadl.server.problems import Code, Problem


class Model(BaseModel):
    """Of this test."""

    model_config = ConfigDict(extra="forbid")

    name: str
    tags: list[str] = []
    deep: object = None


@pytest.mark.parametrize(
    ("body", "depth"),
    [
        (b"1", 0),
        (b'{"a": [1, {"b": 2}], "c": []}', 3),
        (b'"[[[["', 0),
        (b'{"a": "\\"[[[", "b": "\\\\"}', 1),
        (b"[" * 1000, MAX_DEPTH + 1),
    ],
)
def test_the_depth_of_json_leaves_strings_out(body: bytes, depth: int) -> None:
    assert depth_of(body) == depth


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        (b"{", Code.MALFORMED, None),
        (b"\xff", Code.MALFORMED, None),
        (b'{"name": "n", "deep": ' + b"[" * 40 + b"]" * 40 + b"}", Code.MALFORMED, None),
        (b"{}", Code.VALIDATION_ERROR, "name"),
        (b'{"name": "n", "exec": 1}', Code.VALIDATION_ERROR, "exec"),
        (b"[]", Code.VALIDATION_ERROR, ""),
        (b"", Code.VALIDATION_ERROR, "name"),
    ],
)
def test_what_does_not_fit_is_told(body: bytes, code: Code, field: str | None) -> None:
    with pytest.raises(Problem) as caught:
        body_of(Model, body)
    assert caught.value.code is code
    assert [one.field for one in caught.value.errors] == ([] if field is None else [field])


def test_what_fits_is_a_model() -> None:
    assert body_of(Model, b'{"name": "n"}') == Model(name="n")
    assert query_of(Model, "name=a%20b&tags=1&tags=2") == Model(name="a b", tags=["1", "2"])


@pytest.mark.parametrize(
    "query", ["name=1&name=2", "name=%ff", "other=1&name=n", "&".join("abc=1" for _ in range(200))]
)
def test_a_query_that_cannot_be_used_is_a_problem(query: str) -> None:
    with pytest.raises(Problem) as caught:
        query_of(Model, query)
    assert caught.value.code is Code.VALIDATION_ERROR
