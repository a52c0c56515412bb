"""A person at the formats, by keys and by mouse: `python -m tests.e2e.format_scenes NAME SITE FOLDER`."""

import json
import subprocess
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from mediadl.domain.job import JobState
from mediadl.domain.media import FormatKind
from mediadl.ui.views.formats_view import FormatsView
from tests.e2e.stage import Stage, perform
from tests.helpers.media_site.recipes import DURATION_S


async def from_paste_to_file(stage: Stage, site: str) -> None:
    """Paste, search a picture, pick two sounds, look at subtitles and take some: the file is there."""
    view = await _open_formats(stage, f"{site}/lab/v/keys")
    await stage.press("ctrl+f")
    await stage.type("480 h.264")
    await stage.until(lambda: view.model.rowCount() == 1, "one format to be left by the search")
    await stage.press("Return", "space")
    await stage.until(lambda: _picked(view) == ["135"], "the picture to be picked")
    await stage.press("ctrl+f", "Escape")
    await _tab_to(stage, _checked_kind(view), "shift+Tab")
    await stage.press("Right")
    await stage.until(lambda: view.model.kind is FormatKind.AUDIO_ONLY, "the sounds")
    await _tab_to(stage, view.table)
    for language in ("en", "de"):
        await _go_to(stage, view, language)
        await stage.press("space")
    await stage.until(lambda: _picked(view) == ["135", "140", "140-de"], "two sounds to be picked")
    await _take_german_subtitles(stage, view)
    assert "2 sounds: English (original), German (dub)" in view.footer.line.text()
    await stage.press("Return")
    (job,) = await stage.until_all_ended(1)
    assert job.state is JobState.COMPLETED, job.differences
    media, *beside = (Path(file) for file in job.files)
    assert _streams(media) == [("video", "h264", 480), ("audio", "aac", None), ("audio", "aac", None)]
    assert [file.name.removeprefix(media.stem) for file in beside] == [".de.vtt"]


async def a_clip_from_the_timeline(stage: Stage, site: str) -> None:
    """Draw a part on the timeline with the mouse, cut exactly: a file of just that length."""
    view = await _open_formats(stage, f"{site}/lab/v/clip")
    await stage.click(view.panes.tabs, view.panes.tabs.tabRect(2).center())
    timeline = view.clips.timeline
    await stage.until(timeline.isVisible, "the timeline")
    await stage.drag_on(timeline, _place_of(timeline, 3.0), _place_of(timeline, 8.0))
    await stage.until(lambda: len(view.clips.clips) == 1, "a clip to be drawn")
    await stage.click(view.clips.exact, QPoint(8, view.clips.exact.height() // 2))
    (clip,) = view.clips.clips
    assert clip.end_s is not None
    assert (round(clip.start_s), round(clip.end_s), view.clips.exact.isChecked()) == (3, 8, True)
    await stage.click(next(one for one in view.footer.findChildren(QPushButton) if "Download" in one.text()))
    (job,) = await stage.until_all_ended(1)
    assert job.state is JobState.COMPLETED, job.differences
    (file,) = job.files
    assert abs(_length_s(Path(file)) - (clip.end_s - clip.start_s)) < 0.5


def _place_of(timeline: QWidget, seconds: float) -> QPoint:
    """Where this moment of a media of twelve seconds is drawn."""
    inset = 8
    across = inset + (timeline.width() - 2 * inset) * seconds / DURATION_S
    return QPoint(round(across), 2 * inset)


def _length_s(file: Path) -> float:
    command = ["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", str(file)]
    return float(subprocess.check_output(command))


async def _take_german_subtitles(stage: Stage, view: FormatsView) -> None:
    await _tab_to(stage, view.panes.tabs, "shift+Tab")
    await stage.press("Right")
    await stage.until(view.subtitles.table.isVisible, "the subtitles")
    await _tab_to(stage, view.subtitles.preview_button)
    await stage.press("space")
    await stage.until(
        lambda: "The bars move." in view.subtitles.preview.toPlainText(), "how the English ones begin"
    )
    await _tab_to(stage, view.subtitles.table, "shift+Tab")
    await stage.press("Down", "space")
    await stage.until(lambda: [one.key for one in view.subtitles.checked] == ["de"], "German to be checked")


async def _open_formats(stage: Stage, link: str) -> FormatsView:
    await stage.copy(link)
    await stage.press("ctrl+l", "ctrl+v")
    await stage.until(lambda: stage.window.link_bar.field.text() == link, "the link in its field")
    await stage.press("ctrl+Return")
    view = stage.window.formats_view
    await stage.until(lambda: view.isVisible() and view.model.rowCount() > 0, "the formats")
    await stage.until(view.table.hasFocus, "the table's focus")
    return view


async def _tab_to(stage: Stage, widget: QWidget, key: str = "Tab") -> None:
    """Press Tab until a widget has the focus: everything can be reached so."""
    for _ in range(40):
        here = QApplication.focusWidget()
        if here is widget:
            return
        await stage.press(key)
        await stage.until(lambda here=here: QApplication.focusWidget() is not here, "the focus to go on")
    raise AssertionError(f"{key} does not lead to {widget.accessibleName()}")


async def _go_to(stage: Stage, view: FormatsView, language: str) -> None:
    """Walk down the sounds to the AAC one in this language of 128 kbit/s, from the top."""
    wanted = {"en": "140", "de": "140-de"}[language]
    row = next(at for at in range(view.model.rowCount()) if view.model.format_at(at).id == wanted)
    await stage.press("Home", *(["Down"] * row))
    await stage.until(lambda: view.table.currentIndex().row() == row, f"row {row} to be current")


def _checked_kind(view: FormatsView) -> QPushButton:
    return next(one for one in view.formats.segments.findChildren(QPushButton) if one.isChecked())


def _picked(view: FormatsView) -> list[str]:
    return [one.id for one in view.model.picks.formats]


def _streams(file: Path) -> list[tuple[str, str, int | None]]:
    command = ["ffprobe", "-v", "error", "-show_streams", "-of", "json", str(file)]
    streams: list[dict[str, Any]] = json.loads(subprocess.check_output(command))["streams"]
    return [(one["codec_type"], one["codec_name"], one.get("height")) for one in streams]


Scene = Callable[[Stage, str], Coroutine[None, None, None]]
SCENES: dict[str, Scene] = {scene.__name__: scene for scene in (from_paste_to_file, a_clip_from_the_timeline)}


def main() -> int:
    name, site, folder = sys.argv[1:]
    return perform(lambda stage: SCENES[name](stage, site), Path(folder))


if __name__ == "__main__":
    sys.exit(main())
