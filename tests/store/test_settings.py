"""Settings survive, and nonsense in the file never keeps the program from starting."""

from pathlib import Path

import pytest

from mediadl.domain.settings import Settings
from mediadl.store.settings import peek
from mediadl.store.store import Store


async def _put(store: Store, name: str, value: str) -> None:
    await store.database.write(
        lambda c: c.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (name, value)).rowcount
    )


async def test_a_fresh_database_has_the_defaults(store: Store):
    assert await store.settings.load() == Settings()


async def test_what_is_saved_is_loaded(store: Store):
    settings = Settings(download_folder="/home/me/Vidéos", max_downloads=7, appearance="dark")
    await store.settings.save(settings)
    assert await store.settings.load() == settings


async def test_what_holds_in_this_process_alone_is_never_saved(store: Store):
    await store.settings.save(Settings(max_downloads=7))
    store.settings.lay_over({"max_downloads": 2, "api_aria2": True})
    assert await store.settings.load() == Settings(max_downloads=2, api_aria2=True)
    await store.settings.save(Settings(max_downloads=2, api_aria2=True, appearance="dark"))
    store.settings.lay_over({})
    assert await store.settings.load() == Settings(max_downloads=7, appearance="dark")


@pytest.mark.parametrize("value", ["0", "99", '"three"', "null", "[1, 2]", "not json", "", "NaN"])
async def test_nonsense_falls_back_and_the_rest_stays(store: Store, value: str):
    await store.settings.save(Settings(max_downloads=7, appearance="dark"))
    await _put(store, "max_downloads", value)
    assert await store.settings.load() == Settings(appearance="dark")


async def test_a_newer_versions_setting_survives_a_save_of_ours(store: Store):
    await _put(store, "from_the_future", '"kept"')
    await store.settings.save(await store.settings.load())
    rows = await store.database.read(lambda c: c.execute("SELECT name FROM settings").fetchall())
    assert ("from_the_future",) in rows


async def test_peeking_reads_what_another_process_has_open_and_writes_nothing(tmp_path: Path) -> None:
    store = await Store.open(tmp_path / "peek.sqlite3")
    await store.settings.save(Settings(max_downloads=7, download_folder="/videos"))
    seen = peek(tmp_path / "peek.sqlite3")
    await store.close()
    assert (seen.max_downloads, seen.download_folder) == (7, "/videos")


def test_peeking_where_there_is_no_database_gives_the_defaults(tmp_path: Path) -> None:
    assert peek(tmp_path / "none.sqlite3") == Settings()
    assert list(tmp_path.iterdir()) == []
