"""Runs the steps after the download: each is told, and one that fails costs a sentence, never the file."""

from collections.abc import Callable, Sequence

from mediadl import wire
from mediadl.domain.failures import FailureKind
from mediadl.domain.steps import StepName, StepReport, StepState
from mediadl.worker.failures import failure_from


class StepProblem(Exception):
    """A step could not do all that it should; the text is a sentence for people."""

    def __init__(self, sentence: str, kind: FailureKind | None = None) -> None:
        super().__init__(sentence)
        self.kind = kind


class StepSkipped(Exception):
    """There is nothing to do for the step; the text says why, for people."""


class Steps:
    """The steps of one job. `differences` are the sentences of those that failed, in their order."""

    def __init__(self, send: Callable[[wire.Message], None], url: str) -> None:
        self._send = send
        self._url = url
        self.differences: list[str] = []
        self._told: set[tuple[StepName, StepState]] = set()

    def attempt(self, name: StepName, work: Callable[[], str | None], complaint: str) -> None:
        """Do the step; what it returns is told with its end. `complaint` begins the sentence of a failure."""
        self.tell(name, StepState.RUNNING)
        try:
            self.tell(name, StepState.DONE, work() or "")
        except StepSkipped as skipped:
            self.tell(name, StepState.SKIPPED, str(skipped))
        except StepProblem as problem:
            self.failed(name, str(problem), problem.kind)
        except Exception as error:
            reason = failure_from(error, self._url)
            self.failed(name, f"{complaint}: {reason.message}", reason.kind)

    def tell(self, name: StepName, state: StepState, message: str = "") -> None:
        """Say how a step stands."""
        self._send(wire.StepReported(report=StepReport(name=name, state=state, message=message)))

    def tell_once(self, name: StepName, state: StepState) -> None:
        """The same for steps that yt-dlp runs, whose hooks are called twice for each event."""
        if (name, state) not in self._told:
            self._told.add((name, state))
            self.tell(name, state)

    def checked(self, said: Sequence[str]) -> None:
        """The file was looked into: these sentences, or none, are its differences."""
        self.differences += said
        state = StepState.FAILED if said else StepState.DONE
        self.tell(StepName.CHECK, state, " ".join(said))

    def failed(self, name: StepName, sentence: str, kind: FailureKind | None = None) -> None:
        """Say that a step failed, and remember it as a difference."""
        self.differences.append(sentence)
        report = StepReport(name=name, state=StepState.FAILED, message=sentence, kind=kind)
        self._send(wire.StepReported(report=report))
