"""The details of a job that needs somebody: sentence, remedies, differences, steps, original words."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from shiboken6 import isValid

from mediadl.domain.events import JobChanged
from mediadl.domain.failures import FailureKind, Remedy, failure, remedies
from mediadl.domain.job import JobState, moved
from mediadl.domain.options import DownloadOptions
from mediadl.domain.steps import StepName, StepReport, StepState
from mediadl.domain.waiting import Wait, WaitReason
from mediadl.engine.tasks import Tasks
from mediadl.ui.dialogs.job_details import JobDetails
from mediadl.ui.dialogs.offers import REMEDIES
from mediadl.ui.operations import Operations
from mediadl.ui.theme import Theme
from tests.helpers.engines import running_engine
from tests.helpers.jobs import NOON, a_job
from tests.helpers.pages import until
from tests.helpers.queue_scene import queue_scene, shown

LOG = ("[generic] Extracting", "ERROR: HTTP Error 404")
BUSY = StepReport(name=StepName.SUBTITLES, state=StepState.FAILED, message="The site is busy.")


def failed_job(kind=FailureKind.NOT_FOUND):
    gone = failure(kind, host="example.com", detail="HTTPError 404: Not Found")
    return a_job(JobState.FAILED, id="job", url="http://127.0.0.1:9/x", failure=gone)


def details(scene, job):
    scene.engine._findings[job.id].log.extend(LOG)
    return JobDetails(job, engine=scene.engine, operations=scene.operations, theme=scene.theme)


def words(dialog):
    return [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]


@pytest.mark.parametrize("kind", FailureKind)
async def test_the_window_shows_the_sentence_and_the_remedies_of_every_failure(qt_app, tmp_path, kind):
    job = failed_job(kind)
    async with queue_scene(tmp_path, [job]) as scene, shown(details(scene, job)) as dialog:
        assert job.failure.message in words(dialog)
        wanted = [each for each in remedies(job.failure) if each is not Remedy.COPY_DETAILS]
        assert list(dialog.offers) == [each.value for each in wanted]
        buttons = list(dialog.offers.values())
        assert [button.text() for button in buttons] == [REMEDIES[each].text for each in wanted]
        assert [button.isDefault() for button in buttons] == [number == 0 for number in range(len(buttons))]
        assert all(button.isVisible() for button in [*buttons, dialog.copy])


async def test_it_shows_the_original_words_and_the_log(qt_app, tmp_path):
    job = failed_job()
    async with queue_scene(tmp_path, [job]) as scene, shown(details(scene, job)) as dialog:
        assert dialog.log_field.toPlainText() == "HTTPError 404: Not Found\n\n" + "\n".join(LOG)
        assert dialog.log_field.isReadOnly()
        assert not dialog.isModal()


async def test_where_there_are_no_other_words_there_is_no_empty_field_for_them(qt_app, tmp_path):
    had = ("You already have this.",)
    job = a_job(JobState.DIFFERS, id="job", is_had=True, differences=had, files=("a",))
    async with queue_scene(tmp_path, []) as scene:
        parts = {"engine": scene.engine, "operations": scene.operations, "theme": scene.theme}
        async with shown(JobDetails(job, **parts)) as dialog:
            assert not dialog.log_field.isVisible()
            assert "Original words and log" not in words(dialog)


async def test_a_waiting_job_says_why_and_can_be_tried_now(qt_app, tmp_path):
    busy = failure(FailureKind.SERVER_ERROR, host="example.com", subject="HTTP 503")
    job = a_job(JobState.WAITING, id="job", wait=Wait(reason=WaitReason.RETRY, failure=busy))
    async with queue_scene(tmp_path, []) as scene, shown(details(scene, job)) as dialog:
        assert dialog.windowTitle() == "Why this waits"
        assert busy.message in words(dialog)
        assert next(iter(dialog.offers)) == "retry_now"


async def test_a_different_file_says_in_what_and_how_its_steps_went(qt_app, tmp_path):
    less = ("The picture is 480p, not 1080p.", "The sound is English, not German.")
    job = a_job(JobState.DIFFERS, id="job", differences=less, steps=(BUSY,))
    async with queue_scene(tmp_path, [job]) as scene, shown(details(scene, job)) as dialog:
        assert set(less) <= set(words(dialog))
        assert {"Subtitles", "Failed: The site is busy."} <= set(words(dialog))
        assert "choose_format" in dialog.offers


async def test_copied_details_are_the_report(qt_app, tmp_path):
    job = failed_job()
    async with queue_scene(tmp_path, [job]) as scene, shown(details(scene, job)) as dialog:
        QTest.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
        copied = QGuiApplication.clipboard().text()
        assert all(part in copied for part in (job.url, "not_found", *LOG, job.failure.message))


@pytest.mark.parametrize("leave", ["retry", "remove"])
async def test_it_closes_when_the_job_is_no_longer_a_failed_one(qt_app, tmp_path, leave):
    job = failed_job()
    async with queue_scene(tmp_path, [job]) as scene, shown(details(scene, job)) as dialog:
        getattr(scene.operations, leave)(["job"])
        await scene.settle()
        assert not isValid(dialog)


async def test_another_change_leaves_it_open(qt_app, tmp_path):
    job, other = failed_job(), a_job(JobState.PAUSED, id="other")
    async with queue_scene(tmp_path, [job, other]) as scene, shown(details(scene, job)) as dialog:
        await scene.engine._queue.change("job", title="A late title")
        await scene.engine.remove_many(["other"])
        await scene.settle()
        assert dialog.isVisible()


async def test_a_step_that_goes_on_is_shown(qt_app, tmp_path):
    job = a_job(JobState.DIFFERS, id="job", differences=("It is 480p.",), steps=(BUSY,))
    async with queue_scene(tmp_path, [job]) as scene, shown(details(scene, job)) as dialog:
        done = BUSY.model_copy(update={"state": StepState.DONE, "message": ""})
        await scene.engine._queue.change("job", steps=(done,))
        assert "Done" in [label.text() for label in dialog.steps.findChildren(QLabel)]


async def test_return_takes_the_first_remedy_and_closes(qt_app, tmp_path):
    job = failed_job(FailureKind.TIMED_OUT)
    async with queue_scene(tmp_path, [job]) as scene, shown(details(scene, job)) as dialog:
        assert next(iter(dialog.offers)) == "retry"
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        await scene.settle()
        assert scene.engine.job("job").state in {JobState.QUEUED, JobState.RUNNING}
        assert not isValid(dialog)


async def test_it_leaves_when_a_waiting_job_goes_on(qt_app, tmp_path):
    job = a_job(JobState.WAITING, id="job", wait=Wait(reason=WaitReason.NETWORK))
    async with queue_scene(tmp_path, []) as scene, shown(details(scene, job)) as dialog:
        scene.engine.bus.publish(JobChanged(moved(job, JobState.QUEUED, NOON), job))
        await scene.settle()
        assert not isValid(dialog)


async def test_all_buttons_are_reached_by_tab(qt_app, tmp_path):
    job = failed_job(FailureKind.NO_SPACE)
    async with queue_scene(tmp_path, [job]) as scene, shown(details(scene, job)) as dialog:
        reached = set()
        for _ in range(10):
            reached.add(dialog.focusWidget())
            QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        assert {*dialog.offers.values(), dialog.copy, dialog.done_button, dialog.log_field} <= reached


async def test_refused_subtitles_are_fetched_by_the_button_of_their_step(qt_app, tmp_path, media_site):
    media_site.reset()
    link = media_site.url("lab/v/x", status=429, retry_after=0, times=3, only="subs/")
    wanted = DownloadOptions(custom_format="18", download_subtitles=True, subtitle_languages=("de",))
    tasks, notices, theme = Tasks(), [], Theme()
    async with running_engine(tmp_path) as watched:
        engine, operations = watched.engine, Operations(watched.engine, tasks, notices.append)
        job = await watched.until_state((await engine.add(link, wanted)).id, JobState.DIFFERS)
        dialog = JobDetails(job, engine=engine, operations=operations, theme=theme)
        async with shown(dialog):
            assert any("429" in line for line in words(dialog))
            QTest.mouseClick(dialog.steps.buttons[0], Qt.MouseButton.LeftButton)
            done = await watched.until_state(job.id, JobState.COMPLETED)
            await until(lambda: not isValid(dialog))
        await tasks.cancel_all()
    assert [Path(file).suffix for file in done.files] == [".mp4", ".vtt"]
    assert all(Path(file).is_file() for file in done.files)
    assert (done.differences, notices) == ((), [])


async def test_it_says_which_rule_counts_and_what_comes_of_it(qt_app, tmp_path):
    job = a_job(JobState.PAUSED, options=DownloadOptions(quality="720p"), rule="Rule “R” counts here: why.")
    async with queue_scene(tmp_path, [job]) as scene, shown(details(scene, job)) as dialog:
        assert dialog.windowTitle() == "Why these options"
        assert {"Rule “R” counts here: why.", "It is to be: 720p at most."} <= set(words(dialog))


async def test_what_is_here_already_is_said_once_and_can_be_downloaded_all_the_same(qt_app, tmp_path):
    said = "You already have this: “a.mp4” of 2026-01-31. Nothing was downloaded."
    job = a_job(
        JobState.DIFFERS, id="job", is_had=True, files=(str(tmp_path / "a.mp4"),), differences=(said,)
    )
    async with queue_scene(tmp_path, [job]) as scene, shown(details(scene, job)) as dialog:
        assert (dialog.windowTitle(), words(dialog).count(said)) == ("Already here", 1)
        QTest.keyClick(dialog.offers["replace_had"], Qt.Key.Key_Space)
        await scene.settle()
        job = scene.engine.job("job")
        assert (job.is_had, job.options.clash, job.fraction) == (False, "replace", 0.0)
