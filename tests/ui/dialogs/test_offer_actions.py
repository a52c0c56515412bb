"""Each offer asks the engine or the desktop for what it says."""

import pytest
from PySide6.QtWidgets import QFileDialog, QInputDialog, QWidget

from mediadl.domain.failures import FailureKind, failure
from mediadl.domain.job import JobState
from mediadl.domain.options import DownloadOptions
from mediadl.ui.dialogs.offer_actions import OfferActions
from tests.helpers.desktop import a_desktop
from tests.helpers.jars import a_local_jar
from tests.helpers.jobs import a_job
from tests.helpers.queue_scene import queue_scene


def failed(tmp_path):
    full = failure(FailureKind.NO_SPACE)
    options = DownloadOptions(folder=str(tmp_path / "not" / "there"))
    return a_job(JobState.FAILED, id="0", url="http://127.0.0.1:9/x", options=options, failure=full)


@pytest.mark.parametrize(
    ("name", "states"),
    [("retry", {JobState.QUEUED, JobState.RUNNING}), ("choose_format", {JobState.RESOLVING})],
)
async def test_the_engine_is_asked(qt_app, tmp_path, name, states):
    async with queue_scene(tmp_path, [failed(tmp_path)]) as scene:
        OfferActions(scene.engine, scene.operations, QWidget()).do(name, scene.engine.job("0"))
        await scene.settle()
        assert scene.engine.job("0").state in states


async def test_another_folder_is_asked_for_and_the_job_goes_there(qt_app, tmp_path):
    async with queue_scene(tmp_path, [failed(tmp_path)]) as scene:
        window, other = QWidget(), tmp_path / "other"
        other.mkdir()
        OfferActions(scene.engine, scene.operations, window).do("choose_folder", scene.engine.job("0"))
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
            OfferActions(scene.engine, scene.operations, QWidget()).do(name, scene.engine.job("0"))
        assert desktop.opened == [opened.format(folder=tmp_path)]
        assert scene.notices == []


async def test_a_file_that_is_gone_is_said_to_be(qt_app, tmp_path):
    job = a_job(JobState.DIFFERS, id="0", files=(str(tmp_path / "gone.mp4"),))
    async with queue_scene(tmp_path, [job]) as scene:
        OfferActions(scene.engine, scene.operations, QWidget()).do("open_file", job)
        assert "moved or deleted" in scene.notices[0].text


async def test_adding_an_account_has_the_job_tried_again(qt_app, tmp_path):
    async with queue_scene(tmp_path, [failed(tmp_path)]) as scene:
        OfferActions(scene.engine, scene.operations, QWidget()).do("add_account", scene.engine.job("0"))
        await scene.engine.accounts.import_cookies(a_local_jar(session="not-real"))
        assert scene.engine._wanting == {"0"}  # a full disk is nothing that an account mends


@pytest.mark.parametrize("name", ["type_password", "type_code"])
async def test_what_is_typed_has_the_job_tried_again(qt_app, tmp_path, name):
    async with queue_scene(tmp_path, [failed(tmp_path)]) as scene:
        window = QWidget()
        OfferActions(scene.engine, scene.operations, window).do(name, scene.engine.job("0"))
        window.findChild(QInputDialog).textValueSelected.emit("123456")
        window.findChild(QInputDialog).close()
        await scene.settle()
        assert scene.engine.job("0").state in {JobState.QUEUED, JobState.RUNNING}
