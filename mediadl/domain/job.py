"""A job: one link on its way to a file, its states, and the one table of what may follow what."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

from mediadl.domain.errors import NotAllowed
from mediadl.domain.failures import Failure
from mediadl.domain.layers import Layer
from mediadl.domain.options import DownloadOptions
from mediadl.domain.steps import StepName, StepReport, StepState, with_report
from mediadl.domain.waiting import Wait


class JobState(StrEnum):
    """Where a job is."""

    RESOLVING = "resolving"
    CHOOSING = "choosing"
    QUEUED = "queued"
    RUNNING = "running"
    WAITING = "waiting"
    """For something outside: see `Job.wait`."""
    PAUSED = "paused"
    DIFFERS = "completed_with_differences"
    """The file is there, and is not quite what was asked for: see `Job.differences`."""
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"


class StartMode(StrEnum):
    """What an added job does once it is known what it is."""

    NOW = "now"
    PAUSED = "paused"
    CHOOSE = "choose"


Part = Literal["ask", "video", "list"]
"""What is meant by a link that names a video and a list."""

_S = JobState
_AGAIN = "Doing a step again"
"""How the sentence about it begins."""
_FAILS = frozenset({_S.FAILED, _S.CANCELLED})
TRANSITIONS: Mapping[JobState, frozenset[JobState]] = {
    _S.RESOLVING: frozenset({_S.CHOOSING, _S.QUEUED, _S.RUNNING, _S.WAITING, _S.PAUSED, _S.DIFFERS}) | _FAILS,
    _S.CHOOSING: frozenset({_S.RESOLVING, _S.QUEUED, _S.FAILED, _S.CANCELLED}),
    _S.QUEUED: frozenset({_S.RUNNING, _S.RESOLVING, _S.PAUSED, _S.DIFFERS, _S.CANCELLED}),
    _S.RUNNING: frozenset({_S.CHOOSING, _S.QUEUED, _S.WAITING, _S.PAUSED, _S.COMPLETED, _S.DIFFERS}) | _FAILS,
    _S.WAITING: frozenset({_S.QUEUED, _S.RESOLVING, _S.PAUSED, _S.DIFFERS}) | _FAILS,
    _S.PAUSED: frozenset({_S.QUEUED, _S.RESOLVING, _S.CANCELLED, _S.DIFFERS}),
    _S.DIFFERS: frozenset({_S.COMPLETED, _S.QUEUED, _S.RESOLVING}),
    _S.COMPLETED: frozenset({_S.QUEUED, _S.RESOLVING}),
    _S.FAILED: frozenset({_S.QUEUED, _S.RESOLVING}),
    _S.CANCELLED: frozenset({_S.QUEUED, _S.RESOLVING}),
}

DELIVERED_STATES = frozenset({_S.COMPLETED, _S.DIFFERS})
FINAL_STATES = DELIVERED_STATES | _FAILS
PAUSABLE_STATES = frozenset(state for state, targets in TRANSITIONS.items() if _S.PAUSED in targets)
CANCELLABLE_STATES = frozenset(state for state, targets in TRANSITIONS.items() if _S.CANCELLED in targets)


@dataclass(frozen=True)
class Job:
    """A snapshot of one job. Only the engine makes new ones; everybody else reads."""

    id: str
    """A UUID4, in its canonical form."""
    url: str
    options: DownloadOptions
    created_at: datetime
    """Aware, UTC; so are the other times."""
    state: JobState = JobState.RESOLVING
    start: StartMode = StartMode.NOW
    part: Part = "video"
    items: str | None = None
    """Range expression to take from a list without asking; None lets the user choose."""
    title: str | None = None
    site: str | None = None
    """The extractor's key, or the host of a page that none is made for; None while it is not known."""
    media_id: str | None = None
    """The site's own id of the media."""
    thumbnail_url: str | None = None
    duration_s: float | None = None
    delivery: str | None = None
    """What will be delivered, or was: "1080p · MP4 · H.264"."""
    is_live: bool = False
    fixed_title: str | None = None
    """Title from the list that the job came from, where it is better than the page's own."""
    batch_id: str | None = None
    """Id of the list job this one was taken from, or of the batch that a client has added it with."""
    batch_limit: int | None = None
    """How many of its batch run at once, within the limits that hold for all."""
    stops_batch: bool = False
    """Whether the others of its batch are cancelled when it fails."""
    playlist_title: str | None = None
    playlist_url: str | None = None
    playlist_index: int | None = None
    playlist_id: str | None = None
    """Of a list, and of what was taken from it; so are the next three."""
    playlist_count: int | None = None
    playlist_is_channel: bool = False
    playlist_thumbnail_url: str | None = None
    fraction: float = 0.0
    """Progress when the job last stopped, 0 to 1; while it runs, `JobProgressed` tells."""
    size_bytes: int | None = None
    """Size of all its files once completed."""
    files: tuple[str, ...] = ()
    """Absolute paths, the media file first."""
    failure: Failure | None = None
    wait: Wait | None = None
    """What a waiting job waits for; None in every other state."""
    steps: tuple[StepReport, ...] = ()
    """What was done after the download, in order."""
    differences: tuple[str, ...] = ()
    """In what the file is not what was asked for, a sentence each."""
    is_had: bool = False
    """Nothing was downloaded, because its media was here already: `files` are those of then."""
    even_if_had: bool = False
    """The user wants it although it may be here already."""
    redo: tuple[StepName, ...] = ()
    """Steps to do again on the delivered file, instead of downloading; empty for a download."""
    attempts: int = 0
    """Automatic attempts since the user last asked for one."""
    priority: int = 0
    """Higher ones start earlier; equal ones in queue order."""
    urgent: bool = False
    """The user said "start now": no limit and no schedule holds it back."""
    preset: str | None = None
    """Name of the preset that was picked for this job; None leaves it to rules and settings."""
    asked: Layer = field(default_factory=DownloadOptions)
    """What was set for this very job: the top layer of `options`."""
    rule: str = ""
    """Which rule its options come from and why, as a sentence; empty when none."""
    rules_open: bool = False
    """A rule may still count once it is known what the link is: that is found out before the download."""
    client_id: str | None = None
    """Id of the API's client that asked for it (`domain.clients`), or for the list it was taken from; None is
    the user. Such a job is downloaded with care for where its links lead."""
    client_name: str = ""
    """What the user knew that client by when it asked; empty is the user."""
    webhook_url: str | None = None
    """Where the client wants to be told what becomes of it."""
    allowed_addresses: tuple[str, ...] = ()
    """Private addresses that the user has let this very job reach."""
    retention_hours: int | None = None
    """So many hours after it has ended its files are deleted; None keeps them."""
    timeout_s: int | None = None
    """A run that takes longer is ended, and the job fails."""
    started_at: datetime | None = None
    finished_at: datetime | None = None

    @property
    def is_known(self) -> bool:
        """Whether a probe has found out what the link is."""
        return self.site is not None

    @property
    def asks_part(self) -> bool:
        """Whether it waits for a word on which is meant: the video or the list that its link names."""
        return self.state is JobState.CHOOSING and self.part == "ask"

    @property
    def display_title(self) -> str:
        """The title, or the link while there is none."""
        return self.fixed_title or self.title or self.url


def check_transition(job: Job, target: JobState) -> None:
    """Raise `NotAllowed` when the table has no way from the job's state to `target`."""
    if target not in TRANSITIONS[job.state]:
        raise NotAllowed(f"“{job.display_title}” is {job.state}; it cannot become {target} now.")


def moved(job: Job, target: JobState, now: datetime, **changes: Any) -> Job:
    """The job in its next state, with the times and the failure that belong to that state.

    Raises:
        NotAllowed: the table of transitions has no such step.
    """
    check_transition(job, target)
    if job.redo and target in _FAILS:
        # Whatever became of doing a step again: the file is there.
        target, changes = JobState.DIFFERS, given_up(job, changes.get("failure"))
    changes.setdefault("failure", None)
    changes.setdefault("wait", None)
    if target is JobState.RUNNING:
        changes.setdefault("started_at", now)
        changes["finished_at"] = None
    if target in FINAL_STATES or target is JobState.PAUSED:
        changes.setdefault("urgent", False)
    if target in FINAL_STATES:
        changes["finished_at"] = now
    if target in DELIVERED_STATES:
        changes["fraction"] = 1.0
    return dataclasses.replace(job, state=target, **changes)


def given_up(job: Job, reason: Failure | None) -> dict[str, Any]:
    """The changes that bring a job whose steps were to be done again back to what it was before."""
    said = f"{_AGAIN} did not work: {reason.message}" if reason else f"{_AGAIN} was stopped before its end."
    earlier = [sentence for sentence in job.differences if not sentence.startswith(_AGAIN)]
    return {"redo": (), "differences": (*earlier, said)}


def news_of_redo(job: Job, report: StepReport) -> dict[str, Any]:
    """The changes for a step that is done again: what it was blamed for goes when it has ended."""
    earlier = next((step for step in job.steps if step.name is report.name), None)
    blamed = earlier.message if earlier else ""
    if report.state in {StepState.WAITING, StepState.RUNNING}:
        return {"steps": with_report(job.steps, report.model_copy(update={"message": blamed}))}
    left = (one for one in job.differences if not (one in blamed or one.startswith(_AGAIN)))
    return {"steps": with_report(job.steps, report), "differences": tuple(left)}
