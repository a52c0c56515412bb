"""The details of a failure: the sentence, the original words, and the remedies that fit."""

import dataclasses

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from shiboken6 import isValid

from mediadl.domain.failures import FailureKind, failure
from mediadl.domain.job import JobState
from mediadl.ui.dialogs.failure_details import FailureDetails
from tests.helpers.jobs import a_job
from tests.helpers.queue_scene import queue_scene, shown

LOG = ("[generic] Extracting", "ERROR: HTTP Error 404")


def failed_job():
    gone = failure(FailureKind.NOT_FOUND, host="example.com", detail="HTTPError 404: Not Found")
    return a_job(JobState.FAILED, id="job", url="http://127.0.0.1:9/x", failure=gone)


def details(scene, job):
    scene.engine._findings[job.id].log.extend(LOG)
    return FailureDetails(job, engine=scene.engine, operations=scene.operations, theme=scene.theme)


async def test_it_shows_the_sentence_the_original_words_and_the_log(qt_app, tmp_path):
    job = failed_job()
    async with queue_scene(tmp_path, [job]) as scene, shown(details(scene, job)) as dialog:
        assert job.failure.message in [label.text() for label in dialog.findChildren(QLabel)]
        assert dialog.log_field.toPlainText() == "HTTPError 404: Not Found\n\n" + "\n".join(LOG)
        assert dialog.log_field.isReadOnly()
        assert not dialog.isModal()


async def test_the_copied_details_name_link_kind_and_log(qt_app, tmp_path):
    job = failed_job()
    async with queue_scene(tmp_path, [job]) as scene, shown(details(scene, job)) as dialog:
        QTest.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
        copied = QGuiApplication.clipboard().text()
        assert all(part in copied for part in (job.url, "not_found", *LOG, job.failure.message))


async def test_the_copied_link_has_no_hidden_notes(qt_app, tmp_path):
    job = dataclasses.replace(failed_job(), title=None, url="http://127.0.0.1:9/x#__youtubedl_smuggle=%7B%7D")
    async with queue_scene(tmp_path, [job]) as scene, shown(details(scene, job)) as dialog:
        QTest.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
        assert "http://127.0.0.1:9/x\n" in QGuiApplication.clipboard().text()
        assert "smuggle" not in QGuiApplication.clipboard().text()


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


async def test_return_retries_and_closes(qt_app, tmp_path):
    job = failed_job()
    async with queue_scene(tmp_path, [job]) as scene, shown(details(scene, job)) as dialog:
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        await scene.settle()
        assert scene.engine.job("job").state in {JobState.QUEUED, JobState.RUNNING}
        assert not isValid(dialog)


async def test_another_format_can_be_chosen(qt_app, tmp_path):
    job = failed_job()
    async with queue_scene(tmp_path, [job]) as scene, shown(details(scene, job)) as dialog:
        QTest.mouseClick(dialog.choose, Qt.MouseButton.LeftButton)
        await scene.settle()
        assert scene.engine.job("job").state is JobState.RESOLVING


async def test_all_buttons_are_reached_by_tab(qt_app, tmp_path):
    job = failed_job()
    async with queue_scene(tmp_path, [job]) as scene, shown(details(scene, job)) as dialog:
        reached = set()
        for _ in range(8):
            reached.add(dialog.focusWidget())
            QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        assert {dialog.retry, dialog.choose, dialog.copy, dialog.done_button, dialog.log_field} <= reached
