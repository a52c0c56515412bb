"""SponsorBlock through a real worker and the media site's own API: cut, marked, unknown, and out of order."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mediadl import wire
from mediadl.domain.options import DownloadOptions
from mediadl.domain.steps import StepName, StepState
from mediadl.worker.sponsorblock import API_SWITCH, wants_sponsorblock
from tests.helpers.media_facts import facts_of
from tests.helpers.media_site import MediaSiteProcess
from tests.helpers.workers import Answer, WorkerChild, download

CUT: dict[str, Any] = {"custom_format": "18", "sponsorblock_remove": ["sponsor"]}


@pytest.fixture(scope="module")
def informed(site: MediaSiteProcess) -> Iterator[WorkerChild]:
    """A worker whose SponsorBlock is the media site's, which knows the video "sb"."""
    with WorkerChild({API_SWITCH: site.url("sponsor/sb")}) as child:
        child.hello()
        yield child


def _ended(answer: Answer) -> tuple[StepState, str]:
    reports = [said.report for said in answer.of(wire.StepReported)]
    last = [report for report in reports if report.name is StepName.SPONSORBLOCK][-1]
    return last.state, last.message


def test_a_segment_is_cut_out_of_film_and_subtitles(
    site: MediaSiteProcess, informed: WorkerChild, tmp_path: Path
):
    options = {**CUT, "download_subtitles": True, "subtitle_languages": ["en"]}
    answer = informed.ask(download(site.url("lab/v/sb"), tmp_path, **options))
    film, subtitles = (Path(name) for name in answer.finished.files)
    assert facts_of(film).duration_s == pytest.approx(8.0, abs=0.3)
    assert "Time goes by." not in subtitles.read_text(encoding="utf-8")
    assert answer.finished.differences == ()


def test_a_segment_is_marked_as_a_chapter(site: MediaSiteProcess, informed: WorkerChild, tmp_path: Path):
    options = {"custom_format": "18", "sponsorblock_mark": ["sponsor"], "embed_metadata": False}
    answer = informed.ask(download(site.url("lab/v/sb"), tmp_path, **options))
    assert b"[SponsorBlock]: Sponsor" in answer.file.read_bytes()
    assert facts_of(answer.file).duration_s == pytest.approx(12.0, abs=0.3)


def test_a_video_that_nobody_marked_stays_whole(
    site: MediaSiteProcess, informed: WorkerChild, tmp_path: Path
):
    answer = informed.ask(download(site.url("lab/v/other"), tmp_path, **CUT))
    assert _ended(answer) == (StepState.DONE, "SponsorBlock knows no segments of this video.")
    assert answer.finished.differences == ()


def test_a_site_that_sponsorblock_does_not_know_is_skipped(
    site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    answer = worker.ask(download(site.url("lab/v/sb"), tmp_path, **CUT))
    assert _ended(answer)[0] is StepState.SKIPPED
    assert answer.finished.differences == ()


def test_a_silent_api_costs_a_sentence_and_not_the_video(site: MediaSiteProcess, tmp_path: Path):
    with WorkerChild({API_SWITCH: site.url("sponsor/sb", status=400)}) as child:
        answer = child.ask(download(site.url("lab/v/sb"), tmp_path, **CUT))
    assert answer.finished.differences[0].startswith("SponsorBlock could not be used: ")
    assert facts_of(answer.file).duration_s == pytest.approx(12.0, abs=0.3)


def test_marking_alone_asks_too():
    assert wants_sponsorblock(DownloadOptions(sponsorblock_mark=("intro",)))
