"""What can be done with lines of the history."""

import pytest
from PySide6.QtCore import QStringListModel
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QListView

from mediadl.ui import icons
from mediadl.ui.views.history_actions import _TABLE, HistoryActions
from tests.helpers.jobs import a_job
from tests.helpers.pages import until
from tests.helpers.queue_scene import queue_scene


@pytest.mark.parametrize("row", _TABLE, ids=lambda row: row[0])
def test_every_action_has_an_icon_and_words(row):
    assert row[2] in icons.names()
    assert row[1]


async def test_what_is_removed_is_offered_back_and_nothing_selected_does_nothing(qt_app, tmp_path):
    async with queue_scene(tmp_path, []) as scene:
        view, chosen, back = QListView(), [], []
        view.setModel(QStringListModel(view))
        actions = HistoryActions(scene.engine, scene.operations, scene.theme, view, lambda: chosen)
        actions.remembered.connect(back.extend)
        actions.run("copy")
        chosen.extend([a_job(), a_job()])
        actions.refresh()
        enabled = {name for name, action in actions.by_name.items() if action.isEnabled()}
        assert enabled == {"again", "copy", "trash", "remove"}
        actions.run("copy")
        assert QGuiApplication.clipboard().text() == "\n".join(job.url for job in chosen)
        actions.run("remove")
        assert [notice.action for notice in scene.notices] == ["", "Undo"]
        scene.operations.undo()
        await until(lambda: back)
        assert {job.id for job in await scene.engine.history()} == {job.id for job in chosen}
