"""A person at options and rules, by mouse and keys: `python -m tests.e2e.option_scenes NAME SITE FOLDER`."""

import sys
from collections.abc import Callable, Coroutine
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QWidget

from mediadl.domain.job import JobState, StartMode
from mediadl.domain.options import DownloadOptions
from mediadl.domain.rules import Rule
from mediadl.ui.dialogs.options import OptionsDialog
from tests.e2e.stage import Stage, drag, perform

_WRONG = {
    "custom_format": ("bv*[height<720+ba", "A bracket is not closed in the selector"),
    "subtitle_languages": ("klingon!", "is no language"),
    "clips": ("5:00-1:00", "5:00-1:00"),
    "path_template": ("{nonsense}", "nonsense"),
}
"""What nobody can use, and words of what is said at the field."""


async def say_what_is_wrong_with_options(stage: Stage, site: str) -> None:
    """Each is said at its field while it is typed; nothing can be taken, and nothing has started."""
    dialog = await _open_options(stage, f"{site}/media/small.mp4")
    for name, (text, words) in _WRONG.items():
        row = dialog.form.rows[name]
        box = next(one for one in dialog.form.sections if row in one.rows)
        if not box.is_open:
            await _tab_to(stage, box.header)
            await stage.press("space")
        await _tab_to(stage, row.control.focusProxy() or row.control)
        await stage.type(text)
        await stage.until(
            lambda row=row, words=words: words in row.problem.text(),
            f"“{words}” at {name}",
        )
        assert (row.problem.isVisible(), dialog.use.isEnabled()) == (True, False)
        await stage.press("ctrl+a", "BackSpace")
        await stage.until(lambda row=row: not row.problem.text(), f"{name} to be all right again")
    assert not stage.engine.jobs


async def say_what_only_yt_dlp_knows(stage: Stage, site: str) -> None:
    """A selector that only yt-dlp finds wrong is said at its field when it is to be taken."""
    dialog = await _open_options(stage, f"{site}/media/small.mp4")
    row = dialog.form.rows["custom_format"]
    box = next(one for one in dialog.form.sections if row in one.rows)
    await _tab_to(stage, box.header)
    await stage.press("space")
    await _tab_to(stage, row.control)
    await stage.type("bv*+/ba")
    await stage.press("Return")
    await stage.until(lambda: row.problem.isVisible() and row.problem.text(), "what is wrong with it")
    assert dialog.isVisible()
    assert not stage.engine.jobs


async def say_that_nobody_offers_it(stage: Stage, site: str) -> None:
    """A language that the site has not is said beside the formats, before anything is downloaded."""
    options = DownloadOptions(download_subtitles=True, subtitle_languages=("ja",))
    job = await stage.engine.add(f"{site}/lab/v/languages", options, start=StartMode.CHOOSE)
    await stage.until(lambda: stage.engine.job(job.id).state is JobState.CHOOSING, "the formats")
    await stage.press("ctrl+3")
    view = stage.window.formats_view
    await stage.until(view.isVisible, "the formats view")
    await stage.until(lambda: "subtitles" in view.footer.detail.text(), "what is not offered")


async def drag_rules(stage: Stage, _site: str) -> None:
    """The first rule is dragged below the second, by the mouse."""
    one, two, three = (
        Rule(name=name, preset="720p", site=f"{name}.example") for name in ("one", "two", "three")
    )
    await stage.engine.change_settings(rules=(one, two, three))
    await stage.press("ctrl+5")
    view = stage.window.settings_view
    await stage.until(view.isVisible, "the settings")
    view.show_card(view.rules)
    rows = view.rules.list.rows
    first, second = (rows.visualItemRect(rows.item(at)) for at in (0, 1))
    over = QPoint(second.center().x(), second.bottom() - 1)
    await drag(rows.viewport().mapToGlobal(first.center()), rows.viewport().mapToGlobal(over))
    await stage.until(lambda: stage.engine.settings.rules == (two, one, three), "the new order")


async def _open_options(stage: Stage, link: str) -> OptionsDialog:
    await stage.press("ctrl+l")
    await stage.type(link)
    await stage.press("alt+o")
    await stage.until(lambda: stage.window.findChildren(OptionsDialog), "the options")
    (dialog,) = stage.window.findChildren(OptionsDialog)
    await stage.until(dialog.isActiveWindow, "the options to be active")
    return dialog


async def _tab_to(stage: Stage, widget: QWidget) -> None:
    for _ in range(200):
        if QApplication.focusWidget() is widget:
            return
        await stage.press("Tab")
    raise AssertionError(f"Tab does not reach {widget.accessibleName()}")


Scene = Callable[[Stage, str], Coroutine[None, None, None]]
SCENES: dict[str, Scene] = {
    scene.__name__: scene
    for scene in (
        say_what_is_wrong_with_options,
        say_what_only_yt_dlp_knows,
        say_that_nobody_offers_it,
        drag_rules,
    )
}


def main() -> int:
    name, site, folder = sys.argv[1:]
    return perform(lambda stage: SCENES[name](stage, site), Path(folder))


if __name__ == "__main__":
    sys.exit(main())
