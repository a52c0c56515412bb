"""Whatever happens to the file: it starts, what was backed up is there, and newer rows are saved from it."""

import asyncio
import dataclasses
import random
import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mediadl.domain.errors import StoreUnusable
from mediadl.domain.job import Job, JobState
from mediadl.domain.settings import Settings
from mediadl.store import recovery
from mediadl.store.store import Store
from tests.helpers.jobs import a_job

OLD, CHANGED = [f"old-{number:02}" for number in range(60)], 20
NEW = [f"new-{number:02}" for number in range(10)]


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a backup, and a database with changes and jobs that came after it."""
    folder = tmp_path_factory.mktemp("saved")
    asyncio.run(_save(folder))
    return folder


async def _save(folder: Path) -> None:
    store = await Store.open(folder / "mediadl.sqlite3")
    jobs = [a_job(id=name, title=name) for name in OLD]
    await store.jobs.append(jobs)
    await store.settings.save(Settings(max_downloads=7))
    await store.database.back_up()
    await store.jobs.save_many(
        [(dataclasses.replace(job, state=JobState.PAUSED), False) for job in jobs[:20]]
    )
    await store.jobs.append([a_job(id=name, title=name) for name in NEW])
    store.database._keeps_backups = False
    await store.close()


@pytest.fixture
def path(saved: Path, tmp_path: Path) -> Path:
    shutil.copytree(saved, tmp_path / "data")
    return tmp_path / "data" / "mediadl.sqlite3"


async def _opened(path: Path) -> tuple[Store, list[Job]]:
    store = await Store.open(path)
    return store, await store.jobs.load()


def _put(path: Path, offset: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(content)


def _flip(path: Path, offset: int) -> None:
    _put(path, offset, bytes([path.read_bytes()[offset] ^ 0xFF]))


def _offsets(count: int) -> list[int]:
    return [random.Random(number).randrange(100, 100_000) for number in range(count)]


def _cut(path: Path, size: int) -> None:
    with path.open("r+b") as file:
        file.truncate(size)


def _another(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.close()


_DAMAGES: dict[str, Callable[[Path], object]] = {
    **{f"header byte {at}": lambda path, at=at: _flip(path, at)
       for at in (0, 16, 18, 21, 28, 44, 56, 60, 63)},
    **{f"byte {at}": lambda path, at=at: _flip(path, at) for at in _offsets(16)},
    **{f"cut at {size}": lambda path, size=size: _cut(path, size)
       for size in (0, 1, 99, 511, 4096, 5000, 40_960, 70_001)},
    **{f"page {page} gone": lambda path, page=page: _put(path, 4096 * (page - 1), bytes(4096))
       for page in (1, 2, 3, 5, 8, 13, 20)},
    "garbage in the middle": lambda path: _put(path, 30_000, random.Random(7).randbytes(30_000)),
    "no database": lambda path: path.write_bytes(b"this is no database" * 500),
    "another one": _another,
    "gone": Path.unlink,
}  # fmt: skip


@pytest.mark.parametrize("name", _DAMAGES)
async def test_no_damage_keeps_it_from_starting_or_costs_what_was_backed_up(path: Path, name: str):
    _DAMAGES[name](path)
    store, jobs = await _opened(path)
    ids = [job.id for job in jobs]
    assert [job_id for job_id in ids if job_id in set(OLD)] == OLD
    assert len(set(ids)) == len(ids)
    if store.database.restoration is None:  # it does not matter, and nothing is missing
        assert ids == [*OLD, *NEW]
        assert [job.id for job in jobs if job.state is JobState.PAUSED] == OLD[:CHANGED]
    else:
        assert datetime.now(UTC) - store.database.restoration.backed_up_at < timedelta(hours=1)
        assert (await store.settings.load()).max_downloads == 7
    await store.jobs.append([a_job(id="next")])
    await store.close()
    again, jobs = await _opened(path)
    assert (again.database.restoration, [job.id for job in jobs]) == (None, [*ids, "next"])
    await again.close()


@pytest.mark.parametrize("name", ["header byte 0", "header byte 18", "page 1 gone", "another page gone"])
async def test_what_is_newer_than_the_backup_is_read_from_the_damaged_file(path: Path, name: str):
    if name in _DAMAGES:
        _DAMAGES[name](path)
    else:  # the index of positions, without which every row can still be read
        with sqlite3.connect(path) as connection:
            query = "SELECT rootpage FROM sqlite_master WHERE name = 'jobs_by_position'"
            (page,) = connection.execute(query).fetchone()
        connection.close()
        _put(path, 4096 * (page - 1), bytes(4096))
    store, jobs = await _opened(path)
    assert [job.id for job in jobs] == [*OLD, *NEW]
    assert [job.id for job in jobs if job.state is JobState.PAUSED] == OLD[:CHANGED]
    assert store.database.restoration.salvaged == CHANGED + len(NEW)
    assert store.database.set_aside.is_file()
    await store.close()


async def test_without_any_backup_the_rows_that_can_be_read_are_kept(path: Path):
    for backup in path.parent.glob("queue-backup-*"):
        backup.unlink()
    _put(path, 4096 * 12, bytes(4096))
    store, jobs = await _opened(path)
    assert store.database.restoration.backed_up_at is None
    assert len(jobs) == store.database.restoration.salvaged > 40
    await store.close()


async def test_a_damaged_backup_is_passed_over_for_an_older_one(path: Path):
    newest = path.with_name("queue-backup-1.sqlite3")
    newest.rename(path.with_name("queue-backup-2.sqlite3"))
    newest.write_bytes(b"SQLite format 3\x00" + b"\xff" * 9000)
    path.write_bytes(b"nonsense" * 1000)
    store, jobs = await _opened(path)
    assert [job.id for job in jobs] == OLD
    await store.close()


async def test_a_lost_journal_is_noticed_and_made_good_from_the_backup(path: Path):
    checkpointed = path.read_bytes()
    store, _jobs = await _opened(path)
    await store.database.read(lambda c: c.execute("PRAGMA wal_autocheckpoint = 0"))
    await store.jobs.append([a_job(id="in the journal")])
    await store.database.back_up()
    journal = {file.name: file.read_bytes() for file in path.parent.glob("*-shm")}
    await store.close()
    path.write_bytes(checkpointed)  # as a kill leaves it, and then somebody deletes the -wal
    for name, content in journal.items():
        path.with_name(name).write_bytes(content)
    store, jobs = await _opened(path)
    assert [job.id for job in jobs] == [*OLD, *NEW, "in the journal"]
    await store.close()


async def test_a_recovery_that_was_cut_off_is_gone_on_with(path: Path, monkeypatch: pytest.MonkeyPatch):
    path.write_bytes(b"nonsense" * 1000)

    def killed(_path: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(recovery, "finish", killed)
    with pytest.raises(KeyboardInterrupt):
        recovery.recover(path, recovery.Backups(path.parent))
    path.unlink()  # it was moved aside, but nothing has taken its place
    monkeypatch.undo()
    store, jobs = await _opened(path)
    assert [job.id for job in jobs] == OLD
    await store.close()


async def test_a_newer_version_is_neither_set_aside_nor_restored(path: Path):
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO migrations VALUES (9999)")
    connection.close()
    with pytest.raises(StoreUnusable, match="newer MediaDL"):
        await Store.open(path)
    assert list(path.parent.glob("*corrupt*")) == []


async def test_a_disk_without_room_for_a_restoration_is_named_and_nothing_is_moved(
    path: Path, monkeypatch: pytest.MonkeyPatch
):
    content = b"nonsense" * 1000
    path.write_bytes(content)

    def full(_source: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("mediadl.store.recovery.shutil.copyfile", full)
    with pytest.raises(StoreUnusable, match="No space left"):
        await Store.open(path)
    assert path.read_bytes() == content
