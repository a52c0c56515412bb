"""Dialogs that no other scene opens: files to write and to read, and why the window cannot open."""

import asyncio
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from mediadl.domain.presets import preset
from mediadl.engine.tasks import Tasks
from mediadl.ui.dialogs.start_problem import told
from mediadl.ui.rail import Place
from tests.shots.looks import LOOKS, Look

if TYPE_CHECKING:
    from tests.shots.__main__ import Photographer

_CANNOT = (
    "MediaDL is running already, but it does not answer. End the other one, then start MediaDL again. "
    "Its process has the number 4711."
)


async def take_dialogs(photographer: "Photographer", name: str, look: Look) -> None:
    """One picture of each dialog that is open."""
    await asyncio.sleep(0.4)
    for number, dialog in enumerate(_open_dialogs(photographer.window)):
        dialog.resize(dialog.size().boundedTo(photographer.window.size()))
        await photographer.take(f"{name}{number or ''}", look, dialog)


def close_dialogs(window: QWidget) -> None:
    """Close every dialog that is open."""
    for dialog in _open_dialogs(window):
        dialog.close()


def _open_dialogs(window: QWidget) -> list[QDialog]:
    shown = [one for one in QApplication.topLevelWidgets() if one is not window and one.isVisible()]
    return [one for one in shown if isinstance(one, QDialog)]


async def file_dialogs(photographer: "Photographer") -> None:
    """What is exported and imported, the menus that lead there, and the message of a failed start."""
    window, engine, tasks = photographer.window, photographer.engine, Tasks()
    job = await engine.add(photographer.site.url("lab/v/known"), preset("360p").options)
    exchange = window.history_view.exchange
    asked = {
        "history-export": exchange.ask_export,
        "archive-export": exchange.ask_archive_export,
        "archive-import": exchange.ask_archive,
        "folder-scan": exchange.ask_folder,
    }
    for look in LOOKS:
        await photographer.wear(look)
        window.show_place(Place.HISTORY)
        menu = window.history_view.exchange_button.menu()
        menu.popup(window.history_view.exchange_button.mapToGlobal(window.rect().topLeft()))
        await photographer.take("history-menu", look, menu)
        menu.close()
        for name, ask in asked.items():
            ask()
            await take_dialogs(photographer, name, look)
            close_dialogs(window)
        window.show_place(Place.QUEUE)
        window.queue_view.select_job(job.id)
        window.queue_view.actions_.by_name["export"].trigger()
        await take_dialogs(photographer, "details-export", look)
        close_dialogs(window)
        task = tasks.spawn(told(_CANNOT), name="told")
        await take_dialogs(photographer, "start-problem", look)
        close_dialogs(window)
        await task
    await engine.remove_many([job.id])
