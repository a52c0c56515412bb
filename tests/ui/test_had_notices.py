"""A link whose media is here already is told of when it is added."""

import dataclasses

from mediadl.domain.events import JobChanged
from mediadl.domain.job import JobState
from mediadl.ui.had_notices import HadNotices, had_notice
from tests.helpers.desktop import a_desktop
from tests.helpers.jobs import a_job
from tests.helpers.pages import until
from tests.helpers.queue_scene import queue_scene

SAID = ("Your archive says that you already have this, so nothing was downloaded.",)


def had_job(**changes):
    return a_job(JobState.DIFFERS, **{"is_had": True, "differences": SAID, **changes})


async def test_a_link_that_is_added_again_is_told_and_its_file_opens(qt_app, tmp_path):
    file = tmp_path / "film.mp4"
    file.write_bytes(b"film")
    async with queue_scene(tmp_path, []) as scene:
        notices = HadNotices(scene.engine, scene.operations)
        job = had_job(files=(str(file),))
        scene.engine.bus.publish(JobChanged(job, dataclasses.replace(job, is_had=False)))
        await until(lambda: scene.notices)
        assert scene.notices[0].text.startswith("You already have “A title”.")
        with a_desktop("file") as desktop:
            scene.notices[0].on_action()
        assert len(desktop.opened) == 1
        notices.stop()


async def test_many_are_told_of_together_and_entries_of_lists_are_not(qt_app, tmp_path):
    async with queue_scene(tmp_path, []) as scene:
        notices = HadNotices(scene.engine, scene.operations)
        for job in (had_job(), had_job(), had_job(batch_id="list")):
            scene.engine.bus.publish(JobChanged(job, dataclasses.replace(job, is_had=False)))
        await until(lambda: scene.notices)
        assert [one.text.partition(" of")[0] for one in scene.notices] == ["You already have 2"]
        notices.stop()


def test_what_only_an_archive_says_has_nothing_to_open():
    notice = had_notice([had_job()], lambda _job: None)
    assert (notice.text, notice.action) == (SAID[0], "")
