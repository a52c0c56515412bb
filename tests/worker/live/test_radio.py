"""An endless stream of plain HTTP is recorded until it is stopped, whatever happens on the way."""

import time
from pathlib import Path

import pytest

from mediadl import wire
from mediadl.domain.failures import FailureKind
from mediadl.worker.live.radio import recording_of
from tests.helpers.media_facts import facts_of
from tests.helpers.media_site import MediaSiteProcess
from tests.helpers.workers import Answer, WorkerChild, download


def _listened(worker: WorkerChild, request: wire.Download, seconds: float) -> Answer:
    """Stop and keep after so many seconds of sound."""
    worker.write(wire.encode(request))
    said = []
    for one in worker.until_end():
        said.append(one)
        if isinstance(one.message, wire.ProgressMade) and (one.message.progress.recorded_s or 0) >= seconds:
            worker.write(wire.encode(wire.StopLive()))
    return Answer(said)


def test_a_station_is_recorded_over_a_break_until_it_is_stopped(
    site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    site.reset()
    url = site.url("radio/kept.mp3?speed=4", drop=100_000, times=1, skip=1)
    answer = _listened(worker, download(url, tmp_path), 14.0)
    assert (answer.media.is_live, answer.media.title[:9]) == (True, "Lab Radio")
    assert answer.file.suffix == ".mp3"
    assert answer.file.stem.startswith("Lab Radio")
    facts = facts_of(answer.file)
    assert facts.audio == "mp3"
    assert facts.duration_s >= 13.5
    assert answer.finished.differences == ()


def test_what_a_killed_worker_has_recorded_is_kept_when_the_station_is_gone(
    site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    site.reset()
    request = download(site.url("radio/gone.mp3?speed=4", status=404, skip=2), tmp_path)
    with WorkerChild() as killed:
        killed.write(wire.encode(request))
        ends_at = time.monotonic() + 60
        while (heard := recording_of(Path(request.temp_folder))) is None or heard.stat().st_size < 80_000:
            assert time.monotonic() < ends_at, "nothing is recorded"
            time.sleep(0.02)
    held = heard.read_bytes()
    answer = worker.ask(request)
    assert facts_of(answer.file).duration_s >= len(held) / 16_000 - 0.5


def test_a_radio_of_which_nothing_was_heard_is_no_file(
    site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    site.reset()
    request = download(site.url("radio/quiet.mp3", delay=1500, skip=1), tmp_path)
    worker.write(wire.encode(request))
    said = []
    for one in worker.until_end():
        said.append(one)
        if isinstance(one.message, wire.Probed):
            worker.write(wire.encode(wire.StopLive()))
    failed = Answer(said).failed.failure
    assert failed.kind is FailureKind.NOTHING_RECORDED


@pytest.mark.parametrize("name", ["song.mp3", "small.mp4"])
def test_a_file_of_known_length_is_no_radio(name: str, site: MediaSiteProcess, worker: WorkerChild):
    answer = worker.ask(wire.Probe(url=site.url(f"media/{name}")))
    assert not answer.media.is_live
