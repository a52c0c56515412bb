"""Every kind of source with every kind of wish, through a real worker; ffprobe says what came out."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from mediadl import wire
from mediadl.domain.failures import FailureKind
from mediadl.worker import receipt
from mediadl.worker.options import REPORT
from tests.helpers.media_facts import facts_of, sha256
from tests.helpers.media_site import MediaSiteProcess, media_path
from tests.helpers.workers import WorkerChild, download

LENGTH_S = 12.0


@pytest.fixture(scope="module", autouse=True)
def asked_with_a_hole(
    site: MediaSiteProcess, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[WorkerChild, Path]]:
    """A download with a missing fragment, begun at once: giving up takes half a minute of patience."""
    folder = tmp_path_factory.mktemp("hole")
    with WorkerChild() as child:
        url = site.url("hls/master.m3u8", status=404, only="seg_003")
        child.write(wire.encode(download(url, folder, preset="480p")))
        yield child, folder


@pytest.mark.parametrize("preset", ["best", "480p", "plays-everywhere"])
@pytest.mark.parametrize("name", ["av480.mp4", "song.mp3", "clip.webm"])
def test_a_direct_file_arrives_byte_for_byte(
    name: str, preset: str, site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    answer = worker.ask(download(site.url(f"media/{name}"), tmp_path, preset=preset))
    assert answer.file.name == name
    assert sha256(answer.file) == sha256(media_path(name))
    assert answer.finished.size_bytes == media_path(name).stat().st_size


@pytest.mark.parametrize(
    ("path", "preset", "height", "codecs"),
    [
        ("page/harbour", "best", 480, ("h264", "aac")),
        ("page/sources", "best", 1080, ("h264", "aac")),
        ("page/sources", "480p", 480, ("h264", "aac")),
        ("page/adaptive", "480p", 480, ("h264", "aac")),
        ("hls/master.m3u8", "best", 720, ("h264", "aac")),
        ("hls-fmp4/master.m3u8", "480p", 480, ("h264", "aac")),
        ("hls-range/master.m3u8", "480p", 480, ("h264", "aac")),
        ("hls-muxed/master.m3u8", "480p", 480, ("h264", "aac")),
        ("dash/manifest.mpd", "480p", 480, ("h264", "aac")),
        ("lab/v/harbour-1", "480p", 480, ("av1", "opus")),
        ("lab/v/harbour-1", "plays-everywhere", 1080, ("h264", "aac")),
    ],
)
def test_the_asked_height_arrives_whole(
    path: str,
    preset: str,
    height: int,
    codecs: tuple[str, str],
    site: MediaSiteProcess,
    worker: WorkerChild,
    tmp_path: Path,
):
    answer = worker.ask(download(site.url(path), tmp_path, preset=preset))
    facts = facts_of(answer.file)
    assert (facts.height, facts.video, facts.audio) == (height, *codecs)
    assert facts.duration_s == pytest.approx(LENGTH_S, abs=0.1)
    assert facts.tags["title"] == answer.media.title
    assert answer.file.suffix[1:].upper() in (answer.finished.delivery or "")


@pytest.mark.parametrize(
    ("path", "preset", "name", "codec"),
    [
        ("page/adaptive", "audio-mp3", ".mp3", "mp3"),
        ("media/av480.mp4", "audio-mp3", ".mp3", "mp3"),
        ("hls/master.m3u8", "audio-m4a", ".m4a", "aac"),
        ("lab/v/harbour-1", "audio-m4a", ".m4a", "aac"),
        ("lab/v/harbour-1", "audio-original", ".opus", "opus"),
        ("media/av480.mp4", "audio-original", ".m4a", "aac"),
        ("media/song.mp3", "audio-original", ".mp3", "mp3"),
    ],
)
def test_only_the_sound_arrives(
    path: str,
    preset: str,
    name: str,
    codec: str,
    site: MediaSiteProcess,
    worker: WorkerChild,
    tmp_path: Path,
):
    answer = worker.ask(download(site.url(path), tmp_path, preset=preset))
    facts = facts_of(answer.file)
    assert (answer.file.suffix, facts.audio, facts.video) == (name, codec, None)
    assert facts.duration_s == pytest.approx(LENGTH_S, abs=0.1)
    assert (answer.finished.delivery or "").startswith(name[1:].upper())


def test_mp3_has_the_bitrate_that_was_asked_for(site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path):
    request = download(site.url("page/harbour"), tmp_path, preset="audio-mp3", audio_quality_kbps=128)
    assert facts_of(worker.ask(request).file).bitrate_bps == pytest.approx(128_000, rel=0.05)


def test_the_tags_of_a_direct_sound_survive(site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path):
    answer = worker.ask(download(site.url("media/song.mp3"), tmp_path, preset="audio-mp3"))
    assert facts_of(answer.file).tags["title"] == "Evening Tone"


def test_no_tags_are_written_when_none_are_wanted(
    site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    answer = worker.ask(download(site.url("page/harbour"), tmp_path, embed_metadata=False))
    assert sha256(answer.file) == sha256(media_path("av480.mp4"))


def test_best_is_the_best_picture_with_the_best_sound(
    site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    answer = worker.ask(download(site.url("lab/v/harbour-1"), tmp_path))
    assert answer.media.chosen_ids == ("313", "251")
    assert answer.finished.delivery == "2160p · WEBM · VP9 + Opus"


@pytest.mark.parametrize(
    ("selector", "facts"),
    [
        ("135+140-de/b", ("h264", "aac", 480)),
        ("bv[vcodec^=vp9][height<=360]", ("vp9", None, 360)),
        ("18", ("h264", "aac", 360)),
    ],
)
def test_a_selector_of_the_users_is_obeyed(
    selector: str,
    facts: tuple[str, str, int],
    site: MediaSiteProcess,
    worker: WorkerChild,
    tmp_path: Path,
):
    answer = worker.ask(download(site.url("lab/v/harbour-1"), tmp_path, custom_format=selector))
    assert facts_of(answer.file)[:3] == facts


@pytest.mark.parametrize(
    ("path", "wanted", "suffix"),
    [
        ("page/harbour", "mkv", ".mkv"),
        ("page/clip?media=clip.webm", "mp4", ".webm"),  # VP8 does not fit into MP4: kept, and said so
        ("page/audio", "mp4", ".mp3"),  # a sound is not dressed up as a video
        ("hls/master.m3u8", "webm", ".mkv"),  # H.264 does not fit into WebM
        ("lab/v/harbour-1", "webm", ".webm"),
    ],
)
def test_a_container_is_taken_when_the_streams_fit(
    path: str, wanted: str, suffix: str, site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    answer = worker.ask(download(site.url(path), tmp_path, video_format=wanted, quality="480p"))
    assert answer.file.suffix == suffix
    assert suffix[1:].upper() in (answer.finished.delivery or "")
    assert facts_of(answer.file).duration_s == pytest.approx(LENGTH_S, abs=0.1)


def test_several_sounds_that_were_picked_are_all_in_the_file(
    site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    answer = worker.ask(download(site.url("lab/v/x"), tmp_path, custom_format="134+140+140-de/bv*+ba/b"))
    command = ["ffprobe", "-v", "error", "-show_entries", "stream=codec_type", "-of", "csv=p=0"]
    shown = subprocess.run([*command, answer.file], check=True, capture_output=True, text=True).stdout
    assert sorted(shown.split()) == ["audio", "audio", "video"]


def test_a_list_is_told_instead_of_downloaded(site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path):
    answer = worker.ask(download(site.url("feed.rss?n=3"), tmp_path))
    assert [entry.index for entry in answer.entries] == [1, 2, 3]
    assert answer.finished.files == ()
    assert not list(tmp_path.iterdir())


def test_a_fixed_title_names_the_file(site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path):
    answer = worker.ask(download(site.url("media/small.mp4"), tmp_path, fixed_title="Postcard 1"))
    assert answer.file.name == "Postcard 1.mp4"


def test_two_media_with_one_title_become_two_files(
    site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    for number in (1, 2):
        url = site.url(f"page/p{number}?media=small.mp4&title=Same")
        worker.ask(download(url, tmp_path, job=str(number)))
    assert sorted(path.name for path in tmp_path.glob("*.mp4")) == ["Same (2).mp4", "Same.mp4"]


@pytest.mark.parametrize("path", ["thumb/x.jpg", "subs/en.vtt"])
def test_what_is_no_media_is_not_called_a_success(
    path: str, site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    failure = worker.ask(download(site.url(path), tmp_path)).failed.failure
    assert failure.kind is FailureKind.UNSUPPORTED
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    "trouble",
    [{"drop": 1_700_000}, {"length": 1000, "times": 2}, {"norange": 1, "drop": 900_000, "times": 1}],
)
def test_a_broken_connection_is_mended(
    trouble: dict[str, int], site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    site.reset()
    answer = worker.ask(download(site.url("media/av480.mp4", **trouble), tmp_path))
    assert sha256(answer.file) == sha256(media_path("av480.mp4"))


def test_a_folder_that_cannot_be_made_is_named(site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path):
    (tmp_path / "file").write_text("in the way")
    folder = tmp_path / "file" / "below"
    failure = worker.ask(download(site.url("media/small.mp4"), folder)).failed.failure
    assert failure.kind is FailureKind.FOLDER_UNUSABLE
    assert str(folder) in failure.message


def test_a_folder_of_the_system_is_refused(site: MediaSiteProcess, worker: WorkerChild):
    failure = worker.ask(download(site.url("media/small.mp4"), Path("/proc/nowhere"))).failed.failure
    assert failure.kind is FailureKind.FOLDER_UNUSABLE


def test_nothing_but_the_file_and_its_receipt_stay(
    site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    answer = worker.ask(download(site.url("hls/master.m3u8"), tmp_path, preset="480p"))
    assert {path for path in tmp_path.iterdir() if path.is_file()} == {answer.file}
    assert {path.name for path in (tmp_path / ".mediadl" / "job").iterdir()} == {"source.json", receipt.NAME}


def test_an_answer_that_was_not_heard_is_given_again_without_the_network(
    site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    answer = worker.ask(download(site.url("media/small.mp4"), tmp_path))
    asked = len(site.hits())
    assert worker.ask(download(site.url("media/small.mp4"), tmp_path)).finished == answer.finished
    assert len(site.hits()) == asked


def test_the_folder_of_other_jobs_stays(site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path):
    other = tmp_path / ".mediadl" / "other"
    other.mkdir(parents=True)
    worker.ask(download(site.url("media/small.mp4"), tmp_path))
    assert other.is_dir()


def test_a_failure_is_the_only_end(site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path):
    answer = worker.ask(download(site.url("media/small.mp4", status=404), tmp_path))
    ends = [said for said in answer.said if isinstance(said.message, wire.Finished | wire.Failed)]
    assert len(ends) == 1
    assert REPORT not in [path.name for path in tmp_path.rglob("*")]


def test_a_missing_fragment_fails_and_leaves_no_file(asked_with_a_hole: tuple[WorkerChild, Path]):
    child, folder = asked_with_a_hole
    *_, last = child.until_end()
    assert isinstance(last.message, wire.Failed)
    assert last.message.failure.kind is FailureKind.INCOMPLETE
    assert [path.name for path in folder.iterdir()] == [".mediadl"]
