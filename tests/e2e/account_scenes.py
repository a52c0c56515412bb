"""What a person does about a login: adds the account that a download asks for, with the keyboard alone."""

from pathlib import Path

from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from mediadl.domain.job import JobState
from mediadl.ui.dialogs.add_account import AddAccountDialog
from mediadl.ui.dialogs.job_details import JobDetails
from tests.e2e.stage import Stage
from tests.helpers.jars import a_local_jar


async def add_the_account_that_is_asked_for(stage: Stage, site: str) -> None:
    """A gated download fails, says so, takes cookies from a file, and arrives: no mouse."""
    jar = stage.folder / "cookies.txt"
    jar.write_bytes(a_local_jar(session="let-me-in"))
    await stage.press("ctrl+l")
    await stage.type(f"{site}/lab/login")
    await stage.press("Return")
    (job,) = await stage.until_all_ended(1)
    assert job.failure is not None
    assert "logged in" in job.failure.message
    await stage.press("ctrl+1")
    await stage.press("ctrl+a")
    await stage.until(stage.window.queue_view.actions_.by_name["details"].isEnabled, "a selection")
    await stage.press("Return")
    await stage.until(lambda: _is_in_front(stage, JobDetails), "the details")
    await stage.press("Return")
    await stage.until(lambda: _is_in_front(stage, AddAccountDialog), "the dialog for an account")
    await stage.press("space")
    await stage.until(lambda: _is_in_front(stage, QFileDialog), "the dialog for a file")
    await stage.type(str(jar))
    await stage.press("Return")
    dialog = stage.window.findChild(AddAccountDialog)
    await stage.until(dialog.add.isEnabled, "the cookies to be known")
    await stage.until(dialog.isActiveWindow, "the dialog to be in front again")
    await stage.press("Return")
    await stage.until(lambda: stage.engine.jobs[0].state is JobState.COMPLETED, "the file")
    assert Path(stage.engine.jobs[0].files[0]).stat().st_size > 0
    assert [account.name for account in stage.engine.accounts.accounts] == ["127.0.0.1"]


def _is_in_front(stage: Stage, kind: type[QWidget]) -> bool:
    dialogs = [one for one in stage.window.findChildren(kind) if one.isVisible()]
    return any(one.isActiveWindow() for one in dialogs) and QApplication.focusWidget() is not None
