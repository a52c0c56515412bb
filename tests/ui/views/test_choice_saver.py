"""Checks are saved once they rest, or at once when asked."""

from pathlib import Path

import pytest

from mediadl.domain.choice import Choice, EntryKey
from mediadl.domain.options import DownloadOptions
from mediadl.ui.models.entries_checks import EntriesChecks
from mediadl.ui.operations import Operations
from mediadl.ui.views.choice_saver import ChoiceSaver
from tests.helpers.choices import Stage, a_stage, some_entries
from tests.helpers.pages import until


@pytest.fixture
async def stage(tmp_path: Path):
    async with a_stage(tmp_path) as made:
        yield made


@pytest.fixture
async def saver(qt_app, stage: Stage):
    made = ChoiceSaver(stage.engine, Operations(stage.engine, stage.tasks, lambda _notice: None), qt_app)
    yield made
    made.deleteLater()


def _describe(_job_id: str, choice: Choice) -> Choice:
    """The first of two is unchecked; all else stays."""
    checks = EntriesChecks()
    checks.append(some_entries(2))
    checks.put([0], checked=False)
    return checks.described(choice)


async def test_checks_are_saved_a_moment_later_and_own_options_stay(saver: ChoiceSaver, stage: Stage):
    job = await stage.add_list(some_entries(2))
    own = ((EntryKey("https://example.com/2"), DownloadOptions(quality="480p")),)
    await stage.engine.save_choice(job.id, Choice(own_options=own))
    saver.note(job.id, _describe, "best")
    wanted = Choice(unchecked=(EntryKey("https://example.com/1"),), preset="best", own_options=own)
    await until(lambda: stage.engine.choice(job.id) == wanted)
    assert (await stage.engine._store.choices.load()) == {job.id: wanted}


async def test_what_is_forgotten_is_not_saved(saver: ChoiceSaver, stage: Stage):
    job = await stage.add_list(some_entries(2))
    saver.note(job.id, _describe, None)
    saver.forget(job.id)
    saver.flush()
    assert not stage.tasks._running
