"""The contract is served, as a document and as a page under a policy of its own."""

from tests.helpers.api import Running


async def test_the_document_is_served(api: Running) -> None:
    answer = await api.ask("GET", "/openapi.json")
    assert (answer.status, answer.json["openapi"]) == (200, "3.1.0")
    assert "/api/v1/download/{request_id}/file" in answer.json["paths"]


async def test_the_page_may_be_opened_by_a_browser(api: Running) -> None:
    headers = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document", "Sec-Fetch-Site": "none"}
    answer = await api.ask("GET", "/docs", headers=headers)
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "style-src 'sha256-" in answer.headers["Content-Security-Policy"]
