"""A kill at any moment, then a second attempt: the file is the one that an untroubled download gives."""

import time
from pathlib import Path

import pytest

from mediadl import wire
from mediadl.worker import leftovers, receipt
from tests.helpers.media_facts import sha256, stream_hash
from tests.helpers.media_site import MediaSiteProcess, media_path
from tests.helpers.workers import Said, WorkerChild, download

STREAMED = ("hls/master.m3u8", "hls-fmp4/master.m3u8", "hls-range/master.m3u8", "dash/manifest.mpd")


def _kill_when(child: WorkerChild, request: wire.Download, fraction: float) -> bool:
    """Ask, and kill the worker's group when the bar reaches the fraction; False when it was too late."""
    try:
        for said in child.stream(request):
            if _is_at(said, fraction):
                child.kill()
                return True
        return False
    finally:
        child.kill()


def _is_at(said: Said, fraction: float) -> bool:
    message = said.message
    return isinstance(message, wire.ProgressMade) and (message.progress.fraction or 0) >= fraction


def _killed_at(request: wire.Download, *fractions: float) -> int:
    kills = 0
    for fraction in fractions:
        child = WorkerChild()
        kills += _kill_when(child, request, fraction)
    return kills


def test_a_direct_file_survives_kills(site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path):
    request = download(site.url("media/av480.mp4", rate=2_500_000), tmp_path)
    assert _killed_at(request, 0.1, 0.5) == 2
    answer = worker.ask(request)
    assert sha256(answer.file) == sha256(media_path("av480.mp4"))
    assert any(hit.range and not hit.range.startswith("bytes=0-") for hit in site.hits())


@pytest.mark.parametrize("path", STREAMED)
def test_streams_survive_kills(path: str, site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path):
    whole = worker.ask(download(site.url(path), tmp_path / "whole", preset="480p"))
    request = download(site.url(path, rate=1_200_000), tmp_path / "killed", preset="480p")
    assert _killed_at(request, 0.1, 0.5) == 2
    answer = worker.ask(request)
    assert stream_hash(answer.file) == stream_hash(whole.file)
    left = (tmp_path / "killed" / ".mediadl" / "job").iterdir()
    assert {path.name for path in left} == {"source.json", receipt.NAME}


def test_a_kill_in_the_middle_of_a_fragment_keeps_the_whole_ones(site: MediaSiteProcess, tmp_path: Path):
    link = site.url("hls-muxed/master.m3u8", rate=1_000_000)
    # One after the other: eight at once of these six would all be unfinished.
    request = download(link, tmp_path, preset="480p", concurrent_fragments=1)
    _killed_at(request, 0.3)
    temp = Path(request.temp_folder)
    whole = [path for path in temp.glob("*.part-Frag*") if not path.name.endswith(".part")]
    leftovers.clean(temp)
    assert whole
    assert all(path.exists() for path in whole)
    assert not list(temp.glob("*.ytdl")) + list(temp.glob("*.part")) + list(temp.glob("*.part-Frag*.part"))


def test_a_killed_conversion_never_passes_as_done(
    site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    request = download(site.url("page/audio"), tmp_path, preset="audio-m4a")
    temp = Path(request.temp_folder)
    temp.mkdir(parents=True)
    (temp / "media.m4a").write_bytes(b"half of a conversion")
    answer = worker.ask(request)
    assert stream_hash(answer.file)
    assert answer.finished.size_bytes > 100_000


def test_a_kill_while_ffmpeg_works_is_healed(site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path):
    request = download(site.url("page/adaptive"), tmp_path / "killed", preset="audio-mp3")
    child = WorkerChild()
    for said in child.stream(request):
        if isinstance(said.message, wire.StageChanged) and said.message.detail == "ExtractAudio":
            time.sleep(0.05)
            break
    child.kill()
    whole = worker.ask(download(site.url("page/adaptive"), tmp_path / "whole", preset="audio-mp3"))
    assert stream_hash(worker.ask(request).file) == stream_hash(whole.file)


def test_a_part_that_is_exactly_complete_heals(site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path):
    request = download(site.url("media/av480.mp4", rate=2_500_000), tmp_path)
    _killed_at(request, 0.2)
    part = Path(request.temp_folder) / "media.mp4.part"
    part.write_bytes(media_path("av480.mp4").read_bytes())
    assert sha256(worker.ask(request).file) == sha256(media_path("av480.mp4"))


def test_files_of_another_source_are_dropped(tmp_path: Path):
    leftovers.keep_if_same_source(tmp_path, ["site", "a"])
    (tmp_path / "media.mp4.part").write_bytes(b"of a")
    leftovers.keep_if_same_source(tmp_path, ["site", "a"])
    assert (tmp_path / "media.mp4.part").exists()
    (tmp_path / "folder").mkdir()
    leftovers.keep_if_same_source(tmp_path, ["site", "b"])
    assert [path.name for path in tmp_path.iterdir()] == ["source.json"]


def test_files_without_a_note_of_their_source_are_dropped(tmp_path: Path):
    (tmp_path / "media.mp4.part").write_bytes(b"of whom?")
    leftovers.keep_if_same_source(tmp_path, ["site", "a"])
    assert not (tmp_path / "media.mp4.part").exists()


def test_cleaning_removes_what_may_be_wrong_and_nothing_else(tmp_path: Path):
    kept = {"media.f1.mp4.part-Frag1", "media.f2.m4a.part", "media.f3.mp4", "source.json"}
    gone = {
        "media.f1.mp4.part",  # has fragments, so it was assembled from them
        "media.f1.mp4.ytdl",
        "media.f1.mp4.part-Frag2.part",
        "media.temp.mp4",
        "media.mp3",
    }
    for name in kept | gone:
        (tmp_path / name).write_bytes(b"x")
    leftovers.clean(tmp_path, "mp3")
    assert {path.name for path in tmp_path.iterdir()} == kept


def test_dropping_parts_leaves_finished_streams(tmp_path: Path):
    for name in ("media.f1.mp4.part", "media.f2.m4a"):
        (tmp_path / name).write_bytes(b"x")
    leftovers.drop_parts(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["media.f2.m4a"]


def test_fragments_of_whole_files_are_gone_once_something_else_was_done(tmp_path: Path):
    fragments = [tmp_path / f"media.f720.mp4.part-Frag{number}" for number in range(300)]
    kept = {tmp_path / name for name in ("media.mp4", "media.en.vtt", "source.json", "media.temp.mp4")}
    for path in (*fragments, *kept):
        path.write_bytes(b"x")
    with leftovers.fragments_cleared(tmp_path):
        (tmp_path / "media.temp.mp4").replace(tmp_path / "media.mp4")
    assert set(tmp_path.iterdir()) == kept - {tmp_path / "media.temp.mp4"}


def test_what_fails_while_fragments_go_is_told_when_they_are_gone(tmp_path: Path):
    (tmp_path / "media.mp4.part-Frag1").write_bytes(b"x")
    with pytest.raises(ValueError, match="ffmpeg"), leftovers.fragments_cleared(tmp_path):
        raise ValueError("ffmpeg")
    assert list(tmp_path.iterdir()) == []
