"""Two clients of one API: neither sees, steers or fetches what is the other's, on any route there is."""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from mediadl.domain.job import JobState
from mediadl.engine.approvals import LOOPBACK_SWITCH
from mediadl.server.route import Auth, Route
from mediadl.server.routes.table import TABLE
from tests.helpers.api import Running, every, running_api
from tests.helpers.jars import a_jar
from tests.helpers.media_site import MediaSiteProcess

MARK = "visibly-of-the-owner"
CODES = {"request_id": "JOB_NOT_FOUND", "batch_id": "BATCH_NOT_FOUND", "cookie_id": "COOKIES_NOT_FOUND"}
"""What is answered on a name that is somebody else's, by the part of the path that names it."""
OWN_TESTS = {"/jsonrpc", "/c/{token}/add"}
"""Whose token lies elsewhere: every method of aria2's is tried in `tests/server/aria2/test_conversation`."""
TOLD = [route for route in TABLE.routes if not route.is_stream and route.path not in OWN_TESTS]
NAMING = [route for route in TOLD if "{" in route.path]
PLAIN = [route for route in TOLD if "{" not in route.path]
BODIES = {
    "NewSecret": {},
    "CookiesRequest": {"cookies": a_jar(session="visibly-fake").decode()},
    "BatchDownloadRequest": {"urls": ["https://example.invalid/"], "start": "paused"},
    "PairRequest": {"name": "Foreign", "scopes": ["read"]},
    "PollRequest": {"pair_id": "x", "secret": "x"},
}


@dataclass
class Stage:
    """An API with what its owner has in it, and the token of somebody else."""

    api: Running
    foreign: str
    names: dict[str, list[str]]
    """Of what is the owner's, by the part of the path that takes it."""
    owner_id: str

    @property
    def secrets(self) -> list[str]:
        """What stands in no answer to anybody else."""
        return [MARK, *(name for names in self.names.values() for name in names)]


@pytest.fixture
async def stage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, media_site: MediaSiteProcess
) -> AsyncIterator[Stage]:
    """The owner has a finished download, a batch that waits, and cookies."""
    monkeypatch.setenv(LOOPBACK_SWITCH, "1")
    async with running_api(tmp_path, api_metube=True) as api:
        owner, token = await api.client(*every())
        _foreigner, foreign = await api.client(*every())
        link = {"url": media_site.url(f"item/{MARK}/small.mp4")}
        done = (await api.ask("POST", "/download", token, json=link)).json["request_id"]
        links = {"urls": [media_site.url(f"item/{MARK}-too/small.mp4")], "start": "paused"}
        batch = (await api.ask("POST", "/batch/download", token, json=links)).json
        jar = {"cookies": a_jar(session="visibly-fake").decode(), "name": MARK}
        cookie = (await api.ask("POST", "/auth/cookies", token, json=jar)).json["cookie_id"]
        jobs = [done, batch["jobs"][0]["request_id"]]
        await api.watched.until_ended(jobs[0])
        await api.watched.until_state(jobs[1], JobState.PAUSED)
        names = {"request_id": jobs, "batch_id": [batch["batch_id"]], "cookie_id": [cookie]}
        yield Stage(api, foreign, names, owner.id)


def _body(route: Route) -> object:
    if route.body is None:
        return None
    return BODIES.get(route.body.__name__, {"url": "https://example.invalid/", "start": "paused"})


async def test_nothing_of_another_client_is_reached_by_its_name(stage: Stage) -> None:
    api, engine = stage.api, stage.api.watched.engine
    before = engine.jobs
    tried = set()
    for route in NAMING:
        (part,) = re.findall(r"\{(\w+)\}", route.path)
        for name in stage.names[part]:
            path = route.path.replace(f"{{{part}}}", name)
            answer = await api.ask(route.method, path, stage.foreign, json=_body(route))
            assert (answer.status, answer.code) == (404, CODES[part]), route.name
            tried.add(route.name)
    assert tried == {route.name for route in NAMING}
    assert engine.jobs == before
    assert Path(engine.job(stage.names["request_id"][0]).files[0]).exists()
    assert {one.id for one in engine.accounts.accounts} >= set(stage.names["cookie_id"])


async def test_no_answer_and_no_stream_speaks_of_another_client(stage: Stage) -> None:
    api, engine = stage.api, stage.api.watched.engine
    secret = await engine.accounts.client_secret(stage.owner_id)
    async with _streams(stage) as heard:
        for route in PLAIN:
            token = stage.foreign if route.auth is not Auth.NONE else ""
            answer = await api.ask(route.method, route.path, token, json=_body(route))
            assert not [one for one in stage.secrets if one.encode() in answer.body], route.name
        waiting = stage.names["request_id"][1]
        await engine.cancel(waiting)
        assert engine.job(waiting).state is JobState.CANCELLED
        assert await engine.accounts.client_secret(stage.owner_id) == secret
        mine = {"url": "https://foreign.invalid/", "start": "paused"}
        await api.ask("POST", "/download", stage.foreign, json=mine)
        told = await heard()
    assert told.count(b"foreign.invalid") >= 2
    assert not [one for one in stage.secrets if one.encode() in told]


@contextlib.asynccontextmanager
async def _streams(stage: Stage) -> AsyncIterator[Callable[[], Awaitable[bytes]]]:
    """Both streams of the other client; what they have said up to its own last download."""
    base, headers = f"http://127.0.0.1:{stage.api.port}/api/v1", {"Authorization": f"Bearer {stage.foreign}"}
    session = stage.api.session
    async with (
        session.get(f"{base}/events", headers=headers) as events,
        session.ws_connect(f"{base}/ws", headers=headers) as socket,
    ):

        async def heard() -> bytes:
            said = b""
            async with asyncio.timeout(30):
                while b"foreign.invalid" not in said:
                    said += await events.content.readline()
                message = b""
                while b"foreign.invalid" not in message:
                    message = (await socket.receive_str()).encode()
                    said += message
            return said

        yield heard
