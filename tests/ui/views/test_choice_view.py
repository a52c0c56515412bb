"""What both pages of a choice share: the handlers end with the page."""

from mediadl.domain.events import JobChanged, JobRemoved
from mediadl.ui.operations import Operations
from mediadl.ui.views.formats_view import FormatsView
from mediadl.ui.views.playlist_view import PlaylistView
from tests.helpers.choices import a_media, a_stage
from tests.helpers.pages import a_dressed_page, put_away


async def test_a_page_that_is_gone_hears_no_more_events(qt_app, tmp_path):
    async with a_stage(tmp_path) as stage:
        handlers = stage.engine.bus._handlers
        before = {kind: len(known) for kind, known in handlers.items()}
        operations = Operations(stage.engine, stage.tasks, lambda _notice: None)
        with a_dressed_page(qt_app, tmp_path) as (theme, thumbnails):
            for kind in (FormatsView, PlaylistView):
                page = kind(engine=stage.engine, operations=operations, theme=theme, thumbnails=thumbnails)
                assert len(handlers[JobRemoved]) > before.get(JobRemoved, 0)
                put_away(page)
        assert {kind: len(known) for kind, known in handlers.items() if known} == before


async def test_every_action_has_a_text_and_a_key(qt_app, tmp_path):
    async with a_stage(tmp_path) as stage:
        operations = Operations(stage.engine, stage.tasks, lambda _notice: None)
        with a_dressed_page(qt_app, tmp_path) as (theme, thumbnails):
            for kind in (FormatsView, PlaylistView):
                page = kind(engine=stage.engine, operations=operations, theme=theme, thumbnails=thumbnails)
                assert all(action.text() and action.shortcuts() for action in page.menu_actions)
                keys = [action.shortcut().toString() for action in page.menu_actions]
                assert len(keys) == len(set(keys))
                put_away(page)


async def test_a_change_of_another_job_leaves_the_page_alone(qt_app, tmp_path):
    async with a_stage(tmp_path) as stage:
        operations = Operations(stage.engine, stage.tasks, lambda _notice: None)
        job, other = await stage.add_media(a_media()), await stage.add_media(a_media())
        with a_dressed_page(qt_app, tmp_path) as (theme, thumbnails):
            page = FormatsView(engine=stage.engine, operations=operations, theme=theme, thumbnails=thumbnails)
            page.show_job(job.id)
            await stage.engine.cancel(other.id)
            stage.engine.bus.publish(JobChanged(other, other))
            assert page.job_id == job.id
            put_away(page)
