"""What is offered for a job that needs somebody: words and icons, the best first; nothing is done here."""

from collections.abc import Mapping
from dataclasses import dataclass

from mediadl.domain.failures import Remedy, remedies
from mediadl.domain.job import Job, JobState
from mediadl.engine.approvals import wanted_addresses
from mediadl.ui.views.step_words import repeatable


@dataclass(frozen=True)
class Offer:
    """One button: the name of what it does, its words with the key of the letter behind “&”, its icon."""

    name: str
    text: str
    icon: str


REMEDIES: Mapping[Remedy, Offer] = {
    Remedy.RETRY: Offer("retry", "&Retry", "retry"),
    Remedy.CHOOSE_FORMAT: Offer("choose_format", "Choose another &format", "formats"),
    Remedy.CHOOSE_FOLDER: Offer("choose_folder", "Choose another fol&der…", "folder"),
    Remedy.OPEN_FOLDER: Offer("open_folder", "&Open the folder", "open"),
    Remedy.OPEN_PAGE: Offer("open_page", "Open in the &browser", "link"),
    Remedy.ADD_ACCOUNT: Offer("add_account", "Add an &account…", "key"),
    Remedy.TYPE_PASSWORD: Offer("type_password", "Type the &password…", "edit"),
    Remedy.TYPE_CODE: Offer("type_code", "&Type the code…", "edit"),
    Remedy.COPY_DETAILS: Offer("copy_details", "&Copy details", "copy"),
}

_WAITING = (
    Offer("retry_now", "&Retry now", "retry"),
    Offer("stop_retrying", "&Stop retrying", "stop"),
    REMEDIES[Remedy.OPEN_PAGE],
)
_ASKING = (
    Offer("allow_once", "&Allow once", "check"),
    Offer("allow_client", "Allow for this &program", "check-circle"),
    Offer("stop_retrying", "&Never", "cancel"),
)
"""For what leads into the user's own network."""
_DIFFERS = (
    Offer("keep", "&Keep it", "check"),
    Offer("choose_format", "Try another &format", "formats"),
    Offer("open_file", "&Open the file", "open"),
)
_REDO = Offer("retry_steps", "&Retry failed steps", "retry")
_KEPT = _DIFFERS[1:]
_HAD = (
    Offer("open_file", "&Open", "open"),
    Offer("replace_had", "&Download again", "download"),
    Offer("keep_both", "&Keep both", "add"),
)
_LISTED = (Offer("retry", "&Download", "download"),)
"""For what only an archive says is here: there is nothing to open or to replace."""


def offers(job: Job) -> tuple[Offer, ...]:
    """The buttons for this job beside “Copy details” and “Close”; the first one is the default."""
    if job.failure is not None:
        found = (REMEDIES[remedy] for remedy in remedies(job.failure) if remedy is not Remedy.COPY_DETAILS)
        return tuple(found)
    if wanted_addresses(job):
        return _ASKING
    if job.is_had:
        return _HAD if job.files else _LISTED
    if job.state is JobState.DIFFERS and repeatable(job.steps):
        return (_REDO, *_DIFFERS)
    return {JobState.WAITING: _WAITING, JobState.DIFFERS: _DIFFERS}.get(job.state, _KEPT)
