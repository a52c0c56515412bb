"""Each offer asks the engine or the desktop for what it says."""

import dataclasses

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from mediadl.domain.accounts import AccountSource
from mediadl.domain.failures import FailureKind, failure
from mediadl.domain.job import JobState
from mediadl.domain.options import DownloadOptions
from mediadl.ui.account_forms.new_account import Jar
from mediadl.ui.dialogs.add_account import AddAccountDialog
from mediadl.ui.dialogs.offer_actions import OfferActions
from mediadl.ui.dialogs.typed_secret import TypedSecretDialog
from tests.helpers.desktop import a_desktop
from tests.helpers.jars import a_local_jar
from tests.helpers.jobs import a_job
from tests.helpers.queue_scene import queue_scene
from tests.helpers.shell import until


def failed(tmp_path):
    full = failure(FailureKind.NO_SPACE)
    options = DownloadOptions(folder=str(tmp_path / "not" / "there"))
    return a_job(JobState.FAILED, id="0", url="http://127.0.0.1:9/x", options=options, failure=full)


def actions(scene, window):
    return OfferActions(scene.engine, scene.operations, scene.theme, window)


@pytest.mark.parametrize(
    ("name", "states"),
    [("retry", {JobState.QUEUED, JobState.RUNNING}), ("choose_format", {JobState.RESOLVING})],
)
async def test_the_engine_is_asked(qt_app, tmp_path, name, states):
    async with queue_scene(tmp_path, [failed(tmp_path)]) as scene:
        actions(scene, QWidget()).do(name, scene.engine.job("0"))
        await scene.settle()
        assert scene.engine.job("0").state in states


async def test_another_folder_is_asked_for_and_the_job_goes_there(qt_app, tmp_path):
    async with queue_scene(tmp_path, [failed(tmp_path)]) as scene:
        window, other = QWidget(), tmp_path / "other"
        other.mkdir()
        actions(scene, window).do("choose_folder", scene.engine.job("0"))
        dialog = window.findChild(QFileDialog)
        dialog.fileSelected.emit(str(other))
        dialog.close()
        await scene.settle()
        assert scene.engine.job("0").options.folder == str(other)
        assert scene.engine.job("0").state in {JobState.QUEUED, JobState.RUNNING}


@pytest.mark.parametrize(
    ("name", "opened"), [("open_page", "http://127.0.0.1:9/x"), ("open_folder", "file://{folder}")]
)
async def test_the_desktop_opens_the_page_and_the_nearest_folder(qt_app, tmp_path, name, opened):
    async with queue_scene(tmp_path, [failed(tmp_path)]) as scene:
        with a_desktop("http", "file") as desktop:
            actions(scene, QWidget()).do(name, scene.engine.job("0"))
        assert desktop.opened == [opened.format(folder=tmp_path)]
        assert scene.notices == []


async def test_a_file_that_is_gone_is_said_to_be(qt_app, tmp_path):
    job = a_job(JobState.DIFFERS, id="0", files=(str(tmp_path / "gone.mp4"),))
    async with queue_scene(tmp_path, [job]) as scene:
        actions(scene, QWidget()).do("open_file", job)
        assert "moved or deleted" in scene.notices[0].text


async def an_open(kind, window):
    await until(lambda: window.findChild(kind))
    return window.findChild(kind)


async def test_adding_an_account_has_the_job_tried_again(qt_app, tmp_path):
    job = dataclasses.replace(failed(tmp_path), failure=failure(FailureKind.LOGIN_NEEDED))
    async with queue_scene(tmp_path, [job]) as scene:
        window = QWidget()
        actions(scene, window).do("add_account", job)
        dialog = await an_open(AddAccountDialog, window)
        assert dialog.forms["login"].place.text() == "127.0.0.1"
        dialog.forms["cookies"].take(Jar(a_local_jar(session="not-real"), AccountSource.PASTED))
        await until(dialog.add.isEnabled)
        dialog.add.click()
        await until(lambda: scene.engine.job("0").state in {JobState.QUEUED, JobState.RUNNING})


async def test_the_login_of_a_proxy_is_asked_for_with_its_host(qt_app, tmp_path):
    job = failed(tmp_path)
    options = job.options.model_copy(update={"proxy": "http://p.example:3128"})
    job = dataclasses.replace(job, options=options, failure=failure(FailureKind.PROXY_LOGIN))
    async with queue_scene(tmp_path, [job]) as scene:
        window = QWidget()
        actions(scene, window).do("add_account", job)
        dialog = await an_open(AddAccountDialog, window)
        assert (dialog.way, dialog.form.place.text()) == ("proxy", "p.example")
        dialog.form.username.setText("ada")
        dialog.form.password.edit.setText("fake")
        dialog.form.password.edited.emit()
        dialog.add.click()
        await until(lambda: scene.engine.job("0").state in {JobState.QUEUED, JobState.RUNNING})


@pytest.mark.parametrize("name", ["type_password", "type_code"])
async def test_what_is_typed_has_the_job_tried_again(qt_app, tmp_path, name):
    async with queue_scene(tmp_path, [failed(tmp_path)]) as scene:
        window, job = QWidget(), scene.engine.job("0")
        actions(scene, window).do(name, job)
        dialog = await an_open(TypedSecretDialog, window)
        dialog.field.edit.setText("123456")
        dialog.accept()
        await scene.settle()
        assert scene.engine.job("0").state in {JobState.QUEUED, JobState.RUNNING}
