"""The threats to a server on loopback that need no browser, each against the real API over real sockets."""

import asyncio
import contextlib
import json
import os
import re
import socket
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import psutil
import pytest

from mediadl.domain.clients import Scope
from mediadl.server.audit import NAME as AUDIT
from mediadl.server.rates import Limits
from mediadl.server.route import Auth, Route
from mediadl.server.routes.table import TABLE
from mediadl.server.token_file import provide
from tests.helpers.api import CHROME, FIREFOX, Running, running_api
from tests.helpers.engines import until
from tests.helpers.jars import a_local_jar

LINK = {"url": "https://example.invalid/", "start": "paused"}
CLOSED = [route for route in TABLE.routes if route.auth is Auth.TOKEN and route.refusal is None]


@pytest.fixture
async def api(tmp_path: Path) -> AsyncIterator[Running]:
    """An API with limits that are not reached."""
    async with running_api(tmp_path) as running:
        yield running


def _path(route: Route, job_id: str = "00000000-0000-4000-8000-000000000000") -> str:
    return re.sub(r"\{\w+\}", job_id, route.path)


def _body(route: Route) -> dict[str, object] | None:
    return LINK if route.body is not None and "url" in route.body.model_fields else {} if route.body else None


async def test_dns_rebinding(api: Running) -> None:
    _client, token = await api.client(Scope.ALL)
    port = api.port
    hosts = [
        "evil.example", f"evil.example:{port}", "127.0.0.1", f"127.0.0.1.evil.example:{port}",
        f"0.0.0.0:{port}", f"localhost.:{port}", f"[::ffff:127.0.0.1]:{port}", f"2130706433:{port}",
        f"127.0.0.1:{port + 1}",
    ]  # fmt: skip
    answers = [await api.ask("GET", "/download", token, headers={"Host": host}) for host in hosts]
    assert {answer.code for answer in answers} == {"MISDIRECTED"}


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
)
async def test_csrf_by_a_simple_request_with_a_valid_token(api: Running, kind: str) -> None:
    _client, token = await api.client(Scope.ALL)
    body = json.dumps(LINK).encode()
    plain = await api.ask("POST", "/download", token, data=body, headers={"Content-Type": kind})
    assert plain.status == 415
    for origin in ("null", "https://evil.example"):
        headers = {"Content-Type": kind, "Origin": origin, "Sec-Fetch-Site": "cross-site"}
        assert (await api.ask("POST", "/download", token, data=body, headers=headers)).status == 403
    assert api.watched.engine.jobs == ()


async def test_cors_is_told_to_no_page(api: Running) -> None:
    _client, token = await api.client(Scope.ALL)
    hostile = [
        "https://evil.example", "null", "http://localhost:3000", f"http://127.0.0.1:{api.port}", "file://",
        f"{CHROME}.evil.example", "https://127.0.0.1",
    ]  # fmt: skip
    for origin in hostile:
        headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        for method in ("OPTIONS", "GET"):
            answer = await api.ask(method, "/download", token, headers=headers)
            assert (answer.status, answer.code) == (403, "FORBIDDEN_ORIGIN")
            assert not [name for name in answer.headers if name.lower().startswith("access-control")]


async def test_a_page_cannot_include_an_answer(api: Running) -> None:
    for kind in ("script", "image", "iframe", "style", "object", "track"):
        answer = await api.ask(
            "GET", "/version", headers={"Sec-Fetch-Dest": kind, "Sec-Fetch-Mode": "no-cors"}
        )
        assert answer.status == 403
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_a_token_from_another_origin(api: Running) -> None:
    _client, token = await api.client(Scope.ALL, origin=CHROME)
    told: list[str | None] = []
    assert api.server.api is not None
    api.server.api.on_foreign_token.append(lambda _client, origin: told.append(origin))
    for origin in (FIREFOX, None):
        headers = {"Origin": origin} if origin else {}
        assert (await api.ask("GET", "/download", token, headers=headers)).code == "FORBIDDEN_ORIGIN"
    assert told == [FIREFOX, None]
    assert (await api.ask("GET", "/download", token, headers={"Origin": CHROME})).status == 200


async def test_a_token_leaks_nowhere(api: Running) -> None:
    _client, token = await api.client(Scope.ALL)
    await api.ask("POST", "/download", token, json=LINK)
    await api.ask("GET", f"/download/{token}", token)
    await api.ask("GET", f"/download?q={token}", token)
    await api.server.stop()
    written = [path.read_bytes() for path in api.folder.rglob("*") if path.is_file()]
    assert written
    assert not [data for data in written if token.encode() in data]


async def test_a_token_is_not_given_to_the_programs_that_we_start(api: Running) -> None:
    _client, token = await api.client(Scope.ALL)
    await api.ask("POST", "/download", token, json=LINK)
    await until(psutil.Process().children)
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            assert token not in f"{process.cmdline()} {process.environ()}"


async def test_every_route_with_every_scope(api: Running) -> None:
    for scope in Scope:
        _client, token = await api.client(scope)
        for route in CLOSED:
            answer = await api.ask(route.method, _path(route), token, json=_body(route))
            may = scope is Scope.ALL or scope in route.scopes
            assert (answer.code == "FORBIDDEN") is not may, f"{route.name} with {scope}"


@pytest.mark.parametrize("route", CLOSED, ids=lambda route: route.name)
async def test_no_route_opens_without_a_token(api: Running, route: Route) -> None:
    for headers in ({}, {"Authorization": "Bearer mdl_" + "A" * 43}):
        answer = await api.ask(route.method, _path(route), json=_body(route), headers=headers)
        assert (answer.status, answer.code) == (401, "UNAUTHORIZED")


@pytest.mark.parametrize(
    "field",
    ["exec", "netrc_cmd", "external_downloader", "plugin_dirs", "config_locations", "write_link",
     "extra_arguments", "folder", "temp_folder", "headers", "proxy", "cookies", "client_id",
     "ffmpeg_location"],
)  # fmt: skip
async def test_option_injection(api: Running, field: str) -> None:
    _client, token = await api.client(Scope.ALL)
    answer = await api.ask("POST", "/download", token, json={**LINK, field: "x"})
    assert (answer.status, [one["field"] for one in answer.json["errors"]]) == (422, [field])


@pytest.mark.parametrize(
    "template", ["../x", "a/../../x", "/etc/x", "C:\\x", "\\\\host\\x", "~/x", "..\\x", "\0"]
)
async def test_traversal_by_template(api: Running, template: str) -> None:
    _client, token = await api.client(Scope.ALL)
    answer = await api.ask("POST", "/download", token, json={**LINK, "path_template": template})
    job = api.watched.engine.jobs
    assert answer.status == 422 or (template == "\0" and len(job) == 1)


async def test_traversal_by_address(api: Running) -> None:
    _client, token = await api.client(Scope.ALL)
    for name in ("..%2F..%2Fetc%2Fpasswd", "%2e%2e", "%00", "C:%5Cx", "a" * 300):
        assert (await api.ask("GET", f"/download/{name}/file", token)).status == 404


async def test_brute_force_and_flood(tmp_path: Path) -> None:
    async with running_api(tmp_path, limits=Limits(anonymous=30)) as api:
        _client, token = await api.client(Scope.READ)
        guess = "mdl_" + "A" * 43
        begun_s = time.monotonic()
        answers = await asyncio.gather(*(api.ask("GET", "/download", guess) for _ in range(40)))
        assert time.monotonic() - begun_s >= 0.9
        assert [answer.status for answer in answers].count(429) == 10
        bodies = {re.sub(rb"[0-9a-f-]{36}", b"", one.body) for one in answers if one.status == 401}
        assert len(bodies) == 1
        assert (await api.ask("GET", "/download", token)).status == 200


async def test_a_burst_of_submits_loses_none(tmp_path: Path) -> None:
    async with running_api(tmp_path, limits=Limits(submit_burst=10, submit=15)) as api:
        _client, token = await api.client(Scope.SUBMIT)
        answers = [await api.ask("POST", "/download", token, json=LINK) for _ in range(30)]
        taken = [answer for answer in answers if answer.status == 201]
        assert {answer.status for answer in answers} == {201, 429}
        assert len(taken) == len(api.watched.engine.jobs)
        refused = next(answer for answer in answers if answer.status == 429)
        assert int(refused.headers["Retry-After"]) >= 1


async def test_oversize(api: Running) -> None:
    _client, token = await api.client(Scope.ALL)
    big = json.dumps({**LINK, "custom_format": "x" * 70_000}).encode()
    headers = {"Content-Type": "application/json"}
    with contextlib.suppress(OSError):  # the server may hang up before all of it was sent
        answer = await api.ask("POST", "/download", token, data=big, headers=headers)
        assert answer.code == "TOO_LARGE"
    deep = ("[" * 40 + "]" * 40).encode()
    assert (await api.ask("POST", "/download", token, data=deep, headers=headers)).code == "MALFORMED"
    assert (await api.ask("GET", "/download?q=" + "a" * 5000, token)).code == "URL_TOO_LONG"
    assert (await api.ask("GET", "/version")).status == 200


async def test_a_revoked_token_opens_nothing_from_the_next_request_on(api: Running) -> None:
    client, token = await api.client(Scope.ALL)
    assert (await api.ask("GET", "/download", token)).status == 200
    await api.server.clients.revoke(client.id)
    assert (await api.ask("GET", "/download", token)).status == 401


def _squat(squatter: socket.socket, address: str, port: int) -> None:
    squatter.bind((address, port))
    squatter.listen()


async def test_port_squatting(api: Running) -> None:
    for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        for option in (socket.SO_REUSEADDR, socket.SO_REUSEPORT):
            with socket.socket(family) as squatter:
                squatter.setsockopt(socket.SOL_SOCKET, option, 1)
                with pytest.raises(OSError, match="in use"):
                    _squat(squatter, address, api.port)


async def test_the_pairing_race(api: Running) -> None:
    api.server.pairing.open()
    asked = (await api.ask("POST", "/pair", json={"name": "A", "scopes": ["read"]})).json
    api.server.pairing.allow(asked["pair_id"])
    poll = {"pair_id": asked["pair_id"], "secret": asked["secret"]}
    answers = await asyncio.gather(*(api.ask("POST", "/pair/poll", json=poll) for _ in range(20)))
    assert sum(answer.json["token"] is not None for answer in answers) == 1
    await until(lambda: len(api.server.clients.all) == 1)


NOBODY = 65_534
"""The user that owns nothing on any Linux."""
TRIED = """
find "$1" -type f -readable -o -type d -readable -path "$1/*"
for file in "$1"/data/*.sqlite3 "$1"/data/token "$1"/logs/*; do cat "$file" && echo "$file"; done
exec 3<>"/dev/tcp/127.0.0.1/$2"
printf 'GET /api/v1/download HTTP/1.1\\r\\nHost: 127.0.0.1:%s\\r\\nConnection: close\\r\\n\\r\\n' "$2" >&3
head -n 1 <&3
"""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may enter, as a home folder may be; that of pytest is closed already."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="ONLY ROOT CAN ACT AS ANOTHER USER")
async def test_a_second_user_of_the_computer(open_folder: Path) -> None:
    async with running_api(open_folder) as api:
        await provide(api.server.clients, open_folder / "data" / "token")
        account = await api.watched.engine.accounts.import_cookies(a_local_jar(session="not-real"))
        await api.ask("GET", "/download")
        files = [path for path in open_folder.rglob("*") if path.is_file()]
        names = {path.name for path in files}
        assert {"mediadl.sqlite3", "token", AUDIT} <= names
        assert any(path.parent.name == "vault" for path in files) is account.is_saved
        secret = [path for path in files if path.parent.name in {"vault", "logs"} or path.name == "token"]
        private = [path for path in secret if path.suffix != ".lock"]
        private += [open_folder / name for name in ("data", "cache", "logs")]
        modes = {str(path): path.stat().st_mode & 0o077 for path in private}
        line = ["bash", "-c", TRIED, "bash", str(open_folder), str(api.port)]
        tried = await asyncio.create_subprocess_exec(
            *line, user=NOBODY, group=NOBODY, extra_groups=[], cwd="/",
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        read, _ = await tried.communicate()
    assert not any(modes.values()), modes
    assert read.decode().splitlines() == ["HTTP/1.1 401 Unauthorized"]
