"""What is known of the selected rows goes into a file of the user's choice."""

import csv
import io
import json

from PySide6.QtWidgets import QFileDialog

from mediadl.domain.job import JobState
from mediadl.domain.media import Entry, Media, Playlist
from mediadl.ui.views.queue_view import QueueView
from tests.helpers.jobs import a_job
from tests.helpers.queue_scene import queue_scene, shown
from tests.helpers.shell import until


def _jobs():
    state = JobState.PAUSED
    return [a_job(state, id=str(n), title=f"Title {n}", url=f"https://example.org/{n}") for n in range(3)]


async def _export(scene, view, path):
    """Export all rows into this file, as the menu does."""
    view.actions_.run("export", scene.engine.jobs)
    [dialog] = [one for one in view.findChildren(QFileDialog) if one.isVisible()]
    told = len(scene.notices)
    dialog.fileSelected.emit(str(path))
    dialog.close()
    await until(lambda: len(scene.notices) > told)


async def test_rows_become_json_with_what_was_found(qt_app, tmp_path):
    async with queue_scene(tmp_path, _jobs()) as scene, shown(QueueView(**scene.parts)) as view:
        media = Media(id="m", extractor="Lab", url="https://example.org/0", title="Found", uploader="Bars")
        scene.engine._findings["0"].media = media
        finding = scene.engine._findings["1"]
        finding.playlist = Playlist(id="l", extractor="Lab", url="https://example.org/1", title="List")
        finding.entries = [Entry(index=1, url="https://example.org/e", title="Entry")]
        await _export(scene, view, tmp_path / "out.json")
        items = json.loads((tmp_path / "out.json").read_text())["items"]
        assert [item["title"] for item in items] == ["Found", "List", "Title 2"]
        assert items[1]["entries"][0]["title"] == "Entry"
        assert scene.notices[0].text == "The details of 3 items are in “out.json”."


async def test_rows_become_a_table_and_a_place_that_cannot_be_written_is_said(qt_app, tmp_path):
    async with queue_scene(tmp_path, _jobs()) as scene, shown(QueueView(**scene.parts)) as view:
        await _export(scene, view, tmp_path / "out.csv")
        rows = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text(), newline="")))
        assert [row["title"] for row in rows] == ["Title 0", "Title 1", "Title 2"]
        await _export(scene, view, tmp_path / "not there" / "out.csv")
        assert "cannot be written: No such file or directory" in scene.notices[1].text
