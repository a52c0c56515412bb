"""A live stream becomes one playable file, through yt-dlp, whatever happens on the way."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from mediadl import wire
from mediadl.domain.failures import FailureKind
from tests.helpers.media_facts import facts_of
from tests.helpers.media_site import MediaSiteProcess
from tests.helpers.workers import Answer, Said, WorkerChild, download


def _recorded_s(said: Said) -> float:
    message = said.message
    return (message.progress.recorded_s or 0.0) if isinstance(message, wire.ProgressMade) else 0.0


def _until(worker: WorkerChild, seconds: float) -> Iterator[Said]:
    for said in worker.until_end():
        yield said
        if _recorded_s(said) >= seconds:
            return


def _stopped_after(worker: WorkerChild, request: wire.Download, seconds: float) -> Answer:
    worker.write(wire.encode(request))
    said = list(_until(worker, seconds))
    worker.write(wire.encode(wire.StopLive()))
    return Answer([*said, *worker.until_end()])


def _decode_errors(path: Path) -> str:
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-f", "null", "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stderr


@pytest.mark.parametrize(
    "query",
    [
        "s=60;speed=6",
        "s=60;speed=6;kind=fmp4;window=6",
        "s=60;speed=6;kind=range",
        "s=60;speed=6;aes=1;first=40",
        "s=60;speed=6;loop=4",
        "s=60;speed=6&apart=1",
    ],
)
def test_a_stopped_recording_is_a_playable_file(
    query: str, site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    site.reset()
    answer = _stopped_after(worker, download(site.url(f"lab/live/kept?{query}"), tmp_path), 10.0)
    recorded_s = answer.progress[-1].recorded_s or 0.0
    facts = facts_of(answer.file)
    assert (facts.video, facts.audio, _decode_errors(answer.file)) == ("h264", "aac", "")
    assert recorded_s >= 10.0
    assert abs(facts.duration_s - recorded_s) < 0.3
    assert not list(tmp_path.rglob("live-*"))


def test_a_killed_recording_goes_on_and_becomes_one_file(site: MediaSiteProcess, tmp_path: Path):
    site.reset()
    request = download(site.url("lab/live/killed?s=40;speed=3"), tmp_path)
    for seconds in (6.0, 14.0):
        with WorkerChild() as child:
            child.write(wire.encode(request))
            assert any(_recorded_s(said) >= seconds for said in _until(child, seconds))
            child.kill()
    with WorkerChild() as child:
        answer = child.ask(request)
    facts = facts_of(answer.file)
    # The playlist of this stream keeps all, so that nothing is missing.
    assert abs(facts.duration_s - 36) < 2.5
    assert _decode_errors(answer.file) == ""
    assert not list(tmp_path.rglob("live-*"))


def test_a_recording_from_the_start_has_what_the_playlist_still_lists(
    site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    site.reset()
    url = site.url("lab/live/early?s=12;speed=6")
    answer = worker.ask(download(url, tmp_path, live_from_start=True))
    assert abs(facts_of(answer.file).duration_s - 12) < 0.3


def test_a_stream_that_ended_while_nobody_recorded_is_kept_as_far_as_it_is(
    site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    site.reset()
    url = site.url("lab/live/ended?s=8;speed=1")
    with WorkerChild() as child:
        child.write(wire.encode(download(url, tmp_path)))
        assert any(_recorded_s(said) >= 2.0 for said in _until(child, 2.0))
        child.kill()
    site_says_over = site.url("lab/live/ended?s=0")
    answer = worker.ask(download(site_says_over, tmp_path))
    assert 2.0 <= facts_of(answer.file).duration_s <= 8.5
    assert answer.file.name.startswith("Live from the ")


def test_nothing_recorded_is_a_failure_with_a_sentence(
    site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    request = download(site.url("lab/live/none?s=60", only="seg_", status=503), tmp_path)
    worker.write(wire.encode(request))
    said = [next(said for said in worker.until_end() if isinstance(said.message, wire.ProgressMade))]
    worker.write(wire.encode(wire.StopLive()))
    failure = Answer([*said, *worker.until_end()]).failed.failure
    assert failure.kind is FailureKind.NOTHING_RECORDED
    assert "live stream" in failure.message


def test_the_title_keeps_the_time_of_the_beginning(
    site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    site.reset()
    temp = tmp_path / ".mediadl" / "job"
    with WorkerChild() as child:
        child.write(wire.encode(download(site.url("lab/live/title?s=60;speed=6"), tmp_path)))
        list(_until(child, 4.0))
        child.kill()
    note = json.loads((temp / "live.json").read_text())
    note["tags"]["title"] = "Told before 2020-01-01 10:00"
    (temp / "live.json").write_text(json.dumps(note))
    answer = _stopped_after(worker, download(site.url("lab/live/title?s=60;speed=6"), tmp_path), 6.0)
    assert answer.file.name.startswith("Told before 2020-01-01 10")
    assert answer.media.title == "Told before 2020-01-01 10:00"
