"""Choices are saved, then told; they survive a restart and the undoing of a removal."""

from pathlib import Path

from mediadl.domain.choice import Choice, EntryKey
from mediadl.domain.events import ChoiceChanged, SaveFailed
from mediadl.domain.options import DownloadOptions
from mediadl.engine.bus import Bus
from mediadl.engine.choices import Choices
from mediadl.store.store import Store
from tests.helpers.choices import a_stage, some_entries

_CHOICE = Choice(unchecked=(EntryKey("https://example.com/2"),))


async def test_a_choice_is_on_disk_when_it_is_told(tmp_path: Path) -> None:
    async with a_stage(tmp_path) as stage:
        job = await stage.add_list(some_entries(3))
        told: list[ChoiceChanged] = []
        stage.engine.bus.subscribe(ChoiceChanged, told.append)
        await stage.engine.save_choice(job.id, _CHOICE)
        assert told == [ChoiceChanged(job.id, _CHOICE)]
    store = await Store.open(tmp_path / "jobs.db")
    choices = Choices(store.choices, Bus())
    await choices.load()
    assert choices[job.id] == _CHOICE
    await store.close()


async def test_a_choice_of_a_job_that_is_gone_is_no_error_and_is_not_kept(tmp_path: Path) -> None:
    async with a_stage(tmp_path) as stage:
        await stage.engine.save_choice("gone", _CHOICE)
        assert stage.engine.choice("gone") == Choice()


async def test_a_removal_that_is_undone_brings_the_choice_back(tmp_path: Path) -> None:
    async with a_stage(tmp_path) as stage:
        job = await stage.add_list(some_entries(3))
        await stage.engine.save_choice(job.id, _CHOICE)
        removed = await stage.engine.remove_many([job.id])
        assert await stage.engine._store.choices.load() == {}
        await stage.engine.restore_many(removed)
        assert await stage.engine._store.choices.load() == {job.id: _CHOICE}


async def test_a_list_that_is_removed_while_its_entries_are_taken_is_no_error(tmp_path: Path) -> None:
    async with a_stage(tmp_path) as stage:
        job = await stage.add_list(some_entries(3), items=":")
        await stage.engine.remove_many([job.id])
        await stage.engine._take_items(job)
        assert stage.engine.jobs == ()


async def test_a_choice_on_a_full_disk_holds_and_is_told_as_not_saved(tmp_path: Path) -> None:
    async with a_stage(tmp_path) as stage:
        job = await stage.add_list()
        failed: list[SaveFailed] = []
        stage.engine.bus.subscribe(SaveFailed, failed.append)
        await stage.engine._store.database.read(lambda c: c.execute("PRAGMA query_only = ON"))
        await stage.engine.save_choice(job.id, _CHOICE)
        assert stage.engine.choice(job.id) == _CHOICE
        assert len(failed) == 1


async def test_an_entry_with_options_of_its_own_gets_them(tmp_path: Path) -> None:
    async with a_stage(tmp_path) as stage:
        job = await stage.add_list(some_entries(3))
        own = DownloadOptions(quality="audio_only", folder="/music")
        choice = Choice(own_options=((EntryKey("https://example.com/2"), own),))
        await stage.engine.save_choice(job.id, choice)
        jobs = await stage.engine.choose_entries(job.id, [1, 2], DownloadOptions(quality="480p"))
        assert [(job.options.quality, job.options.folder == "/music") for job in jobs] == [
            ("480p", False),
            ("audio_only", True),
        ]
        assert stage.engine.choice(job.id) == Choice()
