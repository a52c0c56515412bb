"""The steps between the downloaded streams and the delivered file, each with a status of its own."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from mediadl.domain.failures import FailureKind


class StepName(StrEnum):
    """What is done after the download, in the order in which it is done."""

    SUBTITLES = "subtitles"
    THUMBNAIL = "thumbnail"
    SPONSORBLOCK = "sponsorblock"
    CONVERT = "convert"
    """Remuxing or encoding into the container that was asked for."""
    METADATA = "metadata"
    EMBED = "embed"
    """Subtitles and picture into the media file."""
    DETAILS = "details"
    """Description, details and comments into files beside it."""
    SPLIT = "split"
    """A file of each chapter."""
    CHECK = "check"
    """The file against the request, with ffprobe."""
    MOVE = "move"


class StepState(StrEnum):
    """Where a step is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    SKIPPED = "skipped"


class StepReport(BaseModel):
    """One step of one job, as the queue keeps it."""

    model_config = ConfigDict(frozen=True)

    name: StepName
    state: StepState
    message: str = ""
    """A sentence for people when it failed or was skipped."""
    kind: FailureKind | None = None
    """Why it failed."""


REPEATABLE = frozenset({StepName.SUBTITLES, StepName.THUMBNAIL, StepName.SPONSORBLOCK, StepName.METADATA,
                        StepName.EMBED})  # fmt: skip
"""Steps that can be done again on a file that is delivered; without them the file is whole."""


def with_report(steps: tuple[StepReport, ...], report: StepReport) -> tuple[StepReport, ...]:
    """The steps with this one's news in its place, or at the end when it is new."""
    if any(step.name is report.name for step in steps):
        return tuple(report if step.name is report.name else step for step in steps)
    return (*steps, report)
