"""A job in words: its state, what it will be, how far it is; no widget and no colour but a tone's name."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from mediadl.domain import units
from mediadl.domain.job import Job, JobState
from mediadl.domain.progress import Progress, Stage

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


def isolated(text: str) -> str:
    """The text in one line, in its own writing direction whatever surrounds it."""
    return f"{_ISOLATE}{' '.join(text.split())}{_POP}"


def status(job: Job, progress: Progress | None) -> Status:
    """The state of the job, or the stage of one that runs."""
    if job.state is JobState.RUNNING:
        return STAGES[progress.stage if progress else Stage.PREPARING]
    return STATUSES[job.state]


def sentence(job: Job, progress: Progress | None) -> str:
    """The status, or for a failed job what went wrong and what to do."""
    return job.failure.message if job.failure else status(job, progress).words


def facts(job: Job) -> str:
    """What it is: "youtube · 1080p · MP4 · H.264 · 3:25 · 120 MB"; parts that are not known are left out."""
    place = job.site if job.site and job.site.lower() != "generic" else urlsplit(job.url).hostname
    parts = [place, job.delivery]
    if job.is_live:
        parts.append("Live")
    elif job.duration_s:
        parts.append(units.duration(job.duration_s))
    if job.size_bytes:
        parts.append(units.size(job.size_bytes))
    if job.playlist_title:
        parts.append(isolated(job.playlist_title))
    return " · ".join(part for part in parts if part)


def shown_fraction(job: Job, progress: Progress | None) -> float | None:
    """Length of the bar, 0 to 1; None when it runs but cannot be known."""
    if job.state is JobState.RUNNING and progress is not None:
        return progress.fraction
    return job.fraction


def has_bar(job: Job) -> bool:
    """Whether the job has a bar to show: while it runs, and while what it has waits to go on."""
    if job.state is JobState.RUNNING:
        return True
    return job.state in {JobState.PAUSED, JobState.QUEUED, JobState.RESOLVING} and job.fraction > 0


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
    if job.failure:
        now.insert(0, STATUSES[JobState.FAILED].words)
    title = " ".join(job.display_title.split())
    return f"{title}. {', '.join(part for part in now if part)}. {facts(job)}"
