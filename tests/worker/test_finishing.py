"""The steps after a download, through a real worker."""

from pathlib import Path

from mediadl import wire
from mediadl.domain.steps import StepName, StepState
from tests.helpers.media_facts import facts_of
from tests.helpers.media_site import MediaSiteProcess
from tests.helpers.workers import Answer, WorkerChild, download


def ended(answer: Answer) -> dict[StepName, StepState]:
    """How each step ended, in order."""
    return {said.report.name: said.report.state for said in answer.of(wire.StepReported)}


def test_a_sound_is_converted_tagged_checked_and_moved(
    site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    answer = worker.ask(download(site.url("page/harbour"), tmp_path, preset="audio-mp3"))
    assert ended(answer) == dict.fromkeys(
        [StepName.CONVERT, StepName.METADATA, StepName.CHECK, StepName.MOVE], StepState.DONE
    )
    assert answer.finished.differences == ()
    assert facts_of(answer.file).audio == "mp3"
