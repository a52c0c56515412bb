"""Jobs as aria2 would tell of them: states, figures as strings, and which part of a list is wanted."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar

from mediadl.domain.failures import FailureKind
from mediadl.domain.job import FINAL_STATES, Job, JobState
from mediadl.domain.links import public
from mediadl.domain.naming import legal_stem
from mediadl.domain.progress import Progress
from mediadl.server.aria2.gids import gid_of

T = TypeVar("T")

State = Literal["active", "waiting", "paused", "complete", "error", "removed"]
UNDER_WAY: frozenset[State] = frozenset({"waiting", "paused"})
"""What `tellWaiting` tells of."""
STOPPED: frozenset[State] = frozenset({"complete", "error", "removed"})

CHOICE = "The link is a list, or asks for a choice. Choose in MediaDL's window."
"""Why one cannot go on by itself; nothing in aria2's methods could answer."""

_STATES: dict[JobState, State] = {
    JobState.RESOLVING: "waiting",
    JobState.QUEUED: "waiting",
    JobState.WAITING: "waiting",
    JobState.CHOOSING: "paused",
    JobState.PAUSED: "paused",
    JobState.RUNNING: "active",
    JobState.COMPLETED: "complete",
    JobState.DIFFERS: "complete",
    JobState.FAILED: "error",
    JobState.CANCELLED: "removed",
}
_K = FailureKind
_ERRORS: dict[FailureKind, int] = {
    _K.TIMED_OUT: 2, _K.STALLED: 2, _K.NOT_FOUND: 3, _K.GONE: 3, _K.NETWORK_DOWN: 6, _K.UNREACHABLE: 6,
    _K.NO_SPACE: 9, _K.FOLDER_UNUSABLE: 16, _K.HOST_NOT_FOUND: 19, _K.LOGIN_NEEDED: 24, _K.WRONG_LOGIN: 24,
    _K.SERVER_ERROR: 29, _K.RATE_LIMITED: 29,
}  # fmt: skip
"""aria2's exit status (its manual, "EXIT STATUS") where it has one; 1 is an unknown error."""
_PLACES = frozenset({"dir", "files"})
_UNFINISHED = ".part"
"""Behind a title while there is no file: no file of the download folder ends like this, so that clients which
delete or move what a path names find nothing there."""


@dataclass(frozen=True)
class Shown:
    """How paths are told: whole to programs of this computer, else from the download folder on."""

    folder: str
    """The download folder that a job without one of its own goes to."""
    is_whole: bool


def state_of(job: Job) -> State:
    """aria2's word for where a job is."""
    return _STATES[job.state]


def struct(job: Job, progress: Progress | None, shown: Shown, keys: Collection[str] = ()) -> dict[str, Any]:
    """All that there is to tell of a job, or these keys of it; `progress` is that of this run."""
    state = state_of(job)
    done, total, speed = _figures(job, progress or Progress())
    folder, path = _place(job, shown) if not keys or _PLACES & set(keys) else ("", "")
    told: dict[str, Any] = {
        "gid": gid_of(job.id),
        "status": state,
        "totalLength": str(total),
        "completedLength": str(done),
        "uploadLength": "0",
        "downloadSpeed": str(speed),
        "uploadSpeed": "0",
        "connections": "1" if state == "active" else "0",
        "numPieces": "1",
        "pieceLength": str(total),
        "dir": folder,
        "files": [_file(job, path, done, total)],
    }
    if state in STOPPED:
        told.update(_error(job))
    elif job.state is JobState.CHOOSING:
        told["errorMessage"] = CHOICE
    return {key: told[key] for key in dict.fromkeys(keys) if key in told} if keys else told


def part(of: Sequence[T], offset: int, count: int) -> list[T]:
    """So many from an offset on; a negative one counts from the end, and goes backwards from there."""
    if offset >= 0:
        return list(of[offset : offset + count])
    last = len(of) + offset
    return [] if last < 0 else list(of[max(0, last + 1 - count) : last + 1][::-1])


def _figures(job: Job, progress: Progress) -> tuple[int, int, int]:
    """Bytes that are there, bytes there will be, and bytes a second."""
    if job.state in FINAL_STATES and job.size_bytes is not None:
        return job.size_bytes, job.size_bytes, 0
    done = progress.done_bytes
    total = max(progress.total_bytes or 0, done if progress.total_bytes else 0)
    speed = round(progress.speed_bps or 0) if job.state is JobState.RUNNING else 0
    return done, total, speed


def _place(job: Job, shown: Shown) -> tuple[str, str]:
    """The folder of the file, and the file; where there is none yet, what stands for it."""
    whole = Path(job.options.folder or shown.folder)
    if job.files:
        file = Path(job.files[0])
        if shown.is_whole:
            return str(file.parent), str(file)
        return "", file.relative_to(whole).as_posix() if file.is_relative_to(whole) else file.name
    title = job.fixed_title or job.title
    name = legal_stem(title, suffix_bytes=len(_UNFINISHED)) + _UNFINISHED if title else ""
    if shown.is_whole:
        return str(whole), str(whole / name) if name else ""
    return "", name


def _file(job: Job, path: str, done: int, total: int) -> dict[str, Any]:
    return {
        "index": "1",
        "path": path,
        "length": str(total),
        "completedLength": str(done),
        "selected": "true",
        "uris": [{"uri": public(job.url), "status": "used"}],
    }


def _error(job: Job) -> dict[str, str]:
    if job.state is not JobState.FAILED or job.failure is None:
        return {"errorCode": "31" if job.state is JobState.CANCELLED else "0", "errorMessage": ""}
    return {"errorCode": str(_ERRORS.get(job.failure.kind, 1)), "errorMessage": job.failure.message}
