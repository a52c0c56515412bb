"""What a person does with the window: `python -m tests.e2e.scenes NAME SITE FOLDER` plays one scene."""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Callable, Coroutine
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from mediadl.domain.job import JobState
from mediadl.ui.dialogs.job_details import JobDetails
from mediadl.ui.models.formats_model import FormatsModel
from mediadl.ui.rail import Place
from tests.e2e.account_scenes import add_the_account_that_is_asked_for
from tests.e2e.stage import Stage, perform
from tests.helpers.media_site import entry_title, is_big_file, media_path

Scene = Callable[[Stage, str], Coroutine[None, None, None]]


async def paste_a_link(stage: Stage, site: str) -> None:
    """Ctrl+V with the focus in the list, and the file is there."""
    await stage.click(stage.window.queue_view)
    await stage.copy(f"{site}/media/av480.mp4")
    await stage.press("ctrl+v")
    (job,) = await stage.until_all_ended(1)
    assert Path(job.files[0]).read_bytes() == media_path("av480.mp4").read_bytes()


async def type_a_link(stage: Stage, site: str) -> None:
    """Keyboard alone: Ctrl+L leads to the field, Return downloads."""
    await stage.press("ctrl+l")
    await stage.type(f"{site}/media/small.mp4")
    await stage.press("Return")
    (job,) = await stage.until_all_ended(1)
    assert Path(job.files[0]).read_bytes() == media_path("small.mp4").read_bytes()
    await stage.until(lambda: stage.window.link_bar.field.text() == "", "the field to be empty")


async def press_the_button(stage: Stage, site: str) -> None:
    """Into the field, and the button."""
    await stage.copy(f"{site}/media/small.mp4")
    await stage.click(stage.window.link_bar.field)
    await stage.press("ctrl+v")
    await stage.click(stage.window.link_bar.download_button)
    (job,) = await stage.until_all_ended(1)
    assert job.state is JobState.COMPLETED


async def paste_several_links(stage: Stage, site: str) -> None:
    """Three links in running text become three files."""
    text = f"first {site}/media/small.mp4, then\n{site}/media/song.mp3 and ({site}/media/clip.webm)."
    await stage.click(stage.window.queue_view)
    await stage.copy(text)
    await stage.press("ctrl+v")
    jobs = await stage.until_all_ended(3)
    assert {Path(job.files[0]).name for job in jobs} == {"small.mp4", "song.mp3", "clip.webm"}


async def paste_no_link(stage: Stage, _site: str) -> None:
    """A bad paste is answered in words, and the queue stays as it is."""
    await stage.click(stage.window.queue_view)
    await stage.copy("two words")
    await stage.press("ctrl+v")
    await stage.until(stage.window.notices.isVisible, "a notice")
    assert stage.engine.jobs == ()


async def drop_two_links(stage: Stage, site: str) -> None:
    """Two links dragged out of another program become two files."""
    await stage.drop("links", f"{site}/media/small.mp4 {site}/media/song.mp3", stage.window.queue_view)
    jobs = await stage.until_all_ended(2)
    assert {Path(job.files[0]).name for job in jobs} == {"small.mp4", "song.mp3"}


async def drop_text(stage: Stage, site: str) -> None:
    """Text with a link in it counts as well, anywhere on the window: here over the rail."""
    await stage.drop("text", f"look at {site}/media/small.mp4", stage.window.rail)
    (job,) = await stage.until_all_ended(1)
    assert job.state is JobState.COMPLETED


async def drop_a_shortcut_file(stage: Stage, site: str) -> None:
    """A .url file, as browsers save it."""
    shortcut = stage.folder / "video.url"
    shortcut.write_text(f"[InternetShortcut]\r\nURL={site}/media/small.mp4\r\n")
    await stage.drop("file", str(shortcut), stage.window.queue_view)
    (job,) = await stage.until_all_ended(1)
    assert job.state is JobState.COMPLETED


async def choose_from_a_list(stage: Stage, site: str) -> None:
    """A feed opens the playlist view; two entries are unchecked by mouse; the rest arrives."""
    await stage.copy(f"{site}/feed.rss?n=5")
    await stage.click(stage.window.queue_view)
    await stage.press("ctrl+v")
    view = stage.window.playlist_view
    await stage.until(lambda: view.isVisible() and view.model.rowCount() == 5, "five entries")
    for row in (1, 3):
        await stage.click_row(view.table, row)
    await stage.click(_button(view, "Download"))
    jobs = await stage.until_all_ended(3)
    expected = [entry_title(number) for number in (1, 3, 5)]
    assert [job.title for job in jobs] == expected
    found = {path.stem for path in stage.downloads.iterdir() if path.is_file()}
    assert found == set(expected)
    await stage.until(lambda: len(list(stage.downloads.iterdir())) == 3, "the folder of partial files to go")


async def choose_from_a_list_by_keys(stage: Stage, site: str) -> None:
    """The range box, typed, and Return."""
    await stage.press("ctrl+l")
    await stage.type(f"{site}/feed.rss?n=12")
    await stage.press("Return")
    view = stage.window.playlist_view
    await stage.until(lambda: view.isVisible() and view.model.rowCount() == 12, "twelve entries")
    view.tools.range_field.setFocus()
    await stage.type("2-4,9")
    await stage.press("Return")
    await stage.click(_button(view, "Download"))
    jobs = await stage.until_all_ended(4)
    assert [job.playlist_index for job in jobs] == [2, 3, 4, 9]


async def pick_formats(stage: Stage, site: str) -> None:
    """480p video-only and an audio-only row, picked by mouse, become one merged file of that height."""
    await stage.copy(f"{site}/hls/master.m3u8")
    await stage.click(stage.window.link_bar.field)
    await stage.press("ctrl+v")
    await stage.click(stage.window.link_bar.choose_button)
    view = stage.window.formats_view
    await stage.until(lambda: view.isVisible() and view.table.model() is not None, "the formats view")
    await _choose(stage, _button(view, "Video only"))
    await stage.click_row(view.table, _row_of(view.model, " 480"))
    await _choose(stage, _button(view, "Audio only"))
    await stage.click_row(view.table, 0)
    await stage.click(_button(view, "Download"))
    (job,) = await stage.until_all_ended(1)
    streams = _streams(job.files[0])
    assert [(s["codec_type"], s.get("height")) for s in streams] == [("video", 480), ("audio", None)]


async def pause_and_go_on(stage: Stage, site: str) -> None:
    """Space pauses the selected row and resumes it; the file is whole."""
    await stage.copy(f"{site}/f/rate=200000;skip=1;times=1/media/av480.mp4")
    await stage.click(stage.window.queue_view)
    await stage.press("ctrl+v")
    await stage.until(lambda: stage.engine.jobs and _fraction(stage) > 0.05, "the download to be on its way")
    await stage.click_row(stage.window.queue_view.jobs, 0)
    await stage.press("space")
    await stage.until(lambda: stage.engine.jobs[0].state is JobState.PAUSED, "the pause")
    await stage.press("space")
    (job,) = await stage.until_all_ended(1)
    assert Path(job.files[0]).read_bytes() == media_path("av480.mp4").read_bytes()


async def remove_and_undo(stage: Stage, site: str) -> None:
    """Delete takes a row away, Ctrl+Z brings it back."""
    await paste_a_link(stage, site)
    await stage.click_row(stage.window.queue_view.jobs, 0)
    await stage.press("Delete")
    await stage.until(lambda: not stage.engine.jobs, "the row to go")
    await stage.press("ctrl+z")
    await stage.until(lambda: len(stage.engine.jobs) == 1, "the row to come back")
    assert stage.engine.jobs[0].state is JobState.COMPLETED


async def see_why_it_failed(stage: Stage, site: str) -> None:
    """The sentence stands in the row; Return opens the details."""
    await stage.copy(f"{site}/f/status=404/media/av480.mp4")
    await stage.click(stage.window.queue_view)
    await stage.press("ctrl+v")
    (job,) = await stage.until_all_ended(1)
    assert job.failure is not None
    assert "404" in job.failure.message
    await stage.click_row(stage.window.queue_view.jobs, 0)
    await stage.press("Return")
    await stage.until(lambda: _dialogs(stage), "the details")
    assert not any(dialog.isModal() for dialog in _dialogs(stage))


async def walk_the_views_by_keys(stage: Stage, site: str) -> None:
    """Ctrl+digits lead to the views that have something to show."""
    await paste_a_link(stage, site)
    await stage.press("ctrl+4")
    await stage.until(lambda: stage.window.place is Place.HISTORY, "the history")
    await stage.press("ctrl+5")
    await stage.until(lambda: stage.window.place is Place.SETTINGS, "the settings")
    await stage.press("ctrl+1")
    await stage.until(lambda: stage.window.place is Place.QUEUE, "the queue")


async def change_the_limit(stage: Stage, site: str) -> None:
    """The speed limit is picked in the menu at the foot while a download runs, and it is obeyed."""
    line, menu = stage.window.status_line, stage.window.speed_menu
    await stage.copy(f"{site}/f/rate=900000/media/big-16.mp4")
    await stage.click(stage.window.queue_view)
    await stage.press("ctrl+v")
    await stage.until(lambda: _speed(stage) > 500_000, "the download to be fast")
    await stage.click(line.limit)
    await stage.until(menu.isVisible, "the menu by mouse")
    await stage.click(menu, menu.actionGeometry(menu.choices[250_000]).center())
    await stage.until(lambda: line.limit.text() == "Limit 250 kB/s", "the foot to say the limit")
    await stage.until(lambda: 0 < _speed(stage) < 380_000, "the download to be slow")
    await stage.press("ctrl+shift+l")
    await stage.until(menu.isVisible, "the menu by key")
    await stage.click(menu, menu.actionGeometry(menu.choices[None]).center())
    await stage.until(lambda: stage.engine.settings.speed_limit_bps is None, "no limit")
    (job,) = await stage.until_all_ended(1)
    assert is_big_file(Path(job.files[0]), 16)


async def take_a_remedy(stage: Stage, site: str) -> None:
    """A link that failed is opened by a double click, and the remedy's button makes it work."""
    await stage.copy(f"{site}/f/status=404;times=1/media/small.mp4")
    await stage.click(stage.window.queue_view)
    await stage.press("ctrl+v")
    (job,) = await stage.until_all_ended(1)
    assert job.state is JobState.FAILED
    await stage.click_row(stage.window.queue_view.jobs, 0, times=2)
    await stage.until(lambda: stage.window.findChild(JobDetails), "the details")
    details = stage.window.findChild(JobDetails)
    await stage.until(details.isActiveWindow, "the details to be in front")
    await stage.click(details.offers["retry"])
    await stage.until(lambda: stage.engine.jobs[0].state is JobState.COMPLETED, "the file")
    assert Path(stage.engine.jobs[0].files[0]).read_bytes() == media_path("small.mp4").read_bytes()


async def do_nothing(stage: Stage, _site: str) -> None:
    """A window that nobody touches costs next to nothing."""
    await asyncio.sleep(3)  # the start is over
    before_s = time.process_time()
    await asyncio.sleep(3)
    used_s = time.process_time() - before_s
    assert used_s < 0.3, f"{used_s:.2f} s of processor time in 3 s"
    assert stage.window.isVisible()


def _button(parent: QWidget, text: str) -> QPushButton:
    """The visible button whose words begin so."""
    for button in parent.findChildren(QPushButton):
        if button.isVisible() and button.text().replace("&", "").startswith(text):
            return button
    raise LookupError(f"no button “{text}” in {[b.text() for b in parent.findChildren(QPushButton)]}")


async def _choose(stage: Stage, button: QPushButton) -> None:
    """Click a button that stays down, and wait until it is: the window may hear of the click later."""
    await stage.click(button)
    await stage.until(button.isChecked, f"“{button.text()}” to be chosen")


def _row_of(model: FormatsModel, words: str) -> int:
    for row in range(model.rowCount()):
        cells = [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
        if any(words in cell for cell in cells):
            return row
    raise LookupError(f"no row with “{words}”")


def _speed(stage: Stage) -> float:
    progress = stage.engine.finding(stage.engine.jobs[0].id).progress if stage.engine.jobs else None
    return (progress.speed_bps if progress else None) or 0.0


def _fraction(stage: Stage) -> float:
    progress = stage.engine.finding(stage.engine.jobs[0].id).progress
    return (progress.fraction if progress else None) or 0.0


def _dialogs(stage: Stage) -> list[QWidget]:
    children = stage.window.findChildren(QWidget, options=Qt.FindChildOption.FindChildrenRecursively)
    return [child for child in children if child.isWindow() and child.isVisible()]


def _streams(file: str) -> list[dict[str, object]]:
    command = ["ffprobe", "-v", "error", "-show_streams", "-of", "json", file]
    streams: list[dict[str, object]] = json.loads(subprocess.check_output(command))["streams"]
    return streams


SCENES: dict[str, Scene] = {
    scene.__name__: scene
    for scene in (
        paste_a_link,
        type_a_link,
        press_the_button,
        paste_several_links,
        paste_no_link,
        drop_two_links,
        drop_text,
        drop_a_shortcut_file,
        choose_from_a_list,
        choose_from_a_list_by_keys,
        pick_formats,
        pause_and_go_on,
        remove_and_undo,
        see_why_it_failed,
        change_the_limit,
        take_a_remedy,
        add_the_account_that_is_asked_for,
        walk_the_views_by_keys,
        do_nothing,
    )
}


def main() -> int:
    name, site, folder = sys.argv[1:]
    return perform(lambda stage: SCENES[name](stage, site), Path(folder))


if __name__ == "__main__":
    sys.exit(main())
