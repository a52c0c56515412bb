"""The page of the contract is escaped, complete, and asks for nothing."""

import re

from mediadl.server.docs_page import CSP, page
from mediadl.server.openapi import document
from mediadl.server.routes.table import TABLE


def test_every_route_is_on_the_page_and_nothing_is_fetched() -> None:
    text = page(document(TABLE))
    assert all(f"<code>{route.path}</code>" in text for route in TABLE.routes)
    assert re.findall(r'(?:src|href|action)="([^"]*)"', text) == ["data:,"]
    assert "<script" not in text
    assert "style-src 'sha256-" in CSP


def test_what_is_in_the_document_is_escaped() -> None:
    made = document(TABLE)
    made["info"]["description"] = "<script>alert(1)</script>"
    assert "<script>" not in page(made)
