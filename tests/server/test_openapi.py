"""The document says what the table says, and nothing refers to what is not there."""

import json
import re

from mediadl.contract.plain import Told
from mediadl.domain.clients import Scope
from mediadl.server.openapi import document, errors_of
from mediadl.server.problems import Code, OwnRefusal, Problem
from mediadl.server.route import Auth, Route, Table
from mediadl.server.routes.table import TABLE


def test_every_route_stands_in_it_with_its_scopes_and_errors() -> None:
    made = document(TABLE)
    for route in TABLE.routes:
        operation = made["paths"][route.path][route.method.lower()]
        assert set(operation.get("x-scopes", ())) == route.scopes
        assert bool(operation["security"]) == (route.auth is Auth.TOKEN)
        assert str(route.status) in operation["responses"]
        assert len(errors_of(route)) >= len(operation["responses"]) - 1
    names = [op["operationId"] for path in made["paths"].values() for op in path.values()]
    assert len(names) == len(set(names))


def test_every_reference_leads_somewhere() -> None:
    made = document(TABLE)
    names = set(re.findall(r"#/components/schemas/([\w-]+)", json.dumps(made)))
    assert names
    assert names <= made["components"]["schemas"].keys()


def test_unknown_fields_are_refused_by_the_schema_too() -> None:
    schema = document(TABLE)["components"]["schemas"]["DownloadRequest"]
    assert schema["additionalProperties"] is False
    assert {"url", "quality", "retention_hours"} <= schema["properties"].keys()


class Other(OwnRefusal):
    """As another program refuses."""

    told: str

    @classmethod
    def of(cls, problem: Problem) -> "Other":
        return cls(told=problem.detail)


async def _nothing(_call: object) -> Told:
    return Told()


def test_routes_in_other_words_have_names_scopes_and_refusals_of_their_own() -> None:
    scopes = frozenset({Scope.SUBMIT})
    paths = ("/c/{token}/x", "/c/{token}/y")
    table = Table(Route("POST", path, _nothing, "X", scopes, auth=Auth.PATH, refusal=Other) for path in paths)
    made = [one["post"] for one in document(table)["paths"].values()]
    assert [one["operationId"] for one in made] == ["post_c_token_x", "post_c_token_y"]
    assert {(*one["x-scopes"], *one["responses"]["401"]["content"]) for one in made} == {
        ("submit", "application/json")
    }


def test_what_is_switched_off_is_not_told() -> None:
    table = Table([Route("GET", "/api/v1/x", _nothing, "X", auth=Auth.NONE, switch="compat")])
    assert document(table, lambda _switch: False)["paths"] == {}
    assert Code.RATE_LIMITED in errors_of(table.routes[0])
