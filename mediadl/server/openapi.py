"""The OpenAPI 3.1 document, made from the table of routes and their models, and from nothing else."""

import re
from collections.abc import Callable
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from mediadl import __version__
from mediadl.server.problems import Code, ProblemDocument, status_of, statuses_of, title_of
from mediadl.server.route import BASE, JSON, Auth, RateClass, Route, Table

PROBLEM = "application/problem+json"
_REF = "#/components/schemas/{model}"
_ALWAYS = (
    Code.MALFORMED, Code.FORBIDDEN_ORIGIN, Code.URL_TOO_LONG, Code.TOO_LARGE, Code.MISDIRECTED,
    Code.RATE_LIMITED, Code.INTERNAL_SERVER_ERROR,
)  # fmt: skip

Schemas = dict[tuple[type[BaseModel], JsonSchemaMode], dict[str, Any]]


def document(table: Table, is_on: Callable[[str], bool] = lambda _switch: True) -> dict[str, Any]:
    """The document of the routes that are switched on."""
    routes = [route for route in table.routes if not route.switch or is_on(route.switch)]
    schemas, definitions = _schemas(routes)
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "MediaDL",
            "version": __version__,
            "description": "Downloads by the MediaDL of this computer. Get a token from its settings, by "
            "pairing, or with “mediadl token new”.",
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": definitions,
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer"},
                "key": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
            },
        },
    }


def errors_of(route: Route) -> tuple[Code, ...]:
    """All that a route can answer with beside its success, in the order of their status."""
    codes = {*_ALWAYS, *route.errors}
    if route.auth is not Auth.NONE:
        codes |= {Code.UNAUTHORIZED, Code.FORBIDDEN}
    if route.method != "GET":
        codes |= {Code.TIMEOUT, Code.UNSUPPORTED_MEDIA_TYPE}
    if route.body is not None or route.query is not None:
        codes.add(Code.VALIDATION_ERROR)
    if route.rate is RateClass.SUBMIT:
        codes.add(Code.STORAGE_ERROR)
    return tuple(sorted(codes, key=lambda code: (status_of(code), code)))


def _schemas(routes: list[Route]) -> tuple[Schemas, dict[str, Any]]:
    wanted: dict[tuple[type[BaseModel], JsonSchemaMode], None] = {(ProblemDocument, "serialization"): None}
    for route in routes:
        for sent in (route.query, route.body):
            if sent is not None:
                wanted[sent, "validation"] = None
        if route.refusal is not None:
            wanted[route.refusal, "serialization"] = None
        if isinstance(route.answer, type):
            wanted[route.answer, "serialization"] = None
    schemas, definitions = models_json_schema(list(wanted), ref_template=_REF)
    named: Schemas = {key: schemas[key] for key in wanted}
    return named, dict(definitions.get("$defs", {}))


def _operation(route: Route, schemas: Schemas) -> dict[str, Any]:
    words = [part.strip("{}") for part in route.path.removeprefix(BASE).split("/") if part]
    operation: dict[str, Any] = {
        "operationId": "_".join([route.method.lower(), *(word.replace(".", "_") for word in words)]),
        "summary": route.summary,
        "tags": [route.tag],
        "parameters": [*_path_parameters(route), *_query_parameters(route, schemas)],
        "responses": _responses(route, schemas),
        "security": [],
    }
    if route.auth is Auth.TOKEN:
        operation["security"] = [{"bearer": []}, {"key": []}]
    if route.scopes:
        operation["x-scopes"] = sorted(route.scopes)
    if route.body is not None:
        content = {
            kind: {"schema": schemas[route.body, "validation"]} for kind in route.content_types if kind
        }
        operation["requestBody"] = {"required": True, "content": content}
    return operation


def _path_parameters(route: Route) -> list[dict[str, Any]]:
    names = re.findall(r"\{(\w+)\}", route.path)
    schema = {"type": "string", "minLength": 1, "maxLength": 100}
    return [{"name": name, "in": "path", "required": True, "schema": schema} for name in names]


def _query_parameters(route: Route, schemas: Schemas) -> list[dict[str, Any]]:
    if route.query is None:
        return []
    whole = route.query.model_json_schema(ref_template=_REF, mode="validation")
    needed = set(whole.get("required", ()))
    return [
        {"name": name, "in": "query", "required": name in needed, "schema": _without_null(schema)}
        for name, schema in whole.get("properties", {}).items()
    ]


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """A query has no null: what may be None is left out instead."""
    kinds = [one for one in schema.get("anyOf", ()) if one != {"type": "null"}]
    if not kinds:
        return schema
    rest = {key: value for key, value in schema.items() if key not in {"anyOf", "default"}}
    return {**rest, **kinds[0]} if len(kinds) == 1 else {**rest, "anyOf": kinds}


def _responses(route: Route, schemas: Schemas) -> dict[str, Any]:
    by_status: dict[int, list[Code]] = {}
    for code in errors_of(route):
        for status in statuses_of(code):
            by_status.setdefault(status, []).append(code)
    said: dict[str, Any] = {str(route.status): _success(route, schemas)}
    if route.part_status is not None:
        said[str(route.part_status)] = _success(route, schemas)
    kind, model = (route.refusal.kind, route.refusal) if route.refusal else (PROBLEM, ProblemDocument)
    problem = {kind: {"schema": schemas[model, "serialization"]}}
    for status, codes in sorted(by_status.items()):
        text = " · ".join(f"{code}: {title_of(code)}" for code in codes)
        said[str(status)] = {"description": text, "content": problem}
    return said


def _success(route: Route, schemas: Schemas) -> dict[str, Any]:
    if isinstance(route.answer, type):
        kind = route.refusal.kind if route.refusal else JSON
        content: dict[str, Any] = {kind: {"schema": schemas[route.answer, "serialization"]}}
    else:
        content = {route.answer: {}}
    return {"description": route.summary, "content": content}
