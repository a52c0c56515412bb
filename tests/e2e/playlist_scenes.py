"""A person at a list, with nothing but a keyboard: `python -m tests.e2e.playlist_scenes NAME SITE FOLDER`."""

import os
import signal
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from mediadl.domain.choice import Choice
from mediadl.domain.events import ChoiceChanged
from mediadl.domain.job import JobState
from tests.e2e.stage import Stage, perform


async def from_paste_to_files(stage: Stage, site: str) -> None:
    """Paste, a range, one entry less, options of its own for another, and the files are there."""
    await _open_list(stage, f"{site}/feed.rss?n=6")
    view = stage.window.playlist_view
    await _tab_to(stage, view.tools.range_field)
    await stage.type("1-3,6")
    await stage.press("Return")
    await stage.until(lambda: view.model.checks.indexes() == [1, 2, 3, 6], "the range to be checked")
    await _tab_to(stage, view.table)
    await stage.press("Home", "Down", "space")
    await stage.until(lambda: view.model.checks.indexes() == [1, 3, 6], "an entry to be unchecked")
    await stage.press("Down")
    await _give_audio_mp3(stage)
    await stage.press("Return")
    jobs = await stage.until_all_ended(3)
    assert [job.playlist_index for job in jobs] == [1, 3, 6]
    assert [Path(job.files[0]).suffix for job in jobs] == [".mp4", ".mp3", ".mp4"]


async def say_what_is_wrong_with_a_range(stage: Stage, site: str) -> None:
    """A range beyond the list, or none, is said at the field; what was checked stays."""
    await _open_list(stage, f"{site}/feed.rss?n=4")
    view = stage.window.playlist_view
    await _tab_to(stage, view.tools.range_field)
    wrong = {"7-9": "The list has 4 entries", "3-1": "runs backwards", "x": "is not a range"}
    for text, words in wrong.items():
        await stage.press("ctrl+a")
        await stage.type(text)
        await stage.press("Return")
        await stage.until(lambda words=words: words in view.tools.problem.text(), f"“{words}”")
        assert view.tools.problem.isVisible()
    assert view.model.checks.indexes() == [1, 2, 3, 4]


async def choose_and_die(stage: Stage, site: str) -> None:
    """Uncheck an entry, give another one options, and be killed the moment both are saved."""
    saved: list[ChoiceChanged] = []
    stage.engine.bus.subscribe(ChoiceChanged, saved.append)
    await _open_list(stage, f"{site}/feed.rss?n=5")
    await stage.press("Home", "Down", "space", "Down")
    await _give_audio_mp3(stage)
    await stage.until(lambda: saved and _says_both(saved[-1].choice), "both to be saved")
    os.kill(os.getpid(), signal.SIGKILL)


async def find_the_choice_again(stage: Stage, _site: str) -> None:
    """The next start reads the list again and shows what was chosen; Return downloads just that."""
    view = stage.window.playlist_view
    await stage.until(lambda: [job.state for job in stage.engine.jobs] == [JobState.CHOOSING], "the list")
    await stage.press("ctrl+2")
    await stage.until(lambda: view.isVisible() and view.model.rowCount() == 5, "five entries")
    assert view.model.checks.indexes() == [1, 3, 4, 5]
    assert [at for at, _options in view.model.own] == [2]
    await stage.until(view.table.hasFocus, "the table's focus")
    await stage.press("Return")
    jobs = await stage.until_all_ended(4)
    assert [job.playlist_index for job in jobs] == [1, 3, 4, 5]
    assert [Path(job.files[0]).suffix for job in jobs] == [".mp4", ".mp3", ".mp4", ".mp4"]


def _says_both(choice: Choice) -> bool:
    return bool(choice.own_options and choice.unchecked)


async def _open_list(stage: Stage, link: str) -> None:
    await stage.copy(link)
    await stage.press("ctrl+v")
    view = stage.window.playlist_view
    expected = int(link.rpartition("=")[2])
    await stage.until(lambda: view.isVisible() and view.model.rowCount() == expected, "the list's entries")
    await stage.until(view.table.hasFocus, "the table's focus")


async def _tab_to(stage: Stage, widget: QWidget) -> None:
    """Press Tab until a widget has the focus: everything can be reached so."""
    for _ in range(40):
        if QApplication.focusWidget() is widget:
            return
        await stage.press("Tab")
    raise AssertionError(f"Tab does not lead to {widget.accessibleName()}")


async def _give_audio_mp3(stage: Stage) -> None:
    menu = stage.window.playlist_view.options_menu
    await stage.press("ctrl+e")
    await stage.until(menu.isVisible, "the menu")
    texts = [action.text() for action in menu.actions() if not action.isSeparator()]
    await stage.press(*["Up"] * (len(texts) - texts.index("Audio MP3")), "Return")
    await stage.until(lambda: bool(stage.window.playlist_view.model.own), "options of an entry's own")


Scene = Callable[[Stage, str], Coroutine[None, None, None]]
SCENES: dict[str, Scene] = {
    scene.__name__: scene
    for scene in (from_paste_to_files, say_what_is_wrong_with_a_range, choose_and_die, find_the_choice_again)
}


def main() -> int:
    name, site, folder = sys.argv[1:]
    return perform(lambda stage: SCENES[name](stage, site), Path(folder))


if __name__ == "__main__":
    sys.exit(main())
