"""Parts and tracks become one file that plays from end to end."""

import subprocess
from pathlib import Path

import pytest
from yt_dlp.utils import PostProcessingError

from mediadl.worker.live.joining import join, packed_audio_start_s
from tests.helpers.media_facts import facts_of
from tests.helpers.media_site import media_path


def _part(folder: Path, name: str, tree: str, numbers: range, *, init: bool = False) -> Path:
    head = media_path(f"{tree}/init.mp4").read_bytes() if init else b""
    suffix = "m4s" if init else "ts"
    body = b"".join(media_path(f"{tree}/seg_{number:03d}.{suffix}").read_bytes() for number in numbers)
    path = folder / name
    path.write_bytes(head + body)
    return path


def _decode_errors(path: Path) -> str:
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-f", "null", "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stderr


@pytest.mark.parametrize(("tree", "init"), [("live", False), ("live-fmp4", True)])
def test_parts_play_one_after_the_other_without_the_gap_between_them(tree: str, init: bool, tmp_path: Path):
    files = {1: _part(tmp_path, "a.rec", tree, range(3, 6), init=init)}
    files[3] = _part(tmp_path, "b.rec", tree, range(20, 22), init=init)
    join("ffmpeg", [files], tmp_path / "media.mp4")
    facts = facts_of(tmp_path / "media.mp4")
    assert (facts.video, facts.audio, _decode_errors(tmp_path / "media.mp4")) == ("h264", "aac", "")
    assert abs(facts.duration_s - 10) < 0.2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.rec", "b.rec", "media.mp4"]


def test_two_tracks_keep_their_distance_in_time(tmp_path: Path):
    video = {1: _part(tmp_path, "v.rec", "live-apart/v", range(4, 8), init=True)}
    audio = {1: _part(tmp_path, "a.rec", "live-apart/a", range(5, 8), init=True)}
    join("ffmpeg", [video, audio], tmp_path / "media.mp4")
    command = ["ffprobe", "-v", "error", "-select_streams", "a", "-show_entries", "stream=start_time"]
    shown = subprocess.run(
        [*command, "-of", "csv=p=0", str(tmp_path / "media.mp4")], capture_output=True, text=True, check=True
    )
    assert abs(float(shown.stdout) - 2.0) < 0.1


def test_a_part_that_lacks_a_track_is_left_out(tmp_path: Path):
    video = {
        1: _part(tmp_path, "v1.rec", "live-apart/v", range(2), init=True),
        2: _part(tmp_path, "v2.rec", "live-apart/v", range(4, 7), init=True),
    }
    audio = {2: _part(tmp_path, "a2.rec", "live-apart/a", range(4, 7), init=True)}
    join("ffmpeg", [video, audio], tmp_path / "media.mp4")
    assert abs(facts_of(tmp_path / "media.mp4").duration_s - 6) < 0.2


def test_what_ffmpeg_cannot_read_stays_and_is_told(tmp_path: Path):
    (tmp_path / "a.rec").write_bytes(b"no media at all")
    with pytest.raises(PostProcessingError, match="ffmpeg exited"):
        join("ffmpeg", [{1: tmp_path / "a.rec"}], tmp_path / "media.mp4")
    assert (tmp_path / "a.rec").exists()


def test_bare_audio_says_when_it_begins(tmp_path: Path):
    path = tmp_path / "a.rec"
    owner = b"com.apple.streaming.transportStreamTimestamp\0"
    path.write_bytes(b"ID3\x04\0\0\0\0\0\x3fPRIV" + owner + (180_000).to_bytes(8, "big") + b"\xff\xf1")
    assert packed_audio_start_s(path) == 2.0
    path.write_bytes(media_path("live/seg_000.ts").read_bytes())
    assert packed_audio_start_s(path) is None
