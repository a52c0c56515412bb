"""From a list into the lists in it and back: tabs, opened lists, and what is chosen in each."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mediadl.domain.inner_lists import inner_id
from mediadl.domain.media import Playlist
from mediadl.ui.models.entries_filter import EntryColumn
from mediadl.ui.operations import Operations
from mediadl.ui.views.playlist_view import PlaylistView
from tests.helpers.choices import a_stage, an_entry, some_entries
from tests.helpers.pages import a_dressed_page, put_away, put_on_screen, until

VIDEOS, SHORTS = "https://example.com/c/videos", "https://example.com/c/shorts"


@pytest.fixture
async def stage(tmp_path):
    async with a_stage(tmp_path) as made:
        made.engine._inner_lists.open = lambda *_arguments, **_again: None  # what they have is said below
        yield made


@pytest.fixture
async def page(qt_app, tmp_path, stage):
    with a_dressed_page(qt_app, tmp_path) as (theme, thumbnails):
        operations = Operations(stage.engine, stage.tasks, lambda _notice: None)
        made = PlaylistView(engine=stage.engine, operations=operations, theme=theme, thumbnails=thumbnails)
        put_on_screen(made)
        yield made
        put_away(made)


async def a_list_of(stage, entries, *, page_url="https://example.com/c", **inner):
    job = await stage.add_list(entries)
    finding = stage.engine._findings[job.id]
    finding.playlist = finding.playlist.model_copy(update={"url": page_url, "title": "All of it"})
    finding.listing_finished = True
    for url, count in inner.values():
        opened = stage.engine._findings[inner_id(job.id, url)]
        opened.playlist = Playlist(id=url, extractor="Example", url=url, title=f"List {url[-6:]}")
        opened.entries, opened.listing_finished = list(some_entries(count, first=10 * count)), True
    return job


async def a_channel(stage):
    tabs = (
        an_entry(1, url=VIDEOS, title=VIDEOS, is_list=True),
        an_entry(2, url=SHORTS, title=SHORTS, is_list=True),
    )
    return await a_list_of(stage, tabs, videos=(VIDEOS, 2), shorts=(SHORTS, 3))


def links(stage) -> list[str]:
    return [job.url.rpartition("/")[2] for job in stage.engine.jobs]


async def test_a_channel_shows_its_tabs_and_keeps_what_is_chosen_in_each(page, stage):
    job = await a_channel(stage)
    page.show_job(job.id)
    tabs = page.way.levels.tabs
    assert [tabs.tabText(number) for number in range(tabs.count())] == ["Videos  2", "Shorts"]
    assert (page.model.entry_count, page.model.checks.count) == (2, 2)
    tabs.setCurrentIndex(1)
    assert (page.model.entry_count, page.model.checks.count) == (3, 0)
    page.model.check_rows([1], True)
    assert tabs.tabText(1) == "Shorts  1"
    assert page.footer.detail.text() == "2 more selected in its other lists."
    tabs.setCurrentIndex(0)
    page.model.check_rows([0], False)
    page.download_action.trigger()
    await until(lambda: page.job_id is None)
    assert links(stage) == ["21", "31"]


async def test_a_list_in_a_list_is_opened_and_left_again_by_keys_and_clicks(page, stage):
    entries = (an_entry(1), an_entry(2, url=SHORTS, title="Shorts", is_list=True))
    job = await a_list_of(stage, entries, page_url="https://example.com/all", shorts=(SHORTS, 3))
    page.show_job(job.id)
    assert not page.way.levels.tabs.isVisible()
    page.table.setCurrentIndex(page.model.index(1, EntryColumn.TITLE))
    QTest.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert (page.model.entry_count, page.header.title.text()) == (3, "List shorts")
    page.tools.all_action.trigger()
    assert page.way.levels.back_action.text().endswith(" Back to All of it")
    QTest.keyClick(page.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert page.model.checks.indexes() == [1, 2]
    page.area.opened.emit(1)
    assert page.model.checks.count == 3
    page.tools.none_action.trigger()
    page.way.levels.back_action.trigger()
    assert page.model.checks.indexes() == [1]


async def test_the_place_is_kept_while_another_list_is_shown(page, stage):
    job, other = await a_channel(stage), await stage.add_list(some_entries(4))
    page.show_job(job.id)
    page.way.levels.tabs.setCurrentIndex(1)
    page.show_job(other.id)
    assert not page.way.levels.isVisible()
    page.show_job(job.id)
    assert (page.way.levels.tabs.currentIndex(), page.model.entry_count) == (1, 3)


async def test_what_is_chosen_in_tabs_is_saved(page, stage):
    job = await a_channel(stage)
    page.show_job(job.id)
    page.way.levels.tabs.setCurrentIndex(1)
    page.model.select("2")
    page.hide()
    await until(lambda: stage.engine.choice(job.id).within(SHORTS) is not None)
    saved = (await stage.engine._store.choices.load())[job.id]
    assert saved.within(SHORTS).range == "2"
