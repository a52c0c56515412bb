"""The worker as a process: what it says, in which order and how often, and how it ends."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import psutil
import pytest

import mediadl
from mediadl import wire
from mediadl.domain.failures import FailureKind
from mediadl.domain.options import DownloadOptions
from tests.helpers.folder_server import serving
from tests.helpers.media_site import MediaSiteProcess, entry_title, media_path
from tests.helpers.workers import Answer, WorkerChild, download


def test_hello_names_both_versions(worker: WorkerChild):
    with WorkerChild() as child:
        hello = child.hello()
    assert hello.pid == child.pid
    assert hello.engine_version.count(".") >= 2


def test_a_probe_of_a_media_tells_its_formats(site: MediaSiteProcess, worker: WorkerChild):
    answer = worker.ask(wire.Probe(url=site.url("lab/v/harbour-1")))
    assert len(answer.media.formats) > 20
    assert answer.media.subtitles == ("en", "de")
    assert answer.finished.files == ()


def test_a_probe_whose_wish_cannot_be_met_still_shows_the_formats(
    site: MediaSiteProcess, worker: WorkerChild
):
    options = DownloadOptions(custom_format="no-such-format")
    assert worker.ask(wire.Probe(url=site.url("lab/v/x"), options=options)).media.formats


def test_a_download_of_a_format_that_is_gone_says_so(
    site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    request = download(site.url("lab/v/x"), tmp_path, custom_format="no-such-format")
    assert worker.ask(request).failed.failure.kind is FailureKind.FORMAT_GONE


def test_a_selector_that_makes_no_sense_is_a_failure(
    site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    request = download(site.url("lab/v/x"), tmp_path, custom_format="bv[[+")
    assert worker.ask(request).failed.failure.kind is FailureKind.FORMAT_GONE


@pytest.fixture(scope="module")
def slow(site: MediaSiteProcess, worker: WorkerChild, tmp_path_factory: pytest.TempPathFactory) -> Answer:
    """Picture and sound, joined, over a line of 2.5 MB/s each."""
    url = site.url("lab/v/harbour-1", rate=2_500_000)
    folder = tmp_path_factory.mktemp("slow")
    return worker.ask(download(url, folder, custom_format="137+140"))


def test_progress_never_falls_and_ends_below_one(slow: Answer):
    fractions = [progress.fraction for progress in slow.progress]
    assert None not in fractions
    assert all(before <= after for before, after in pairwise(fractions))
    assert 0.9 < fractions[-1] <= 0.999


def test_one_bar_spans_both_streams_and_their_joining(slow: Answer):
    before_joining = [p.fraction for p in slow.progress if p.stage == "downloading"]
    assert before_joining[-1] > 0.8
    size = slow.finished.size_bytes
    assert all(p.total_bytes == pytest.approx(size, rel=0.02) for p in slow.progress)
    assert [message.detail or message.stage for message in slow.of(wire.StageChanged)] == [
        "downloading",
        "Merger",
        "Metadata",
        "moving",
    ]


def test_at_most_five_progress_lines_a_second(slow: Answer):
    times = [
        said.at_s
        for said in slow.said
        if isinstance(said.message, wire.ProgressMade) and said.message.progress.stage == "downloading"
    ]
    assert len(times) > 10
    assert all(len([t for t in times if start <= t < start + 1.0]) <= 6 for start in times)


def test_speed_and_time_left_are_plausible(slow: Answer):
    later = [p for p in slow.progress if p.stage == "downloading"][5:-3]
    begun_s, ended_s = slow.said[0].at_s, slow.said[-1].at_s
    assert all(p.speed_bps == pytest.approx(2_500_000, rel=0.4) for p in later)
    assert all(0 <= (p.eta_s or -1) < ended_s - begun_s + 2 for p in later)
    assert all(before.done_bytes <= after.done_bytes for before, after in pairwise(slow.progress))


def test_a_size_that_nobody_knows_is_not_made_up(site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path):
    with serving(media_path("av480.mp4").parent) as base:
        answer = worker.ask(download(f"{base}/av480.mp4?nolength", tmp_path))
    downloading = [p for p in answer.progress if p.stage == "downloading"]
    assert downloading
    assert all(p.fraction is None and p.total_bytes is None for p in downloading)


def test_ten_thousand_entries_come_in_few_lines_and_soon(site: MediaSiteProcess, worker: WorkerChild):
    begun_s = time.monotonic()
    answer = worker.ask(wire.Probe(url=site.url("lab/channel/harbour?n=10000")))
    lines = [said for said in answer.said if isinstance(said.message, wire.EntryFound)]
    assert [entry.index for entry in answer.entries] == list(range(1, 10_001))
    assert len(lines) < 200
    assert lines[0].at_s - begun_s < 3


def test_a_feed_is_told_in_its_order(site: MediaSiteProcess, worker: WorkerChild):
    answer = worker.ask(wire.Probe(url=site.url("feed.rss?n=500")))
    assert [entry.title for entry in answer.entries] == [entry_title(n) for n in range(1, 501)]
    assert answer.entries[0].names_the_file


def test_entries_of_a_slow_list_come_as_they_are_found(site: MediaSiteProcess, worker: WorkerChild):
    answer = worker.ask(wire.Probe(url=site.url("lab/channel/harbour?n=120&delay=700")))
    counts = [
        (said.at_s, len(said.message.entries))
        for said in answer.said
        if isinstance(said.message, wire.EntryFound)
    ]
    first_page_s = next(at_s for at_s, _count in counts)
    soon = sum(count for at_s, count in counts if at_s < first_page_s + 0.4)
    assert soon == 50
    assert sum(count for _at_s, count in counts) == 120


@pytest.mark.parametrize(
    "line", [b"{not json}\n", b'{"cmd": "dance"}\n', b"\xff\xfe\n", b'{"cmd":"probe"}\n']
)
def test_an_unreadable_request_is_answered_and_the_next_one_too(
    line: bytes, site: MediaSiteProcess, worker: WorkerChild
):
    worker.write(line)
    (said,) = worker.until_end()
    assert isinstance(said.message, wire.Failed)
    assert said.message.failure.kind is FailureKind.BUG
    assert worker.ask(wire.Probe(url=site.url("media/small.mp4"))).finished


def test_empty_lines_are_nothing(site: MediaSiteProcess, worker: WorkerChild):
    worker.write(b"\n  \n")
    assert worker.ask(wire.Probe(url=site.url("media/small.mp4"))).finished


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "/etc/passwd",
        "data:text/html,hi",
        "ftp://127.0.0.1/x",
        "ytsearch:x",
        "--exec=id",
        "",
    ],
)
def test_only_http_is_opened(url: str, worker: WorkerChild, tmp_path: Path):
    failure = worker.ask(download(url, tmp_path)).failed.failure
    assert failure.kind is FailureKind.INVALID_LINK
    assert not list(tmp_path.iterdir())


def test_a_redirect_to_a_file_of_this_machine_is_refused(worker: WorkerChild, tmp_path: Path):
    secret = tmp_path / "secret.mp4"
    secret.write_bytes(b"not for download")
    playlist = tmp_path / "list.m3u8"
    playlist.write_text(f"#EXTM3U\n#EXTINF:2,\nfile://{secret}\n#EXT-X-ENDLIST\n")
    with serving(tmp_path) as base:
        failure = worker.ask(download(f"{base}/list.m3u8", tmp_path / "out"), timeout_s=90).failed.failure
    assert failure.kind in {FailureKind.UNSUPPORTED, FailureKind.INCOMPLETE}


def test_the_worker_ends_with_its_ffmpeg_when_stdin_closes(site: MediaSiteProcess, tmp_path: Path):
    with WorkerChild() as child:
        child.hello()
        child.write(wire.encode(download(site.url("lab/live/end?s=50&via=ffmpeg"), tmp_path)))
        ffmpeg = _wait_for_child(child.pid)
        child.close_stdin()
        assert child.process.wait(60) != 0
        _gone, alive = psutil.wait_procs([ffmpeg], timeout=60)
    assert not alive


def _wait_for_child(pid: int) -> psutil.Process:
    for _attempt in range(1200):
        for process in psutil.Process(pid).children(recursive=True):
            if "ffmpeg" in process.name():
                return process
        time.sleep(0.05)
    raise AssertionError("no ffmpeg was started")


PLUGIN = """
import os, sys
from yt_dlp.extractor.common import InfoExtractor

class NoisyIE(InfoExtractor):
    _VALID_URL = r"https?://noisy\\.invalid/(?P<id>\\w+)"

    def _real_extract(self, url):
        kind = self._match_id(url)
        print("print from an extractor")
        os.write(1, b"straight to the descriptor\\n")
        sys.stderr.write("to stderr\\n")
        self.to_screen("token=SECRET cookie: a=SECRET; b=SECRET")
        if kind == "crash":
            return {}["missing"]
        return {"id": "1", "title": "half \\ud83d pair", "url": os.environ["NOISY_MEDIA"], "ext": "mp4",
                "view_count": float("nan")}
"""


@pytest.fixture(scope="module")
def noisy(site: MediaSiteProcess, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WorkerChild]:
    """A worker with an extractor that prints, crashes and returns nonsense."""
    folder = tmp_path_factory.mktemp("plugins")
    module = folder / "noisy" / "yt_dlp_plugins" / "extractor" / "noisy.py"
    module.parent.mkdir(parents=True)
    module.write_text(PLUGIN)
    switches = {"MEDIADL_TEST_PLUGINS": str(folder), "NOISY_MEDIA": site.url("media/small.mp4")}
    with WorkerChild(switches) as child:
        yield child


def test_prints_of_an_extractor_never_reach_the_protocol(noisy: WorkerChild, tmp_path: Path):
    assert noisy.ask(download("http://noisy.invalid/fine", tmp_path)).finished
    assert "print from an extractor" in noisy.stderr
    assert "straight to the descriptor" in noisy.stderr


def test_half_a_character_and_impossible_numbers_harm_nobody(noisy: WorkerChild, tmp_path: Path):
    answer = noisy.ask(download("http://noisy.invalid/fine", tmp_path))
    assert answer.media.title == "half ? pair"
    assert answer.media.view_count is None
    assert answer.file.name == "half \uff1f pair.mp4"


def test_a_crash_of_an_extractor_is_told_as_a_change_of_the_site(noisy: WorkerChild, tmp_path: Path):
    failure = noisy.ask(download("http://noisy.invalid/crash", tmp_path)).failed.failure
    assert failure.kind is FailureKind.SITE_CHANGED
    assert "SECRET" not in failure.detail


def test_secrets_are_masked_in_the_log(noisy: WorkerChild, tmp_path: Path):
    answer = noisy.ask(download("http://noisy.invalid/fine", tmp_path))
    lines = [message.message for message in answer.of(wire.Logged)]
    assert any("token=•••" in line for line in lines)
    assert not any("SECRET" in line for line in lines)


def test_no_plugin_of_the_users_is_loaded(site: MediaSiteProcess, tmp_path: Path):
    folder = tmp_path / "yt-dlp-plugins" / "evil" / "yt_dlp_plugins" / "extractor"
    folder.mkdir(parents=True)
    (folder / "evil.py").write_text("open('loaded', 'w').close()")
    elsewhere = {"XDG_CONFIG_HOME": str(tmp_path), "PYTHONPATH": str(folder.parents[1])}
    with WorkerChild({**elsewhere, "MEDIADL_TEST_PLUGINS": ""}, cwd=tmp_path) as child:
        assert child.ask(wire.Probe(url=site.url("media/small.mp4"))).finished
    assert not (tmp_path / "loaded").exists()


@pytest.mark.parametrize("kind", ["installed", "checkout"])
def test_plugins_for_tests_are_loaded_in_a_source_checkout_only(kind: str, tmp_path: Path):
    shutil.copytree(Path(mediadl.__file__).parent, tmp_path / "mediadl")
    (tmp_path / "pyproject.toml").touch()
    if kind == "installed":
        (tmp_path / "mediadl" / "resources").mkdir()
    folder = tmp_path / "plugins" / "traced" / "yt_dlp_plugins" / "extractor"
    folder.mkdir(parents=True)
    (folder / "traced.py").write_text("open('loaded', 'w').close()")
    switches = {"MEDIADL_TEST_PLUGINS": str(tmp_path / "plugins"), "PYTHONPATH": str(tmp_path)}
    with WorkerChild(switches, cwd=tmp_path) as child:
        child.ask(wire.Probe(url="http://127.0.0.1:9/"))
    assert (tmp_path / "loaded").exists() == (kind == "checkout")


def test_the_command_line_tells_nothing(worker: WorkerChild):
    assert psutil.Process(worker.pid).cmdline()[-3:] == ["-m", "mediadl", "--worker"]


@pytest.mark.skipif(os.name != "posix", reason="niceness is of POSIX")
def test_the_worker_lets_others_go_first(worker: WorkerChild):
    assert psutil.Process(worker.pid).nice() == 10


def test_a_full_disk_is_named(site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a small file system cannot be mounted here")
    try:
        failure = worker.ask(download(site.url("media/av480.mp4"), disk)).failed.failure
        known = worker.ask(download(site.url("lab/v/x"), disk, job="2")).failed.failure
    finally:
        subprocess.run(["umount", str(disk)], check=True)
    assert (failure.kind, known.kind) == (FailureKind.NO_SPACE, FailureKind.NO_SPACE)
    assert str(disk) in failure.message


def test_without_ffmpeg_the_sentence_says_so(site: MediaSiteProcess, tmp_path: Path):
    with WorkerChild({"MEDIADL_FFMPEG": "/nonexistent", "PATH": "/nonexistent"}) as child:
        plain = child.ask(download(site.url("page/harbour"), tmp_path))
        joined = child.ask(download(site.url("lab/v/x"), tmp_path))
        sound = child.ask(download(site.url("page/harbour"), tmp_path, preset="audio-mp3"))
    assert plain.file.exists()
    assert {joined.failed.failure.kind, sound.failed.failure.kind} == {FailureKind.FFMPEG_MISSING}
    said = "MEDIADL_FFMPEG is set to “/nonexistent”, which does not exist.\n"
    assert joined.failed.failure.detail.startswith(said)
    assert sound.failed.failure.detail.startswith(said)


@pytest.mark.parametrize("path", ["media/big-16.mp4", "hls/master.m3u8"])
def test_a_limit_holds_from_the_first_byte_until_a_control_line_lifts_it(
    site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path, path: str
):
    speeds: list[float] = []
    lifted = False
    for said in worker.stream(download(site.url(path), tmp_path, bytes_per_s=200_000)):
        if isinstance(said.message, wire.ProgressMade) and not lifted:
            speeds += [speed] if (speed := said.message.progress.speed_bps) else []
            if lifted := len(speeds) >= 8:
                worker.write(wire.encode(wire.SetRate()))
    assert isinstance(said.message, wire.Finished)
    assert lifted
    assert max(speeds) < 400_000


def test_a_limit_does_not_outlive_its_request(site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path):
    worker.write(wire.encode(wire.SetRate(bytes_per_s=1000)))
    began_s = time.monotonic()
    assert worker.ask(download(site.url("media/big-16.mp4"), tmp_path)).file.stat().st_size > 16_000_000
    assert time.monotonic() - began_s < 60


def test_a_link_that_names_a_video_and_a_list_is_the_one_or_the_other_or_a_question(
    site: MediaSiteProcess, worker: WorkerChild
):
    link = site.url("lab/v/harbour?list=films")
    assert worker.ask(wire.Probe(url=link, part="ask")).finished.names_both
    assert worker.ask(wire.Probe(url=link)).media.title
    assert len(worker.ask(wire.Probe(url=link, part="list")).entries) == 3
