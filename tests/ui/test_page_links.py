"""Links that pages fire are shown and wait; a trusted site's are added; a later start hands them over."""

import asyncio
import stat
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

from mediadl.paths import Paths
from mediadl.ui.dialogs.page_link import PageLinkDialog
from mediadl.ui.page_links import MOST_TRUSTED, MOST_WAITING
from mediadl.ui.single_instance import SingleInstance
from tests.helpers.shell import until

URL = "https://www.example.org/v?a=1&b=2"
DESKTOP = Path(__file__).parents[2] / "packaging" / "linux" / "mediadl.desktop"


def fired(url=URL, preset=""):
    return f"mediadl://add?url={quote(url, safe='')}" + (f"&preset={quote(preset)}" if preset else "")


def shown(window):
    """The dialog, once what it shows can be added."""
    (dialog,) = [one for one in window.findChildren(PageLinkDialog) if one.isVisible()]
    return dialog


async def clicked(window):
    dialog = shown(window)
    await until(dialog.add.isEnabled)
    dialog.add.click()


def texts(window):
    return [notice.text for notice in window.notices.shown]


def test_a_link_waits_for_a_click_and_is_added_with_its_preset(window_test):
    async def scenario(window, shell):
        window.open_links([fired(preset="720p")])
        assert shown(window).link.toPlainText() == URL
        assert "“720p”" in shown(window).preset.text()
        await asyncio.sleep(0.05)
        assert shell.engine.jobs == ()
        await clicked(window)
        await until(lambda: shell.engine.jobs)
        assert [(job.url, job.preset) for job in shell.engine.jobs] == [(URL, "720p")]
        assert not window.findChildren(PageLinkDialog) or not shown_any(window)

    window_test(scenario)


def shown_any(window):
    return any(one.isVisible() for one in window.findChildren(PageLinkDialog))


def test_what_is_wrong_is_said_and_a_bare_link_says_nothing(window_test):
    async def scenario(window, shell):
        window.open_links(["mediadl://"])
        assert (texts(window), shown_any(window)) == ([], False)
        window.open_links(["mediadl://delete?all=1"])
        assert "asked for “delete”" in texts(window)[-1]
        window.open_links([fired(preset="No such")])
        assert "which there is not" in shown(window).preset.text()
        shown(window).refuse.click()
        assert shell.engine.jobs == ()

    window_test(scenario)


def test_a_site_that_is_trusted_is_asked_about_no_more_unless_it_floods(window_test):
    async def scenario(window, shell):
        window.open_links([fired()])
        shown(window).always.setChecked(True)
        await clicked(window)
        await until(lambda: shell.engine.settings.page_link_sites == ("example.org",))
        for number in range(MOST_TRUSTED):
            window.open_links([fired(f"https://example.org/{number}")])
        await until(lambda: len(shell.engine.jobs) == MOST_TRUSTED + 1)
        assert not shown_any(window)
        for number in range(MOST_WAITING + 2):
            window.open_links([fired(f"https://example.org/more/{number}")] * 2)
        assert len(shown(window).waiting) == MOST_WAITING
        assert "more than 20 downloads" in texts(window)[-1]
        shown(window).none.click()
        assert len(shell.engine.jobs) == MOST_TRUSTED + 1

    window_test(scenario)


def test_the_desktop_file_is_valid():
    done = subprocess.run(["desktop-file-validate", DESKTOP], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_a_click_in_a_browser_reaches_the_window_that_is_open(window_test, home, tmp_path):
    """The desktop's own way, with the desktop file that is shipped and a second process of ours."""
    program = tmp_path / "bin" / "mediadl"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\ncd "{Path.cwd()}" && exec "{sys.executable}" -m mediadl "$@"\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    menu = home / ".local" / "share" / "applications"
    menu.mkdir(parents=True)
    entry = DESKTOP.read_text().replace("Exec=mediadl ", f"Exec={program} ")
    (menu / DESKTOP.name).write_text(entry)

    async def scenario(window, shell):
        owner = SingleInstance(Paths.of_user())
        assert owner.acquire()
        owner.links_received.connect(window.open_links)
        owner.listen()
        for command in (["mime", "x-scheme-handler/mediadl", DESKTOP.name], ["open", fired()]):
            done = await asyncio.create_subprocess_exec("gio", *command)
            assert await done.wait() == 0
        await until(lambda: shown_any(window))
        assert shown(window).link.toPlainText() == URL
        owner.release()

    window_test(scenario)
