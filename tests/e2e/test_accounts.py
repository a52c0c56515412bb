"""Accounts end to end: real processes, the real keyring of the session, and no value where none belongs."""

import asyncio
import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from mediadl.domain.accounts import AccountKind
from mediadl.domain.cookie_files import read_cookies
from mediadl.domain.errors import UserError
from mediadl.domain.failures import FailureKind, Remedy, remedies
from mediadl.domain.job import JobState
from mediadl.domain.options import DownloadOptions
from mediadl.paths import Paths
from mediadl.vault.keyring_key import Keys
from mediadl.vault.sealed_folder import SealedFolder
from mediadl.vault.sealed_items import SealedItems
from tests.helpers.engines import running_engine
from tests.helpers.jars import a_local_jar
from tests.helpers.local_proxy import a_proxy
from tests.helpers.media_site import MediaSiteProcess
from tests.helpers.sweep import seen_in_files, seen_in_processes

pytestmark = pytest.mark.skipif(
    "DBUS_SESSION_BUS_ADDRESS" not in os.environ, reason="needs the keyring of a session"
)
_GATED = "lab/login/members-only"


def mediadl(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "mediadl", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, timeout=240, check=False)


def a_large_jar(marks: list[str]) -> bytes:
    """200 KB: the key to the gated page, a mark for its site, and one for each of very many others."""
    lines = [b"# Netscape HTTP Cookie File"]
    for at, mark in enumerate(marks):
        host = "127.0.0.1" if at == 0 else f"site-{at}.example"
        lines.append(f"{host}\tFALSE\t/\tFALSE\t2000000000\tmark\t{mark}".encode())
    lines.append(b"127.0.0.1\tFALSE\t/\tFALSE\t2000000000\tsession\tlet-me-in")
    return b"\n".join(lines) + b"\n"


def test_the_key_is_changed_in_the_keyring_and_under_every_account(home: Path) -> None:
    folder = Paths.of_user().vault
    for name in ("One", "Two"):
        mediadl("cookies", "import", "-", "--name", name, stdin=a_local_jar(sid="visibly-fake"))
    before, [old] = sealed_in(folder), SealedItems(SealedFolder(folder)).key_ids
    said = mediadl("cookies", "change-key")
    after, [new] = sealed_in(folder), SealedItems(SealedFolder(folder)).key_ids
    assert (said.returncode, b"sealed with a new key" in said.stdout) == (0, True)
    assert (len(after), before & after) == (2, set())
    assert [Keys().load(key_id) is None for key_id in (old, new)] == [True, False]
    assert b"visibly-fake" in mediadl("cookies", "export", "One", "--yes").stdout


def sealed_in(folder: Path) -> set[bytes]:
    """The files of the accounts, as they are."""
    return {path.read_bytes() for path in folder.glob("*.sealed")}


def test_a_large_jar_opens_a_gated_page_and_its_values_are_seen_nowhere(
    home: Path, tmp_path: Path, media_site: MediaSiteProcess
) -> None:
    marks = [f"not-real-{secrets.token_hex(40)}" for _ in range(1500)]
    jar = a_large_jar(marks)
    assert len(jar) > 200_000
    values, place = [mark.encode() for mark in marks], tmp_path / "files"
    refused = mediadl("get", media_site.url(_GATED), "--to", str(place), "--json")
    assert refused.returncode == 1
    assert b'"LOGIN_NEEDED"' in refused.stdout
    said = mediadl("cookies", "import", "-", "--name", "Members", stdin=jar)
    assert (said.returncode, said.stderr) == (0, b"")
    listed = json.loads(mediadl("cookies", "list", "--json").stdout)
    assert [(one["name"], one["cookies"], one["state"]) for one in listed] == [("Members", 1501, "usable")]
    media_site.reset()
    command = [sys.executable, "-m", "mediadl", "get", media_site.url(_GATED), "--to", str(place)]
    seen = []
    with subprocess.Popen([*command, "--rate-each", "150000"], stdout=subprocess.DEVNULL) as running:
        while running.poll() is None:
            seen += seen_in_processes(values[:20])
            seen += seen_in_files(values[:20], home, place, *Path(tempfile.gettempdir()).glob("mediadl-*"))
            time.sleep(0.2)
    assert running.returncode == 0
    assert len([path for path in place.iterdir() if path.is_file()]) == 1
    assert any(marks[0] in hit.headers.get("Cookie", "") for hit in media_site.hits())
    assert not any(marks[1] in hit.headers.get("Cookie", "") for hit in media_site.hits())
    assert seen == seen_in_files(values, home, place) == []


def test_an_account_that_is_named_is_used_or_said_to_be_missing(
    home: Path, tmp_path: Path, media_site: MediaSiteProcess
) -> None:
    mediadl("cookies", "import", "-", "--name", "Good", stdin=a_local_jar(session="let-me-in"))
    mediadl("cookies", "import", "-", "--name", "Newer", stdin=a_local_jar(session="not-real"))
    line = ("get", media_site.url(_GATED), "--to", str(tmp_path / "files"))
    nobody = mediadl(*line, "--account", "Nobody")
    assert (nobody.returncode, b"\xe2\x80\x9cNobody\xe2\x80\x9d is not there" in nobody.stderr) == (2, True)
    assert mediadl(*line).returncode == 1  # the newest one is refused, and from now on comes last
    assert mediadl(*line, "--account", "good").returncode == 0
    states = {one["name"]: one["state"] for one in json.loads(mediadl("cookies", "list", "--json").stdout)}
    assert states == {"Good": "usable", "Newer": "stale"}
    tested = mediadl("cookies", "test", "Good", media_site.url(_GATED))
    assert tested.stdout.startswith(b"It works: ")
    assert tested.stdout.endswith(b"is visible only with it.\n")


async def test_two_jobs_that_share_a_jar_keep_what_the_site_gave_to_each(
    tmp_path: Path, media_site: MediaSiteProcess
) -> None:
    async with running_engine(tmp_path) as watched:
        await watched.engine.accounts.opened()
        account = await watched.engine.accounts.import_cookies(a_local_jar(one="0", two="0", still="0"))
        links = [media_site.url(f"rotate/{name}/media/small.mp4") for name in ("one", "two")]
        await asyncio.gather(*(watched.engine.add(link) for link in links))
        assert {job.state for job in await watched.until_all_ended()} == {JobState.COMPLETED}
    async with running_engine(tmp_path) as watched:
        await watched.engine.accounts.opened()
        jar = read_cookies((await watched.engine.accounts.export(account.id)).encode())
        now = {cookie.name: cookie.value for cookie in jar}
        assert now.pop("still") == "0"
        assert all(value.startswith("fake-rotated-") for value in now.values())
        assert len(set(now.values())) == 2


async def test_a_job_that_failed_for_want_of_an_account_goes_on_by_itself_once_it_is_there(
    tmp_path: Path, media_site: MediaSiteProcess
) -> None:
    async with running_engine(tmp_path) as watched:
        await watched.engine.accounts.opened()
        job = await watched.engine.add(media_site.url(_GATED))
        failure = (await watched.until_state(job.id, JobState.FAILED)).failure
        assert failure is not None
        assert (failure.kind, remedies(failure)[0]) == (FailureKind.LOGIN_NEEDED, Remedy.ADD_ACCOUNT)
        watched.engine.retry_when_added(job.id)
        await watched.engine.accounts.import_cookies(a_local_jar(session="let-me-in"))
        await watched.until_state(job.id, JobState.COMPLETED)
        await watched.engine.retry_many([job.id])
        picked = watched.engine.job(job.id).options.model_copy(update={"cookies_id": "gone"})
        gone = await watched.engine.add(media_site.url(_GATED, other=1), picked)
        failure = (await watched.until_ended(gone.id)).failure
        assert failure is not None
        assert failure.kind is FailureKind.ACCOUNT_UNUSABLE
        assert "“gone” is not there any more" in failure.message
        await watched.until_all_ended()


async def test_the_login_of_a_proxy_comes_from_its_account_and_is_saved_nowhere_else(
    tmp_path: Path, media_site: MediaSiteProcess
) -> None:
    link, mark = media_site.url("media/small.mp4"), "not-real-of-proxy"
    with a_proxy(f"me:{mark}") as (proxy, asked):
        async with running_engine(tmp_path) as watched:
            await watched.engine.accounts.opened()
            through = DownloadOptions(proxy=proxy.replace("//", "//me@"))
            job = await watched.engine.add(link, through)
            refused = (await watched.until_ended(job.id)).failure
            assert refused is not None
            assert (refused.kind, asked) == (FailureKind.PROXY_LOGIN, [])
            await watched.engine.accounts.add_login(AccountKind.PROXY, None, proxy, "me", mark)
            await watched.engine.retry(job.id)
            await watched.until_state(job.id, JobState.COMPLETED)
            assert asked
            with pytest.raises(UserError, match="password of a proxy is not kept"):
                await watched.engine.add(link, DownloadOptions(proxy=proxy.replace("//", "//me:not-real@")))
            with pytest.raises(UserError, match="password of a proxy is not kept"):
                await watched.engine.change_settings(
                    defaults=DownloadOptions(proxy=proxy.replace("//", "//me:not-real@"))
                )
    assert seen_in_files([b"not-real"], tmp_path) == []
