"""What is in sight is asked for, and what is learned comes into its row."""

import asyncio

from mediadl.domain.events import EntriesLearned
from mediadl.ui.models.entries_filter import EntryColumn
from mediadl.ui.models.entries_model import EntriesModel
from mediadl.ui.views.entries_area import EntriesArea
from mediadl.ui.views.entry_details import EntryDetails
from tests.helpers.choices import Stage, a_stage, an_entry
from tests.helpers.pages import a_dressed_page, put_away, put_on_screen, until


def wanted(stage: Stage, job_id: str) -> list[int]:
    return stage.engine._details._wanted.get(job_id, [])


async def test_rows_in_sight_are_asked_for_and_learn(qt_app, tmp_path):
    with a_dressed_page(qt_app, tmp_path) as (theme, thumbnails):
        async with a_stage(tmp_path) as stage:
            entries = tuple(an_entry(number, duration_s=None) for number in range(1, 201))
            job, area, model = await stage.add_list(entries), EntriesArea(theme, thumbnails), EntriesModel()
            model.append(entries)
            area.use_model(model)
            area.show_columns(model, None)
            put_on_screen(area)
            stage.engine._details._task = asyncio.get_running_loop().create_future()  # one is looked at
            details = EntryDetails(stage.engine, area)
            details.follow(model, job.id)
            await until(lambda: 2 in wanted(stage, job.id), timeout_s=30)
            assert len(wanted(stage, job.id)) < 60
            area.table.scrollToBottom()
            await until(lambda: 200 in wanted(stage, job.id), timeout_s=30)
            assert 2 not in wanted(stage, job.id)
            learned = entries[199].model_copy(update={"duration_s": 65.0})
            stage.engine.bus.publish(EntriesLearned(job.id, ((199, learned),)))
            assert model.index(199, EntryColumn.DURATION).data() == "1:05"
            assert model.checks.duration_s == 65.0
            details.follow(None)
            assert wanted(stage, job.id) == []
            put_away(area)
