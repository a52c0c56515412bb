"""The steps after the download in the words of people, and the icons of their states; no widget."""

from collections.abc import Mapping

from mediadl.domain.steps import REPEATABLE, StepName, StepReport, StepState

NAMES: Mapping[StepName, str] = {
    StepName.SUBTITLES: "Subtitles",
    StepName.THUMBNAIL: "Picture",
    StepName.SPONSORBLOCK: "SponsorBlock",
    StepName.CONVERT: "Conversion",
    StepName.METADATA: "Title and date in the file",
    StepName.EMBED: "Subtitles and picture in the file",
    StepName.DETAILS: "Description and details",
    StepName.SPLIT: "A file of each chapter",
    StepName.CHECK: "Check of the file",
    StepName.MOVE: "Move into the folder",
}

UNDER_WAY: Mapping[StepName, str] = {
    StepName.SUBTITLES: "Subtitles…",
    StepName.THUMBNAIL: "Fetching the picture…",
    StepName.SPONSORBLOCK: "SponsorBlock…",
    StepName.CONVERT: "Converting…",
    StepName.METADATA: "Writing title and date…",
    StepName.EMBED: "Putting it all into one file…",
    StepName.DETAILS: "Writing description and details…",
    StepName.SPLIT: "Splitting at the chapters…",
    StepName.CHECK: "Checking the file…",
    StepName.MOVE: "Moving into place…",
}

STATES: Mapping[StepState, tuple[str, str, str]] = {
    StepState.WAITING: ("clock", "Waiting", "text_muted"),
    StepState.RUNNING: ("formats", "Running", "accent"),
    StepState.DONE: ("check-circle", "Done", "success"),
    StepState.FAILED: ("error", "Failed", "danger"),
    StepState.SKIPPED: ("minus", "Skipped", "text_muted"),
}
"""Icon, word and colour's token of each state."""


def failed(steps: tuple[StepReport, ...]) -> tuple[StepReport, ...]:
    """The steps that went wrong."""
    return tuple(step for step in steps if step.state is StepState.FAILED)


def repeatable(steps: tuple[StepReport, ...]) -> tuple[StepName, ...]:
    """The steps that went wrong and can be done again on the delivered file."""
    return tuple(step.name for step in failed(steps) if step.name in REPEATABLE)


def running(steps: tuple[StepReport, ...]) -> StepName | None:
    """The step that is being done now, or None."""
    return next((step.name for step in reversed(steps) if step.state is StepState.RUNNING), None)
