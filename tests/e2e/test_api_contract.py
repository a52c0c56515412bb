"""The API does what its document says: each endpoint with real downloads, and all a machine thinks of."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator, validate

from mediadl.domain.clients import Scope
from mediadl.domain.job import FINAL_STATES, JobState
from mediadl.engine.approvals import LOOPBACK_SWITCH
from mediadl.server.routes.table import TABLE
from tests.helpers.api import CHROME, Answered, Running, every, running_api
from tests.helpers.api_contract import route_of
from tests.helpers.jars import a_jar
from tests.helpers.media_site import MediaSiteProcess

COMPATIBLE = {"api_metube": True, "api_aria2": True}
ENDPOINTS = """
POST /download, GET /download, GET /download/{request_id}, DELETE /download/{request_id},
POST /download/{request_id}/pause, POST /download/{request_id}/resume, POST /download/{request_id}/retry,
GET /download/{request_id}/logs, GET /download/{request_id}/file, GET /formats, GET /metadata,
GET /playlist/preview, POST /playlist/download, GET /channel/info, POST /channel/download,
POST /batch/download, GET /batch/{batch_id}, DELETE /batch/{batch_id}, POST /auth/cookies, GET /auth/cookies,
GET /auth/cookies/{cookie_id}, DELETE /auth/cookies/{cookie_id}, GET /health, GET /readyz, GET /version,
GET /metrics, GET /stats, GET /events, GET /ws, POST /pair, POST /pair/poll, GET /openapi.json, GET /docs,
POST /webhooks/secret
"""
"""What programs are promised: none of it may go, and each is played through here."""
PROMISED = {name.strip().replace(" /", " /api/v1/") for name in ENDPOINTS.split(",")}
NOT_FOR_MACHINES = ("/api/v1/events", "/api/v1/ws", "/jsonrpc", "/c/{token}/add")
"""Streams, what asks for a token of its own, and what has each wrong one wait. They have tests elsewhere."""
MACHINE_S = 280


class Caller:
    """A client that remembers which routes have done what they are for."""

    def __init__(self, api: Running, token: str) -> None:
        self.api, self.token = api, token
        self.served: set[str] = set()

    async def __call__(self, method: str, path: str, body: Any = None, **more: Any) -> Any:
        answer: Answered = await self.api.ask(method, path, self.token, json=body, **more)
        assert answer.status < 300, (method, path, answer.body)
        assert self.api.server.api is not None
        route = route_of(method, f"/api/v1{path}", self.api.server.api.is_on)
        assert route is not None
        self.served.add(route.name)
        return answer.json if answer.headers["Content-Type"].startswith("application/json") else answer.body

    async def until_ended(self, count: int) -> None:
        """Wait until there are so many downloads, and none has anything left to do."""
        engine = self.api.watched.engine
        await self.api.watched.until(
            lambda: len(engine.jobs) == count and all(job.state in FINAL_STATES for job in engine.jobs)
        )


@pytest.fixture
async def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Caller]:
    """A client with every scope, of an API whose clients may name the media site."""
    monkeypatch.setenv(LOOPBACK_SWITCH, "1")
    async with running_api(tmp_path) as api:
        _client, token = await api.client(*every())
        yield Caller(api, token)


async def test_every_endpoint_does_what_it_is_for(call: Caller, media_site: MediaSiteProcess) -> None:
    await _the_program(call)
    await _cookies(call)
    await _looks(call, media_site)
    await _one_download(call, media_site)
    await _many_downloads(call, media_site)
    await _streams(call)
    assert call.served == {route.name for route in TABLE.routes if not route.switch}
    assert call.served == PROMISED


async def _the_program(call: Caller) -> None:
    for path in ("/health", "/readyz", "/version", "/openapi.json", "/docs", "/stats", "/metrics"):
        assert await call("GET", path)
    assert (await call("POST", "/webhooks/secret", {}))["secret"]
    call.api.server.pairing.open()
    origin = {"Origin": CHROME}
    guest = Caller(call.api, "")
    asked = await guest("POST", "/pair", {"name": "E", "scopes": ["read"]}, headers=origin)
    call.api.server.pairing.allow(asked["pair_id"])
    poll = {"pair_id": asked["pair_id"], "secret": asked["secret"]}
    assert (await guest("POST", "/pair/poll", poll, headers=origin))["token"]
    call.served |= guest.served


async def _cookies(call: Caller) -> None:
    made = await call("POST", "/auth/cookies", {"cookies": a_jar(session="visibly-fake").decode()})
    place = f"/auth/cookies/{made['cookie_id']}"
    assert (await call("GET", "/auth/cookies"))["items"] == [await call("GET", place)]
    assert await call("DELETE", place)


async def _looks(call: Caller, site: MediaSiteProcess) -> None:
    video, films = quote(site.url("lab/v/one"), safe=""), quote(site.url("lab/channel/films?n=3"), safe="")
    assert (await call("GET", f"/formats?url={video}"))["best_audio_format"]
    assert (await call("GET", f"/metadata?url={video}"))["tags"] == ["bars", "tone"]
    assert (await call("GET", f"/playlist/preview?url={films}"))["total"] == 3
    assert (await call("GET", f"/channel/info?url={films}&sort_by=title"))["total"] == 3


async def _one_download(call: Caller, site: MediaSiteProcess) -> None:
    added = await call("POST", "/download", {"url": site.url("media/av480.mp4", rate=30_000)})
    place = f"/download/{added['request_id']}"
    await call.api.watched.until_state(added["request_id"], JobState.RUNNING)
    assert (await call("POST", f"{place}/pause"))["status"] == "paused"
    assert (await call("POST", f"{place}/resume"))["status"] in {"queued", "running"}
    assert (await call("DELETE", place))["status"] == "cancelled"
    assert (await call("POST", f"{place}/retry"))["status"] in {"queued", "running"}
    assert (await call("DELETE", place))["status"] == "cancelled"
    added = await call("POST", "/download", {"url": site.url("media/small.mp4")})
    place = f"/download/{added['request_id']}"
    await call.until_ended(2)
    assert (await call("GET", place))["status"] == "completed"
    assert len(await call("GET", f"{place}/file")) == (await call("GET", place))["file_size"]
    assert (await call("GET", f"{place}/logs"))["logs"]
    assert (await call("GET", "/download?status=completed"))["total"] == 1


async def _many_downloads(call: Caller, site: MediaSiteProcess) -> None:
    films = {"url": site.url("lab/channel/films?n=2&each.only=small.mp4")}
    of_list = await call("POST", "/playlist/download", {**films, "items": "1"})
    await call.until_ended(3)
    of_channel = await call("POST", "/channel/download", {**films, "sort_by": "duration", "max_downloads": 2})
    await call.until_ended(5)
    for batch, count in ((of_list, 1), (of_channel, 2)):
        told = await call("GET", f"/batch/{batch['batch_id']}")
        assert (told["total"], told["completed"], told["progress_percent"]) == (count, count, 100.0)
    links = {"urls": ["https://a.invalid/", "https://b.invalid/"], "start": "paused"}
    batch = await call("POST", "/batch/download", links)
    assert (await call("DELETE", f"/batch/{batch['batch_id']}"))["cancelled"] == 2


async def _streams(call: Caller) -> None:
    bearer = {"Authorization": f"Bearer {call.token}"}
    base = f"http://127.0.0.1:{call.api.port}/api/v1"
    session = call.api.session
    async with (
        session.get(f"{base}/events", headers=bearer) as events,
        session.ws_connect(f"{base}/ws", headers=bearer) as socket,
        asyncio.timeout(30),
    ):
        added = await call("POST", "/download", {"url": "https://c.invalid/", "start": "paused"})
        while (told := json.loads(await socket.receive_str()))["event"] != "job.added":
            pass
        assert told["data"]["request_id"] == added["request_id"]
        while (line := await events.content.readline()).strip() != b"event: job.added":
            assert line
    call.served |= {"GET /api/v1/events", "GET /api/v1/ws"}


@pytest.mark.parametrize("settings", [{}, COMPATIBLE], ids=["plain", "compatible"])
async def test_the_document_is_valid(tmp_path: Path, settings: dict[str, bool]) -> None:
    async with running_api(tmp_path, **settings) as api:
        told = (await api.ask("GET", "/openapi.json")).json
    validate(told, cls=OpenAPIV31SpecValidator)
    assert ("/jsonrpc" in told["paths"]) is bool(settings)


async def test_whatever_a_machine_thinks_of_is_answered_as_documented(tmp_path: Path) -> None:
    async with running_api(tmp_path, **COMPATIBLE) as api:
        _client, token = await api.client(*Scope)
        asked: set[str] = set()
        assert api.server.api is not None
        api.server.api.on_answered.append(lambda route, _status, _s: asked.add(route.name if route else ""))
        (tmp_path / "schemathesis.toml").write_text(f'[headers]\nAuthorization = "Bearer {token}"\n')
        checks = "not_a_server_error,status_code_conformance,content_type_conformance"
        arguments = [
            *("run", f"http://127.0.0.1:{api.port}/api/v1/openapi.json", "--seed=1"),
            *("--phases=coverage", "--no-shrink", "--continue-on-failure"),
            *(f"--checks={checks},response_schema_conformance,response_headers_conformance",),
            *("--generation-with-security-parameters=false", "--request-timeout=20"),
            *("--warnings=off", "--no-color", "--generation-database=none"),
            *(f"--exclude-path={path}" for path in NOT_FOR_MACHINES),
        ]
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "schemathesis.cli", *arguments),
            cwd=tmp_path,
            env={**os.environ, "PYTHONWARNINGS": "ignore"},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        try:
            async with asyncio.timeout(MACHINE_S):
                said, _nothing = await process.communicate()
        finally:
            if process.returncode is None:
                process.kill()
        assert process.returncode == 0, said.decode()[-8000:]
        assert asked - {""} == {route.name for route in TABLE.routes if route.path not in NOT_FOR_MACHINES}
