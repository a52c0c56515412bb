"""The program says how it is, without a token and without a path."""

import contextlib
import sqlite3
import sys

import pytest

from mediadl import __version__
from mediadl.server.routes import program
from tests.helpers.api import Running
from tests.helpers.engines import until


async def test_a_well_program_says_so(api: Running) -> None:
    await api.watched.engine.prewarm()
    await until(lambda: api.watched.engine.engine_version)
    answer = await api.ask("GET", "/health")
    told = answer.json
    assert (answer.status, told["version"]) == (200, __version__)
    assert set(told["checks"]) == {"queue", "storage", "engine", "ffmpeg", "keyring"}
    assert {told["checks"][name]["status"] for name in ("queue", "engine", "ffmpeg")} == {"ok"}
    assert str(api.folder) not in answer.body.decode()
    assert (await api.ask("GET", "/version")).json["engine_version"] != ""


async def test_a_queue_that_cannot_be_saved_is_not_ready(api: Running) -> None:
    assert (await api.ask("GET", "/readyz")).json == {"ready": True}
    database = api.watched.engine._store.database
    await database.read(lambda connection: connection.execute("PRAGMA busy_timeout = 0"))
    with contextlib.closing(sqlite3.connect(database.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = await api.ask("GET", "/readyz")
    assert (answer.status, answer.code) == (503, "NOT_READY")


async def test_little_room_and_no_ffmpeg_are_told(api: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "LITTLE_BYTES", sys.maxsize)
    monkeypatch.setenv("MEDIADL_FFMPEG", "gone")
    checks = (await api.ask("GET", "/health")).json["checks"]
    assert (checks["storage"]["status"], checks["ffmpeg"]["status"]) == ("degraded", "degraded")
