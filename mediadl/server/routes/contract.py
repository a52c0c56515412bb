"""Routes of the contract: the OpenAPI document, and a page that shows it."""

import json

from aiohttp import web

from mediadl.server.call import Call
from mediadl.server.docs_page import CSP, page
from mediadl.server.openapi import document
from mediadl.server.route import BASE, JSON, Auth, Route


async def openapi(call: Call) -> web.StreamResponse:
    """The OpenAPI document."""
    body = json.dumps(document(call.api.table, call.api.is_on), ensure_ascii=False).encode()
    return web.Response(body=body, content_type=JSON, charset="utf-8")


async def docs(call: Call) -> web.StreamResponse:
    """The same as a page, which fetches nothing."""
    text = page(document(call.api.table, call.api.is_on))
    headers = {"Content-Security-Policy": CSP}
    return web.Response(text=text, content_type="text/html", charset="utf-8", headers=headers)


ROUTES = (
    Route(
        "GET", f"{BASE}/openapi.json", openapi, "This document", auth=Auth.NONE, answer=JSON, tag="contract"
    ),
    Route(
        "GET",
        f"{BASE}/docs",
        docs,
        "This document as a page",
        auth=Auth.NONE,
        answer="text/html",
        may_navigate=True,
        tag="contract",
    ),
)
