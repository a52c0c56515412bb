"""The playlist page: entries that stream in, checks, and the download of what is checked."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QPushButton

from mediadl.domain.events import EntriesFound, ListingFinished, PlaylistFound
from mediadl.domain.failures import FailureKind, failure
from mediadl.domain.job import JobState
from mediadl.domain.presets import preset
from mediadl.ui.models.entries_filter import EntryColumn
from mediadl.ui.operations import Operations
from mediadl.ui.views.playlist_view import PlaylistView
from tests.helpers.choices import Stage, a_stage, an_entry, some_entries
from tests.helpers.jobs import a_job
from tests.helpers.pages import a_dressed_page, click_cell, put_away, put_on_screen, until


@pytest.fixture
async def stage(tmp_path):
    async with a_stage(tmp_path) as made:
        yield made


@pytest.fixture
async def page(qt_app, tmp_path, stage):
    with a_dressed_page(qt_app, tmp_path) as (theme, thumbnails):
        operations = Operations(stage.engine, stage.tasks, lambda _notice: None)
        made = PlaylistView(engine=stage.engine, operations=operations, theme=theme, thumbnails=thumbnails)
        put_on_screen(made)
        yield made
        put_away(made)


def arrive(stage: Stage, job_id: str, entries: tuple) -> None:
    """What the engine does with a batch."""
    stage.engine._findings[job_id].entries.extend(entries)
    stage.engine.bus.publish(EntriesFound(job_id, entries))


def finish(stage: Stage, job_id: str) -> None:
    finding = stage.engine._findings[job_id]
    finding.listing_finished = True
    stage.engine.bus.publish(ListingFinished(job_id, len(finding.entries)))


def press(page: PlaylistView, text: str) -> None:
    button = next(button for button in page.findChildren(QPushButton) if button.text() == text)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def urls(stage: Stage) -> list[str]:
    return [job.url.rsplit("/", 1)[1] for job in stage.engine.jobs]


async def test_nothing_to_choose_says_what_to_do(page):
    assert page.empty.isVisible()
    assert "list" in page.empty.advice.text()


async def test_entries_stream_in_and_the_count_goes_along(page, stage):
    job = await stage.add_list(some_entries(2), announced=5)
    page.show_job(job.id)
    seen = [page.header.facts.text()]
    arrive(stage, job.id, some_entries(3, first=3))
    seen.append(page.header.facts.text())
    finish(stage, job.id)
    seen.append(page.header.facts.text())
    assert [fact.split(" · ")[-1] for fact in seen] == [
        "2 of 5 entries, loading…", "5 of 5 entries, loading…", "5 entries"
    ]  # fmt: skip
    assert page.footer.line.text() == "5 of 5 selected · 5:00 · about 158 MB"


async def test_a_list_that_does_not_say_how_long_it_is_counts_what_came(page, stage):
    page.show_job((await stage.add_list(some_entries(1))).id)
    assert page.header.facts.text().endswith("1 entry so far, loading…")


async def test_unchecked_entries_are_not_downloaded(page, stage):
    job = await stage.add_list(some_entries(4))
    page.show_job(job.id)
    finish(stage, job.id)
    click_cell(page.table, page.model.index(1, EntryColumn.NUMBER), at_box=True)
    click_cell(page.table, page.model.index(3, EntryColumn.NUMBER), at_box=True)
    assert page.footer.line.text() == "2 of 4 selected · 2:00 · about 63 MB"
    press(page, "Download selected")
    await until(lambda: len(urls(stage)) == 2)
    assert urls(stage) == ["1", "3"]
    assert page.job_id is None


async def test_a_download_may_start_before_the_list_has_ended(page, stage):
    job = await stage.add_list(some_entries(3), announced=100)
    page.show_job(job.id)
    page.model.check_rows([1], False)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    await until(lambda: urls(stage) == ["watch", "1", "3"])
    await until(page.empty.isVisible)
    arrive(stage, job.id, (an_entry(4), an_entry(5, availability="private"), an_entry(6)))
    finish(stage, job.id)
    await until(lambda: urls(stage) == ["1", "3", "4", "6"])
    assert job.id not in stage.engine._choices


async def test_pressing_twice_downloads_once(page, stage):
    job = await stage.add_list(some_entries(3))
    page.show_job(job.id)
    finish(stage, job.id)
    for _ in range(2):
        QTest.keyClick(page.table, Qt.Key.Key_Return)
    await until(lambda: page.job_id is None)
    assert urls(stage) == ["1", "2", "3"]


async def test_a_preset_for_all_goes_to_every_entry(page, stage):
    job = await stage.add_list(some_entries(2))
    page.show_job(job.id)
    finish(stage, job.id)
    assert page.preset_box.currentText() == "Best"
    page.preset_box.setFocus()
    QTest.keyClicks(page.preset_box, "Audio MP3")
    press(page, "Download selected")
    await until(lambda: len(urls(stage)) == 2)
    places = {"folder": "/downloads", "temp_folder": "/downloads"}
    wanted = preset("audio-mp3").options.model_copy(update=places)
    assert {job.options for job in stage.engine.jobs} == {wanted}


async def test_a_range_is_applied_by_return_and_its_trouble_is_said_at_the_field(page, stage):
    page.show_job((await stage.add_list(some_entries(20))).id)
    page.tools.range_field.setFocus()
    QTest.keyClicks(page.tools.range_field, "1-3,-2:")
    QTest.keyClick(page.tools.range_field, Qt.Key.Key_Return)
    assert page.model.checks.indexes() == [1, 2, 3, 19, 20]
    page.tools.range_field.setText("99")
    QTest.keyClick(page.tools.range_field, Qt.Key.Key_Return)
    assert "The list has 20 entries" in page.tools.problem.text()
    assert page.model.checks.indexes() == [1, 2, 3, 19, 20]


async def test_a_search_shows_some_and_none_acts_on_these(page, stage):
    page.show_job((await stage.add_list(some_entries(12))).id)
    QTest.keyClick(page.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is page.tools.search_field
    QTest.keyClicks(page.tools.search_field, "title 1")
    assert page.model.rowCount() == 4
    assert page.footer.detail.text().startswith("4 shown by search and filter")
    page.tools.none_action.trigger()
    QTest.keyClick(page.tools.search_field, Qt.Key.Key_Escape)
    assert (page.model.rowCount(), page.job_id is not None) == (12, True)
    assert page.model.checks.indexes() == [2, 3, 4, 5, 6, 7, 8, 9]
    page.tools.search_field.setText("nothing like it")
    assert "nothing like it" in page.table.placeholder


async def test_all_none_and_invert_have_keys(page, stage):
    page.show_job((await stage.add_list(some_entries(3))).id)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    seen = []
    for key in (Qt.Key.Key_D, Qt.Key.Key_I, Qt.Key.Key_D, Qt.Key.Key_A):
        QTest.keyClick(page.table, key, both)
        seen.append(page.model.checks.count)
    assert seen == [0, 3, 0, 3]


async def test_nothing_checked_cannot_be_downloaded(page, stage):
    page.show_job((await stage.add_list(some_entries(3))).id)
    page.tools.none_action.trigger()
    assert not page.download_action.isEnabled()
    assert page.footer.line.text() == "0 of 3 selected"


async def test_columns_without_data_are_left_out_until_they_have_some(page, stage):
    job = await stage.add_list(some_entries(1))
    page.show_job(job.id)
    assert page.table.isColumnHidden(EntryColumn.STATE)
    arrive(stage, job.id, (an_entry(2, availability="private"),))
    assert not page.table.isColumnHidden(EntryColumn.STATE)
    assert page.model.checks.indexes() == [1]


async def test_the_choice_of_each_list_is_kept_while_another_is_shown(page, stage):
    first, second = await stage.add_list(some_entries(3)), await stage.add_list(some_entries(5))
    page.show_job(first.id)
    page.model.select("2")
    page.show_job(second.id)
    assert page.model.checks.count == 5
    arrive(stage, first.id, some_entries(1, first=4))
    page.show_job(first.id)
    assert (page.model.checks.indexes(), page.model.entry_count) == ([2], 4)


async def test_what_is_chosen_is_saved_and_comes_back_with_the_list(page, stage):
    job = await stage.add_list(some_entries(6))
    page.show_job(job.id)
    page.model.select("2-4")
    click_cell(page.table, page.model.index(2, EntryColumn.NUMBER), at_box=True)
    page.preset_box.setFocus()
    QTest.keyClicks(page.preset_box, "Audio MP3")
    await until(lambda: stage.engine.choice(job.id).preset is not None)
    assert (await stage.engine._store.choices.load())[job.id].range == "2-4"
    page.clear()
    page._lists.drop(job.id)  # as in a new run, which knows only what was saved
    stage.engine._findings[job.id].entries = list(some_entries(2))
    page.show_job(job.id)
    arrive(stage, job.id, some_entries(4, first=3))
    assert page.model.checks.indexes() == [2, 4]
    assert page.tools.range_field.text() == "2-4"
    assert page.preset_box.currentText() == "Audio MP3"


async def test_what_was_just_checked_is_saved_when_the_window_closes(page, stage):
    job = await stage.add_list(some_entries(3))
    page.show_job(job.id)
    page.model.check_all(False)
    page.hide()
    await until(lambda: stage.engine.choice(job.id).everything is False)
    assert (await stage.engine._store.choices.load())[job.id].everything is False


async def test_a_list_that_is_read_again_keeps_its_checks(page, stage):
    job = await stage.add_list(some_entries(3))
    page.show_job(job.id)
    page.model.check_rows([1], checked=False)
    playlist, stage.engine._findings[job.id].entries = stage.engine.finding(job.id).playlist, []
    stage.engine.bus.publish(PlaylistFound(job.id, playlist))
    arrive(stage, job.id, some_entries(3))
    assert page.model.checks.indexes() == [1, 3]


async def test_a_list_that_breaks_off_says_why_and_can_be_tried_again(page, stage):
    job = await stage.add_list(some_entries(3))
    page.show_job(job.id)
    done = QSignalSpy(page.done)
    problem = failure(FailureKind.RATE_LIMITED, host="lab.example")
    await stage.engine._queue.move_to(job.id, JobState.FAILED, failure=problem)
    assert page._notice.isVisible()
    assert "lab.example asks to slow down" in page._notice.text.text()
    assert (page.job_id, done.count(), page.download_action.isEnabled()) == (job.id, 0, False)
    QApplication.processEvents()
    press(page, "Try again")
    await until(lambda: stage.engine.job(job.id).state is JobState.QUEUED)
    assert (page.job_id, done.count()) == (None, 1)


async def test_cancel_gives_the_list_up(page, stage):
    job = await stage.add_list(some_entries(3))
    page.show_job(job.id)
    press(page, "Cancel")
    await until(lambda: stage.engine.job(job.id).state is JobState.CANCELLED)
    assert page.empty.isVisible()


async def test_a_page_takes_ten_thousand_entries_batch_by_batch(page, stage):
    job = await stage.add_list(some_entries(200))
    page.show_job(job.id)
    for first in range(201, 10_000, 200):
        arrive(stage, job.id, some_entries(200, first=first))
        QApplication.processEvents()
    assert page.model.entry_count == 10_000


async def test_exceptions_stand_in_the_row_are_kept_and_are_downloaded_so(page, stage):
    job = await stage.add_list(some_entries(3))
    page.show_job(job.id)
    finish(stage, job.id)
    assert page.table.isColumnHidden(EntryColumn.OPTIONS)
    page.table.selectRow(1)
    page.options_menu.base = job.options
    next(action for action in page.options_menu.actions() if action.text() == "Audio MP3").trigger()
    assert page.model.index(1, EntryColumn.OPTIONS).data() == "Audio MP3"
    assert not page.table.isColumnHidden(EntryColumn.OPTIONS)
    assert "1 with options of their own" in page.footer.detail.text()
    await until(lambda: bool(stage.engine.choice(job.id).own_options))
    press(page, "Download selected")
    await until(lambda: len(urls(stage)) == 3)
    assert [each.options.audio_format for each in stage.engine.jobs] == [None, "mp3", None]


async def test_what_is_there_already_is_marked_and_not_taken_unasked(page, stage):
    await stage.engine._queue.add([a_job(JobState.COMPLETED, url=an_entry(2).url)])
    page.show_job((await stage.add_list(some_entries(3))).id)
    await until(lambda: page.model.checks.indexes() == [1, 3])
    assert page.model.index(1, EntryColumn.STATE).data() == "Already have it"
    assert "1 you already have" in page.footer.detail.text()


async def test_bounds_hide_what_lies_outside_and_say_what_cannot_be_read(page, stage):
    lengths = (an_entry(number, duration_s=60.0 * number) for number in (1, 2, 3))
    page.show_job((await stage.add_list(tuple(lengths))).id)
    page.tools.filter_action.trigger()
    field = page.filter.fields["shortest_s"]
    assert field.hasFocus()
    field.setText("2:00")
    assert [page.model.entry_at(row).index for row in range(page.model.rowCount())] == [2, 3]
    page.filter.fields["first_day"].setText("never")
    assert "is not a day" in page.filter.problem.text()
    assert page.model.rowCount() == 2
    page.filter.fields["longest_s"].setText("0:30")
    assert page.table.placeholder == "Nothing in the list fits the filter."
    page.tools.filter_action.trigger()
    assert page.model.rowCount() == 3
