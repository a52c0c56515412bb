"""Does what a button of the details offers, by asking the engine or the desktop."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QInputDialog, QLineEdit, QWidget

from mediadl.domain.job import Job
from mediadl.domain.links import host_of, public
from mediadl.engine.engine import Engine
from mediadl.ui.dialogs.files import ask_folder
from mediadl.ui.open_file import open_file, open_folder
from mediadl.ui.operations import Notice, Operations
from mediadl.ui.views.step_words import repeatable


class OfferActions(QObject):
    """`window` is what dialogs of the system open over."""

    def __init__(self, engine: Engine, operations: Operations, window: QWidget) -> None:
        super().__init__(window)
        self._engine, self._operations, self._window = engine, operations, window
        self._do: Mapping[str, Callable[[Job], None]] = {
            "retry": lambda job: operations.retry([job.id]),
            "retry_now": lambda job: operations.resume([job.id]),
            "allow_once": lambda job: operations.allow_address([job.id], for_client=False),
            "allow_client": lambda job: operations.allow_address([job.id], for_client=True),
            "stop_retrying": lambda job: operations.stop_waiting([job.id]),
            "keep": lambda job: operations.keep([job.id]),
            "retry_steps": lambda job: operations.redo(job.id, repeatable(job.steps)),
            "replace_had": lambda job: operations.replace_had([job.id]),
            "keep_both": lambda job: operations.retry([job.id]),
            "choose_format": lambda job: operations.choose_again(job.id),
            "choose_folder": self._choose_folder,
            "open_folder": lambda job: self._tell(open_folder(self._folder(job))),
            "open_file": lambda job: self._tell(open_file(Path(job.files[0])) if job.files else None),
            "open_page": self._open_page,
            "add_account": self._add_account,
            "type_password": partial(self._type, "video_password", "Password of this video"),
            "type_code": partial(self._type, "two_factor", "Code of the second factor"),
        }

    def do(self, name: str, job: Job) -> None:
        """Do what the offer of this name says."""
        self._do[name](job)

    def _folder(self, job: Job) -> Path:
        return Path(job.options.folder or self._engine.download_folder)

    def _choose_folder(self, job: Job) -> None:
        retry = partial(self._operations.retry_in, job.id)
        ask_folder(self._window, "Download into another folder", str(self._folder(job)), retry)

    def _add_account(self, job: Job) -> None:
        """The next account for its site has the job tried again, wherever it is added."""
        self._engine.retry_when_added(job.id)
        site = host_of(job.url)
        self._tell(Notice("info", f"Add your account of {site}: the download is then tried again by itself."))

    def _type(self, what: str, label: str, job: Job) -> None:
        """Ask for something that is used for one attempt and never saved."""
        dialog = QInputDialog(self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(label)
        dialog.setLabelText(f"{label}; it is not saved:")
        dialog.setTextEchoMode(QLineEdit.EchoMode.Password)
        dialog.textValueSelected.connect(partial(self._retry_with, job.id, what))
        dialog.open()

    def _retry_with(self, job_id: str, what: str, text: str) -> None:
        self._operations.run(
            self._engine.retry_with(job_id, **{what: text}), name="retry with what was typed"
        )

    def _open_page(self, job: Job) -> None:
        if not QDesktopServices.openUrl(QUrl(public(job.url))):
            self._tell(Notice("error", f"No browser was found. The page is {public(job.url)}"))

    def _tell(self, notice: Notice | None) -> None:
        if notice is not None:
            self._operations.notify(notice)
