"""Three copies, the newest first, each whole; a full disk or a kill costs none of them."""

import asyncio
import sqlite3
from pathlib import Path

import pytest

from mediadl.store.backups import KEPT, Backups
from mediadl.store.store import Store
from tests.helpers.jobs import a_job


def _ids(place: Path) -> list[str]:
    connection = sqlite3.connect(place)
    ids = [job_id for (job_id,) in connection.execute("SELECT id FROM jobs ORDER BY position")]
    connection.close()
    return ids


async def test_the_newest_backup_has_what_was_saved_and_three_are_kept(store: Store, path: Path):
    for name in "abcde":
        await store.jobs.append([a_job(id=name)])
        await store.database.back_up()
    kept = Backups(path.parent).newest_first()
    assert [_ids(place) for place in kept] == [list("abcde"), list("abcd"), list("abc")]
    assert len(kept) == KEPT
    assert {file.name for file in path.parent.glob("queue-backup*")} == {place.name for place in kept}


async def test_nothing_new_is_not_backed_up_again(path: Path):
    for _run in range(3):
        store = await Store.open(path)
        await store.database.back_up()
        await store.close()
    assert len(Backups(path.parent).newest_first()) == 1


async def test_what_was_saved_is_backed_up_at_the_end(path: Path):
    store = await Store.open(path)
    await store.jobs.append([a_job(id="a")])
    await store.close()
    assert _ids(Backups(path.parent).newest_first()[0]) == ["a"]


async def test_a_queue_without_backups_makes_none(tmp_path: Path):
    store = await Store.open(tmp_path / "get.sqlite3", keeps_backups=False)
    await store.jobs.append([a_job()])
    await store.database.back_up()
    await store.close()
    assert Backups(tmp_path).newest_first() == []


async def test_a_backup_that_cannot_be_written_leaves_the_old_ones(store: Store, path: Path):
    await store.jobs.append([a_job(id="a")])
    await store.database.back_up()
    await store.jobs.append([a_job(id="b")])
    (path.parent / "queue-backup.making").mkdir()
    await store.database.back_up()
    assert [_ids(place) for place in Backups(path.parent).newest_first()] == [["a"]]
    (path.parent / "queue-backup.making").rmdir()
    await store.database.back_up()
    assert _ids(Backups(path.parent).newest_first()[0]) == ["a", "b"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
async def test_a_full_disk_leaves_the_old_ones(store: Store, path: Path, monkeypatch: pytest.MonkeyPatch):
    await store.jobs.append([a_job(id="a")])
    await store.database.back_up()
    await store.jobs.append([a_job(id=f"b{number}") for number in range(200)])

    def on_small_disk(place: Path, **options: object) -> sqlite3.Connection:
        made = sqlite3.Connection(place, isolation_level=None)
        made.execute("PRAGMA max_page_count = 20")
        return made

    backups = Backups(path.parent)
    monkeypatch.setattr("mediadl.store.backups.sqlite3.connect", on_small_disk)
    assert not await store.database.read(backups.make)
    assert [_ids(place) for place in backups.newest_first()] == [["a"]]
    assert await store.jobs.load()


async def test_a_copy_between_two_renames_still_has_a_name(store: Store, path: Path):
    for name in "abc":
        await store.jobs.append([a_job(id=name)])
        await store.database.back_up()
    (path.parent / "queue-backup-1.sqlite3").rename(path.parent / "moved-away")
    assert [_ids(place) for place in Backups(path.parent).newest_first()] == [["a", "b"], ["a"]]


async def test_it_is_kept_backed_up_in_the_background(store: Store, path: Path, monkeypatch):
    monkeypatch.setattr("mediadl.store.store.FIRST_BACKUP_AFTER_S", 0.01)
    monkeypatch.setattr("mediadl.store.store.BACKUP_EVERY_S", 0.01)
    keeping = asyncio.get_running_loop().create_task(store.keep_backed_up())
    await store.jobs.append([a_job(id="a")])
    async with asyncio.timeout(60):
        while [_ids(place) for place in Backups(path.parent).newest_first()[:1]] != [["a"]]:
            await asyncio.sleep(0.01)
    keeping.cancel()
    assert (await asyncio.gather(keeping, return_exceptions=True))[0].__class__ is asyncio.CancelledError
