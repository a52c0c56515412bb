"""History and archive go into files and come out of them; what cannot be used is said."""

import csv
import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMenu

from mediadl.ui.views.history_view import HistoryView
from tests.helpers.shell import until, with_shell


@pytest.fixture
def exchange_test(qt_app, tmp_path):
    """Runs a scenario with an exchange over a history of one line, in an empty folder."""

    def run(scenario):
        async def opened(shell):
            await shell.finished("cats", title="Cats", site="Lab", media_id="cats", files=("/v/cats.mp4",))
            view = HistoryView(**shell.parts)
            view.show()
            folder = tmp_path / "files"
            folder.mkdir()
            await scenario(view.exchange, shell, folder)

        with_shell(tmp_path, qt_app, opened)

    return run


def test_the_history_is_written_as_a_table_or_as_json(exchange_test):
    async def scenario(exchange, shell, folder: Path):
        for name in ("h.csv", "h.json"):
            exchange.export(str(folder / name))
        await until(lambda: len(shell.notices) == 2)
        assert all("1 download." in notice.text for notice in shell.notices)
        with (folder / "h.csv").open(encoding="utf-8-sig", newline="") as table:
            assert [row["title"] for row in csv.DictReader(table)] == ["Cats"]
        assert json.loads((folder / "h.json").read_text())[0]["media_id"] == "cats"

    exchange_test(scenario)


def test_the_archive_goes_out_and_comes_in(exchange_test):
    async def scenario(exchange, shell, folder: Path):
        (folder / "in.txt").write_text("youtube abc\nvimeo 1\n")
        exchange.import_archive(str(folder / "in.txt"))
        await until(lambda: len(shell.notices) == 1)
        assert "was taken in: 2 media not known before" in shell.notices[0].text
        exchange.export_archive(str(folder / "out.txt"))
        await until(lambda: len(shell.notices) == 2)
        written = (folder / "out.txt").read_text().splitlines()
        assert sorted(written) == ["lab cats", "vimeo 1", "youtube abc"]

    exchange_test(scenario)


def test_a_folder_is_looked_through(exchange_test):
    async def scenario(exchange, shell, folder: Path):
        (folder / "Film [dQw4w9WgXcQ].mp4").write_bytes(b"film")
        exchange.look_through(str(folder))
        await until(lambda: len(shell.notices) == 2)
        assert "was looked through: 1 media not known before" in shell.notices[1].text

    exchange_test(scenario)


def test_what_cannot_be_read_or_written_is_said(exchange_test):
    async def scenario(exchange, shell, folder: Path):
        (folder / "in.txt").write_text("nonsense")
        for ask, name, words in (
            (exchange.import_archive, "in.txt", "Line 1 is not one"),
            (exchange.export, "none/h.csv", "cannot be written"),
            (exchange.look_through, "none", "is gone or cannot be read"),
        ):
            ask(str(folder / name))
            await until(lambda words=words: any(words in notice.text for notice in shell.notices))
        assert [notice.kind for notice in shell.notices].count("error") == 3

    exchange_test(scenario)


def test_every_entry_of_the_menu_opens_a_dialog_that_waits_for_nobody(exchange_test):
    async def scenario(exchange, _shell, _folder):
        menu = QMenu()
        exchange.fill(menu)
        for action in (action for action in menu.actions() if not action.isSeparator()):
            action.trigger()
            (dialog,) = exchange.parent().findChildren(QFileDialog)
            assert dialog.isVisible()
            dialog.reject()
            await until(lambda: not exchange.parent().findChildren(QFileDialog))

    exchange_test(scenario)
