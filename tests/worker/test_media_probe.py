"""What ffprobe, or ffmpeg alone, sees in a file; what is no media has no streams."""

import shutil
from pathlib import Path

import pytest

from mediadl.worker.media_probe import is_no_media, look_into
from tests.helpers.media_site import media_path

FFMPEG = shutil.which("ffmpeg") or ""


@pytest.fixture(params=["with ffprobe", "with ffmpeg alone"])
def ffmpeg(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A folder that holds both, or an ffmpeg in a place without ffprobe."""
    if request.param == "with ffprobe":
        return str(Path(FFMPEG).parent)
    lonely = tmp_path / "bin"
    lonely.mkdir()
    (lonely / "ffmpeg").symlink_to(FFMPEG)
    return str(lonely / "ffmpeg")


@pytest.mark.parametrize(
    ("name", "container", "picture", "sounds"),
    [
        ("av480.mp4", "mp4", ("h264", 854, 480), ["aac"]),
        ("clip.webm", "matroska", ("vp8", 426, 240), ["opus"]),
        ("song.mp3", "mp3", None, ["mp3"]),
        ("video-avc1-360.mp4", "mp4", ("h264", 640, 360), []),
    ],
)
def test_streams_are_seen(
    ffmpeg: str, name: str, container: str, picture: tuple[str, int, int] | None, sounds
):
    found = look_into(media_path(name), ffmpeg)
    assert found is not None
    assert container in found.containers
    assert found.duration_s == pytest.approx(12.0, abs=0.1)
    assert [(one.codec, one.width, one.height) for one in found.pictures] == ([picture] if picture else [])
    assert [sound.codec for sound in found.sounds] == sounds


@pytest.mark.parametrize("content", ["picture", "<!DOCTYPE html><html><body>Sorry</body></html>", ""])
def test_what_is_called_a_video_and_is_none_has_no_streams(ffmpeg: str, content: str, tmp_path: Path):
    file = tmp_path / "media.mp4"
    if content == "picture":
        shutil.copy(media_path("thumbs/00.jpg"), file)
    else:
        file.write_text(content)
    found = look_into(file, ffmpeg)
    assert found is not None
    assert not found.is_media


def test_a_name_is_never_read_as_an_option_or_an_address(ffmpeg: str, tmp_path: Path):
    file = tmp_path / "-i http:x.mp4"
    shutil.copy(media_path("small.mp4"), file)
    found = look_into(file, ffmpeg)
    assert found is not None
    assert found.is_media


def test_without_a_tool_nothing_is_known(tmp_path: Path):
    assert look_into(tmp_path / "x.mp4", None) is None
    assert look_into(tmp_path / "x.mp4", str(tmp_path)) is None


@pytest.mark.parametrize(
    ("content", "is_none"),
    [
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", True),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", True),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE html>", True),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", False),
        (b"ID3\x04", False),
        (b"", False),
    ],
)
def test_the_first_bytes_betray_a_picture_and_a_page(content: bytes, is_none: bool, tmp_path: Path):
    (tmp_path / "x.mp4").write_bytes(content)
    assert is_no_media(tmp_path / "x.mp4") is is_none
