"""Does what a button of the details offers, by asking the engine or the desktop."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from mediadl.domain.failures import FailureKind
from mediadl.domain.job import Job, JobState
from mediadl.domain.links import host_of, public
from mediadl.domain.proxies import host_of_proxy
from mediadl.engine.engine import Engine
from mediadl.ui.dialogs.add_account import Wanted, add_account
from mediadl.ui.dialogs.files import ask_folder
from mediadl.ui.dialogs.typed_secret import TypedSecretDialog
from mediadl.ui.open_file import open_file, open_folder
from mediadl.ui.operations import Notice, Operations
from mediadl.ui.theme import Theme
from mediadl.ui.views.step_words import repeatable

_NOT_SAVED = "It is used for this download alone, and never saved."


class OfferActions(QObject):
    """`window` is what dialogs of the system open over; those that outlive it open over its parent's."""

    def __init__(self, engine: Engine, operations: Operations, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._engine, self._operations, self._theme, self._window = engine, operations, theme, window
        parent = window.parentWidget()
        self._over = parent.window() if parent is not None else window
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
        self._operations.run(self._add(job, _wanted_for(job)), name="add an account for a download")

    async def _add(self, job: Job, wanted: Wanted) -> None:
        engine, operations = self._engine, self._operations
        account = await add_account(self._over, engine.accounts, operations, self._theme, wanted)
        if account is None:
            return
        is_tried = any(one.id == job.id for one in engine.jobs_wanting(account.id))
        if not is_tried and engine.job(job.id).state is JobState.FAILED:  # such as the login of a proxy
            await engine.retry_many([job.id])
        operations.notify(
            Notice("success", f"Added the account “{account.name}”. The download is tried again.")
        )

    def _type(self, what: str, label: str, job: Job) -> None:
        """Ask for something that is used for one attempt and never saved."""
        dialog = TypedSecretDialog(label, _NOT_SAVED, self._theme, self._over)
        dialog.typed.connect(partial(_retry_with, self._engine, self._operations, job.id, what))
        dialog.open()

    def _open_page(self, job: Job) -> None:
        if not QDesktopServices.openUrl(QUrl(public(job.url))):
            self._tell(Notice("error", f"No browser was found. The page is {public(job.url)}"))

    def _tell(self, notice: Notice | None) -> None:
        if notice is not None:
            self._operations.notify(notice)


def _retry_with(engine: Engine, operations: Operations, job_id: str, what: str, text: str) -> None:
    operations.run(engine.retry_with(job_id, **{what: text}), name="retry with what was typed")


def _wanted_for(job: Job) -> Wanted:
    """What is known of the account that a job needs."""
    if job.failure is not None and job.failure.kind is FailureKind.PROXY_LOGIN:
        return Wanted(way="proxy", site=host_of_proxy(job.options.proxy or ""))
    return Wanted(site=host_of(job.url))
