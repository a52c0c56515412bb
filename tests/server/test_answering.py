"""Whatever becomes of a request, its answer has the headers, its problem the code, and the audit its line."""

import json
from collections.abc import Callable

import pytest

from mediadl.domain.clients import Scope
from mediadl.server.audit import NAME
from mediadl.server.headers import SAFE
from tests.helpers.api import CHROME, Running


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", "/version", {}, 200),
        ("GET", "/nothing", {}, 404),
        ("PUT", "/version", {}, 405),
        ("GET", "/download", {}, 401),
        ("GET", "/version", {"Origin": "https://evil.example"}, 403),
        ("GET", "/version", {"Host": "evil.example"}, 421),
        ("OPTIONS", "/version", {"Origin": CHROME, "Access-Control-Request-Method": "GET"}, 204),
        ("POST", "/pair", {"Content-Type": "text/plain"}, 415),
    ],
)
async def test_every_answer_has_every_header(
    api: Running, method: str, path: str, headers: dict[str, str], status: int
) -> None:
    answer = await api.ask(method, path, headers=headers)
    assert answer.status == status
    told = {**SAFE, "Cross-Origin-Resource-Policy": answer.headers["Cross-Origin-Resource-Policy"]}
    assert {name: answer.headers.get(name) for name in told} == told
    assert len(answer.headers["X-Request-ID"]) == 36
    assert ("Access-Control-Allow-Origin" in answer.headers) == (status == 204)
    assert "X-RateLimit-Remaining" in answer.headers


async def test_a_bug_is_logged_and_tells_nothing(
    api: Running, allow_log: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    allow_log("answering GET /api/v1/download failed")
    monkeypatch.setattr(type(api.watched.engine), "jobs", property(lambda _engine: 1 / 0))
    _client, token = await api.client(Scope.READ)
    answer = await api.ask("GET", "/download", token)
    assert (answer.status, answer.code) == (500, "INTERNAL_SERVER_ERROR")
    assert b"division" not in answer.body


async def test_the_audit_has_a_line_for_each_decision_and_no_secret(api: Running) -> None:
    client, token = await api.client(Scope.SUBMIT)
    link = "https://example.invalid/watch?v=1&signature=verysecret"
    await api.ask("POST", "/download", token, json={"url": link, "start": "paused"})
    await api.ask("GET", "/download/verysecret", token, headers={"Origin": CHROME})
    file = api.folder / "logs" / NAME
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    assert [line["status"] for line in lines] == [201, 403]
    assert (lines[0]["client"], lines[0]["host"]) == (client.id, "example.invalid")
    assert (lines[1]["code"], lines[1]["route"]) == ("FORBIDDEN_ORIGIN", "/api/v1/download/{request_id}")
    assert file.stat().st_mode & 0o777 == 0o600
    assert "verysecret" not in file.read_text()
    assert token not in file.read_text()


async def test_requests_and_downloads_of_a_client_are_counted(api: Running) -> None:
    client, token = await api.client(Scope.SUBMIT)
    body = {"url": "https://example.invalid/", "start": "paused"}
    for _ in range(2):
        await api.ask("POST", "/download", token, json=body)
    await api.server.clients.save_uses()
    (found,) = [one for one in await api.watched.engine.client_store.load() if one.id == client.id]
    assert (found.request_count, found.job_count) == (2, 2)
