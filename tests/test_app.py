"""Everything is joined and taken down in order, and what cannot be used is said in a sentence."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from mediadl.app import main, open_engine
from mediadl.client import MediaDL
from mediadl.domain.errors import FolderUnusable
from mediadl.engine.tasks import Tasks
from mediadl.paths import Paths
from mediadl.server.sockets import listen
from tests.helpers.engines import paths_in, running_engine
from tests.helpers.media_site import MediaSiteProcess


async def test_an_engine_opens_over_an_empty_folder_and_closes(tmp_path: Path) -> None:
    async with open_engine(paths_in(tmp_path), Tasks()) as (engine, _prober):
        assert engine.jobs == ()
    assert (tmp_path / "data" / "mediadl.sqlite3").is_file()


async def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    paths = Paths(data=tmp_path / "file" / "data", cache=tmp_path, logs=tmp_path)
    with pytest.raises(FolderUnusable, match="file/data"):
        async with open_engine(paths, Tasks()):
            pass


async def test_a_damaged_database_is_set_aside_and_told(tmp_path: Path) -> None:
    async with running_engine(tmp_path):
        pass
    (tmp_path / "data" / "mediadl.sqlite3").write_bytes(b"this is no database" * 400)
    async with running_engine(tmp_path) as watched:
        assert watched.engine.jobs == ()
        assert watched.engine.restoration is not None
        assert watched.engine.restoration.set_aside.read_bytes().startswith(b"this is no database")


def test_an_unusable_folder_ends_a_command_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    environment = {
        **os.environ,
        "HOME": str(tmp_path / "file"),
        "XDG_CACHE_HOME": str(tmp_path / "file" / "c"),
    }
    command = [sys.executable, "-m", "mediadl", "get", "https://example.com/"]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=60, check=False, cwd=Path.cwd()
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "cannot be used" in done.stderr
    assert "Traceback" not in done.stderr


def test_bad_usage_ends_with_two(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["get", "no link"])
    assert ended.value.code == 2
    assert "is not a link" in capsys.readouterr().err


async def test_get_takes_folder_and_number_from_the_settings(
    home: Path, tmp_path: Path, media_site: MediaSiteProcess
) -> None:
    async with open_engine(Paths.of_user(), Tasks()) as (engine, _prober):
        await engine.change_settings(download_folder=str(tmp_path / "mine"))
    command = [sys.executable, "-m", "mediadl", "get", media_site.url("media/small.mp4")]
    await asyncio.to_thread(subprocess.run, command, check=True, capture_output=True)
    assert (tmp_path / "mine" / "small.mp4").is_file()


async def test_serve_owns_the_data_answers_and_ends_when_told(home: Path, tmp_path: Path) -> None:
    token, taken = tmp_path / "token", listen(0)
    for one in taken.sockets:
        one.close()
    mediadl = [sys.executable, "-m", "mediadl"]
    command = [*mediadl, "serve", "--port", str(taken.port), "--token-file", str(token)]
    environment = {**os.environ, "MEDIADL_MAX_DOWNLOADS": "7"}
    serving = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE, env=environment)
    assert serving.stdout is not None
    said = (await serving.stdout.readline()).decode()
    assert said == f"MediaDL listens at http://127.0.0.1:{taken.port}/api/v1. Ctrl+C ends it.\n"
    second = await asyncio.create_subprocess_exec(*mediadl, "serve", stderr=subprocess.PIPE)
    assert "is running already" in (await second.communicate())[1].decode()
    links = ["https://example.invalid/a", "--quality", "480p", "--to", str(tmp_path)]
    adding = await asyncio.create_subprocess_exec(*mediadl, "add", *links, stdout=subprocess.PIPE)
    assert (await adding.communicate())[0].decode() == "Added 1 link.\n"
    async with MediaDL(f"http://127.0.0.1:{taken.port}", token.read_text().strip()) as client:
        assert [job.url for job in (await client.downloads()).items] == ["https://example.invalid/a"]
        assert (await client.stats()).queue.max_downloads == 7
    serving.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(serving.wait(), 60) == 0
