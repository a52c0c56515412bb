"""A job's trouble as text, to read in the details and to paste into a message; pure."""

from collections.abc import Sequence

from mediadl.domain.failures import Failure
from mediadl.domain.job import Job
from mediadl.domain.links import public
from mediadl.domain.steps import StepReport


def trouble(job: Job) -> Failure | None:
    """What went wrong with a job that failed or waits to be tried again."""
    return job.failure or (job.wait.failure if job.wait else None)


def original_words(job: Job, log: Sequence[str]) -> list[str]:
    """The original words of the failure, then the log, which often ends with the same ones."""
    failure = trouble(job)
    detail = failure.detail.strip().splitlines() if failure else []
    return [*detail, "", *log] if detail and log else [*detail, *log]


def report(job: Job, sentence: str, log: Sequence[str]) -> str:
    """All of it as text, for somebody who can help."""
    failure = trouble(job)
    lines = [
        public(job.display_title),
        public(job.url),
        f"{sentence} [{failure.kind if failure else job.state}]",
        *(f"- {difference}" for difference in job.differences),
        *(_step(step) for step in job.steps),
        "",
        *original_words(job, log),
    ]
    return "\n".join(lines)


def _step(step: StepReport) -> str:
    return f"{step.name}: {step.state}" + (f", {step.message}" if step.message else "")
