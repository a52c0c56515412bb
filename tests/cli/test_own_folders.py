"""What a killed `get` leaves behind goes with the next one; what is another's stays."""

import dataclasses
import json
import os
import platform
import signal
import sys
import time
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
import pytest

from mediadl.cli.own_folders import OwnFolders, remove_abandoned
from mediadl.domain.job import Job
from mediadl.domain.options import DownloadOptions
from tests.cli.conftest import Terminal
from tests.helpers.media_site import MediaSiteProcess

DEAD = {"host": platform.node(), "pid": 2**22 + 1, "started_at": 1.0}
JOB = "0b0b0b0b-1111-4222-8333-444444444444"


def _noted(folder: Path, owner: dict[str, Any], job: Any = JOB) -> Path:
    """A job's folder with a partial file, and a note about it."""
    place = folder / ".mediadl"
    (place / JOB).mkdir(parents=True)
    (place / JOB / "media.mp4.part").write_bytes(b"part")
    (place / "get-7.jsonl").write_text(f"{json.dumps(owner)}\n{json.dumps(job)}\n")
    return place / JOB


def _job(folder: Path) -> Job:
    options = DownloadOptions(folder=str(folder))
    return Job(id=str(uuid.uuid4()), url="https://a.example/", options=options, created_at=datetime.now(UTC))


def test_what_a_dead_run_left_is_removed_and_nothing_else(tmp_path: Path):
    _noted(tmp_path, DEAD)
    of_the_window = tmp_path / ".mediadl" / str(uuid.uuid4())
    of_the_window.mkdir()
    remove_abandoned(tmp_path)
    assert list((tmp_path / ".mediadl").iterdir()) == [of_the_window]


def test_nothing_stays_when_nobody_else_works_there(tmp_path: Path):
    _noted(tmp_path, DEAD)
    remove_abandoned(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_a_living_run_has_stays(tmp_path: Path):
    started_at = psutil.Process().create_time()
    part = _noted(tmp_path, {**DEAD, "pid": os.getpid(), "started_at": started_at})
    remove_abandoned(tmp_path)
    assert part.exists()


def test_a_number_that_another_process_has_now_is_no_living_run(tmp_path: Path):
    _noted(tmp_path, {**DEAD, "pid": os.getpid()})
    remove_abandoned(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("owner", [{**DEAD, "host": "elsewhere"}, {}, {**DEAD, "pid": "x"}])
def test_whom_we_cannot_know_to_be_gone_keeps_it(owner: dict[str, Any], tmp_path: Path):
    part = _noted(tmp_path, owner)
    remove_abandoned(tmp_path)
    assert part.exists()


@pytest.mark.parametrize("job", ["../..", "..", "", "/", 7, None, JOB[:-1]])
def test_a_note_cannot_make_us_delete_anything_but_a_jobs_folder(job: Any, tmp_path: Path):
    part = _noted(tmp_path / "downloads", DEAD, job)
    remove_abandoned(tmp_path / "downloads")
    assert (part / "media.mp4.part").exists()


def test_the_end_of_a_run_removes_its_folders_and_its_note(tmp_path: Path):
    own, job = OwnFolders(), _job(tmp_path)
    own.note(job)
    own.note(dataclasses.replace(job, id=str(uuid.uuid4())))
    (tmp_path / ".mediadl" / job.id).mkdir()
    assert len(list((tmp_path / ".mediadl").glob("get-*.jsonl"))) == 1
    own.remove()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_to_is_left_to_the_job(tmp_path: Path):
    (tmp_path / "file").touch()
    own = OwnFolders()
    own.note(_job(tmp_path / "file"))
    own.remove()
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is of POSIX")
def test_a_killed_download_is_cleared_away_by_the_next_one(
    terminal: Terminal, media_site: MediaSiteProcess, tmp_path: Path
):
    folder = tmp_path / "to"
    killed = terminal.start("get", media_site.url("media/av480.mp4", rate=100_000), "--to", str(folder))
    give_up = time.monotonic() + 60
    while not list(folder.rglob("*.part")):
        assert time.monotonic() < give_up, "no partial file appeared"
        time.sleep(0.05)
    workers = psutil.Process(killed.pid).children(recursive=True)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    psutil.wait_procs(workers, timeout=60)
    assert list(folder.rglob("*.part"))
    assert terminal.run("get", media_site.url("media/small.mp4"), "--to", str(folder)).returncode == 0
    assert [path.name for path in folder.rglob("*")] == ["small.mp4"]
