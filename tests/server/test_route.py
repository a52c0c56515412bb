"""A route that would open a door by oversight cannot be made; a table finds what is there."""

from typing import Any

import pytest

from mediadl.domain.clients import Scope
from mediadl.server.route import Auth, Found, Route, Table


async def _nothing(_call: object) -> Any: ...


READ = frozenset({Scope.READ})


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"auth": Auth.NONE, "scopes": READ},
        {"auth": Auth.PATH, "scopes": READ},
        {"scopes": READ, "content_types": ("text/plain",)},
        {"auth": Auth.NONE, "content_types": ("text/plain",)},
    ],
)
def test_a_careless_route_cannot_be_made(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="GET /x"):
        Route("GET", "/x", _nothing, "", **wrong)


def _table(*paths: str) -> Table:
    return Table([Route("GET", path, _nothing, "", READ) for path in paths])


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/a/fixed", ("/a/fixed", {})),
        ("/a/x%2Fy", ("/a/{id}", {"id": "x/y"})),
        ("/a/%2E%2E", ("/a/{id}", {"id": ".."})),
        ("/a/", None),
        ("/a/b/c", None),
        ("/A/fixed", None),
        ("//a/fixed", None),
        ("/a/fixed/", None),
        ("/a/" + "x" * 301, None),
    ],
)
def test_a_path_is_matched_raw_and_its_parts_are_decoded_once(
    path: str, found: tuple[str, dict[str, str]] | None
) -> None:
    result = _table("/a/{id}", "/a/fixed").find("GET", path)
    if found is None:
        assert result == frozenset()
    else:
        assert isinstance(result, Found)
        assert (result.route.path, dict(result.params)) == found


def test_two_routes_cannot_have_one_place() -> None:
    with pytest.raises(ValueError, match="two routes"):
        _table("/a", "/a")
