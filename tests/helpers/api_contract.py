"""Holds answers of the API against its own OpenAPI document: the status, the kind of body, and the body."""

import functools
import json
from collections.abc import Callable
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from mediadl.server.openapi import document
from mediadl.server.route import Found, Route
from mediadl.server.routes.table import TABLE

_ROOT = "urn:openapi"


def route_of(method: str, path: str, is_on: Callable[[str], bool]) -> Route | None:
    """The route that a request is for."""
    found = TABLE.find(method, path.partition("?")[0], is_on)
    return found.route if isinstance(found, Found) else None


def departures(route: Route, status: int, media: str, body: bytes) -> list[str]:
    """In what an answer is not as documented."""
    made = _document()["paths"][route.path][route.method.lower()]["responses"].get(str(status))
    if made is None:
        return [f"{route.name} answers {status}, which is not documented"]
    content = made.get("content", {})
    if status == 101:
        return []
    if media not in content:
        return [f"{route.name} answers {status} as {media}, documented is {', '.join(content)}"]
    if not (schema := content.get(media, {}).get("schema")):
        return []
    errors = _validator(json.dumps(schema)).iter_errors(json.loads(body))
    return [f"{route.name} {status}: {error.json_path}: {error.message[:200]}" for error in errors]


@functools.cache
def _document() -> dict[str, Any]:
    return document(TABLE)


@functools.cache
def _validator(schema: str) -> Draft202012Validator:
    registry: Registry[Any] = Registry().with_resource(_ROOT, Resource(_document(), DRAFT202012))
    rooted = json.loads(schema.replace('"#/', f'"{_ROOT}#/'))
    return Draft202012Validator(rooted, registry=registry)
