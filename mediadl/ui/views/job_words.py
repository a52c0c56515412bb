"""A job in words: its state, what it will be, how far it is; no widget and no colour but a tone's name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from mediadl.domain import units
from mediadl.domain.batch import is_group
from mediadl.domain.job import DELIVERED_STATES, Job, JobState
from mediadl.domain.progress import Progress, Stage
from mediadl.ui.views import step_words, wait_words

_KEEP_BAR = frozenset({JobState.PAUSED, JobState.QUEUED, JobState.RESOLVING, JobState.WAITING})

_MOST_NAME = 32
"""Letters of a client's name in a row: what follows has to be seen, too."""
# Unicode isolates: a right-to-left title keeps its own direction and never reorders what stands beside it.
_ISOLATE, _POP = "\u2068", "\u2069"


@dataclass(frozen=True)
class Status:
    """A state for the eye: the icon's name, the words, and the token of the colour that supports them."""

    icon: str
    words: str
    tone: str


STATUSES: Mapping[JobState, Status] = {
    JobState.RESOLVING: Status("search", "Looking at the link…", "info"),
    JobState.CHOOSING: Status("choose", "Waiting for your choice", "warning"),
    JobState.QUEUED: Status("clock", "Queued", "text_muted"),
    JobState.RUNNING: Status("download", "Downloading", "accent"),
    JobState.WAITING: Status("clock", "Waiting", "warning"),
    JobState.PAUSED: Status("pause", "Paused", "text_muted"),
    JobState.COMPLETED: Status("check-circle", "Completed", "success"),
    JobState.DIFFERS: Status("warning", "Completed with differences", "warning"),
    JobState.FAILED: Status("error", "Failed", "danger"),
    JobState.CANCELLED: Status("cancel", "Cancelled", "text_muted"),
}

STAGES: Mapping[Stage, Status] = {
    Stage.PREPARING: Status("clock", "Preparing…", "accent"),
    Stage.DOWNLOADING: STATUSES[JobState.RUNNING],
    Stage.PROCESSING: Status("formats", "Processing…", "accent"),
    Stage.MOVING: Status("folder", "Moving into place…", "accent"),
}

RECORDING = Status("record", "Recording", "accent")
HAD = Status("check", "Already here", "info")
"""Nothing was downloaded: see `Job.is_had`."""


def isolated(text: str) -> str:
    """The text in one line, in its own writing direction whatever surrounds it."""
    return f"{_ISOLATE}{' '.join(text.split())}{_POP}"


def standing(job: Job) -> Status:
    """The state without what is under way in it."""
    return HAD if job.is_had else STATUSES[job.state]


def status(job: Job, progress: Progress | None, now: datetime | None = None) -> Status:
    """The state of the job; for one that runs its stage or step, for one that waits until when.

    `now` is aware; by default the moment of the call.
    """
    usual = standing(job)
    match job.state:
        case JobState.RUNNING:
            return _running(job, progress)
        case JobState.WAITING:
            icon = wait_words.ICONS[job.wait.reason] if job.wait else usual.icon
            return Status(icon, wait_words.waiting(job, now or datetime.now(UTC)), usual.tone)
        case JobState.QUEUED | JobState.RESOLVING if job.urgent or job.priority:
            return Status(usual.icon, f"{usual.words.rstrip('…')} · {mark_words(job)}", usual.tone)
        case JobState.CHOOSING:
            return _choosing(job)
        case JobState.COMPLETED if missing := step_words.failed(job.steps):
            what = ", ".join(step_words.NAMES[step.name].lower() for step in missing)
            return Status(usual.icon, f"{usual.words} · without: {what}", usual.tone)
    return usual


def _choosing(job: Job) -> Status:
    if job.asks_part:
        return Status("choose", "This video only, or the whole list?", "warning")
    if job.items is not None:
        return Status("list", "Reading the list; what is chosen of it follows", "info")
    return STATUSES[job.state]


def _running(job: Job, progress: Progress | None) -> Status:
    if is_group(job):
        return STATUSES[JobState.RUNNING]
    step = step_words.running(job.steps)
    stage = progress.stage if progress else Stage.PREPARING
    if step is not None:
        return Status(STAGES[Stage.PROCESSING].icon, step_words.UNDER_WAY[step], "accent")
    if job.is_live and progress is not None and stage is Stage.DOWNLOADING:
        return _recording(progress)
    return STAGES[stage]


def _recording(progress: Progress) -> Status:
    if progress.is_interrupted:
        return Status("offline", "Recording · the stream is interrupted", "warning")
    if progress.recorded_s is None:
        return RECORDING
    return Status(
        RECORDING.icon, f"{RECORDING.words} · {units.duration(progress.recorded_s)}", RECORDING.tone
    )


def complaint(job: Job) -> tuple[str, str] | None:
    """The sentence that takes the place of the status, with its tone: a failure, or what is different."""
    if job.failure:
        return job.failure.message, "danger"
    if job.is_had and job.differences:
        return job.differences[0], HAD.tone
    if job.state is JobState.DIFFERS and job.differences:
        more = len(job.differences) - 1
        rest = f" And {more} more: see Details." if more else ""
        return f"{job.differences[0]}{rest}", "warning"
    return None


def sentence(job: Job, progress: Progress | None) -> str:
    """The status, or what went wrong and what to do, or in what the file is different."""
    said = complaint(job)
    return said[0] if said else status(job, progress).words


def mark(job: Job) -> str | None:
    """The icon that tells a job out of turn, or None."""
    if job.state in DELIVERED_STATES:
        return None
    if job.urgent:
        return "urgent"
    return {1: "priority-high", -1: "priority-low"}.get((job.priority > 0) - (job.priority < 0))


def mark_words(job: Job) -> str:
    """What that icon means."""
    if job.urgent:
        return "starts at once"
    return "high priority" if job.priority > 0 else "low priority" if job.priority < 0 else ""


def facts(job: Job) -> str:
    """What it is: "youtube · 1080p · MP4 · H.264 · 3:25 · 120 MB"; parts that are not known are left out.

    Of what a connected program asked for this is said first, after the site.
    """
    place = job.site if job.site and job.site.lower() != "generic" else urlsplit(job.url).hostname
    parts = [place, asked_by(job), job.delivery]
    if job.is_live:
        parts.append("Live")
    elif job.duration_s:
        parts.append(units.duration(job.duration_s))
    if job.size_bytes:
        parts.append(units.size(job.size_bytes))
    if job.playlist_title:
        parts.append(isolated(job.playlist_title))
    return " · ".join(part for part in parts if part)


def asked_by(job: Job) -> str:
    """Which connected program asked for it, as a part of a row; empty for what the user asked for."""
    if job.client_id is None:
        return ""
    name = job.client_name or "a connected program"
    return f"from {isolated(name if len(name) <= _MOST_NAME else f'{name[: _MOST_NAME - 1]}…')}"


def shown_fraction(job: Job, progress: Progress | None) -> float | None:
    """Length of the bar, 0 to 1; None when it runs but cannot be known."""
    if job.state is JobState.RUNNING and progress is not None:
        return progress.fraction
    return job.fraction


def has_bar(job: Job) -> bool:
    """Whether the job has a bar to show: while it runs, and while what it has waits to go on."""
    if job.state is JobState.RUNNING:
        return True
    return job.state in _KEEP_BAR and job.fraction > 0


def percent(job: Job, progress: Progress | None) -> str:
    """Like "42 %", rounded down so that 100 means done; "" when there is no such number."""
    fraction = shown_fraction(job, progress) if has_bar(job) else None
    return "" if fraction is None else f"{int(fraction * 100)} %"


def amount(progress: Progress) -> str:
    """Bytes so far: "34 of 120 MB", "34 of about 120 MB", "34 MB"; "" before the first byte."""
    if not progress.done_bytes:
        return ""
    done = units.size(progress.done_bytes)
    if progress.total_bytes is None or progress.total_bytes < progress.done_bytes:
        return done
    total = units.size(progress.total_bytes)
    number, unit = done.split(" ")
    about = "about " if progress.total_is_estimate else ""
    return f"{number if total.endswith(' ' + unit) else done} of {about}{total}"


def figures(job: Job, progress: Progress | None) -> tuple[str, ...]:
    """Bytes, speed and time left, as far as known and in this order."""
    if progress is None or job.state not in {JobState.RUNNING, JobState.PAUSED}:
        return ()
    parts = [amount(progress)]
    if job.state is JobState.RUNNING and progress.speed_bps is not None:
        parts.append(units.speed(progress.speed_bps))
    if job.state is JobState.RUNNING and progress.eta_s is not None:
        parts.append(units.remaining(progress.eta_s))
    return tuple(part for part in parts if part)


def spoken(job: Job, progress: Progress | None) -> str:
    """The whole row for a screen reader."""
    now = [sentence(job, progress).rstrip("."), percent(job, progress), *figures(job, progress)]
    if complaint(job):
        now.insert(0, standing(job).words)
    if mark(job):
        now.append(mark_words(job))
    title = " ".join(job.display_title.split())
    return f"{title}. {', '.join(part for part in now if part)}. {facts(job)}"
