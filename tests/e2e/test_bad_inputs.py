"""Bad input ends in a sentence that says what, why and what to do; what else was asked for still arrives."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.stage import ROOT
from tests.helpers.media_site import MediaSiteProcess


def _get(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    # Faults that pass are waited out otherwise, for minutes.
    command = [sys.executable, "-m", "mediadl", "get", "--retries", "0", *arguments]
    changed = {**os.environ, **environment}
    done = subprocess.run(
        command, cwd=ROOT, env=changed, capture_output=True, text=True, timeout=240, check=False
    )
    assert "Traceback" not in done.stderr
    return done


@pytest.mark.parametrize(
    ("path", "trouble", "sentence"),
    [
        ("page/nothing", {}, "Nothing to download was found on this page of 127.0.0.1. Open the page of the"),
        ("media/small.mp4", {"status": 404}, "127.0.0.1 says that this page does not exist (404). Check the"),
        ("media/small.mp4", {"status": 410}, "This has been removed from 127.0.0.1"),
        ("media/small.mp4", {"status": 403}, "127.0.0.1 refuses access (403)."),
        ("media/small.mp4", {"status": 429}, "127.0.0.1 asks to slow down (429). Wait a few minutes"),
        ("media/small.mp4", {"status": 503}, "127.0.0.1 has a problem of its own right now (HTTP 503). Try"),
        ("feed.rss?n=0", {}, "This list has no entries, so there is nothing to download."),
        ("lab/login", {}, "127.0.0.1 shows this only to people who are logged in"),
        ("lab/private", {}, "This is private: only the people its owner chose can watch it."),
        ("lab/drm", {}, "This is protected by DRM and cannot be downloaded."),
        ("lab/geo", {}, "127.0.0.1 does not offer this in your country."),
    ],
)
def test_a_site_s_no_is_said_and_the_other_job_goes_on(
    path: str, trouble: dict[str, int], sentence: str, media_site: MediaSiteProcess, tmp_path: Path
) -> None:
    bad, good = media_site.url(path, **trouble), media_site.url("media/song.mp3")
    done = _get(bad, good, "--to", str(tmp_path))
    assert done.returncode == 1
    assert sentence in done.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["song.mp3"]


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        (
            "http://nosuch.invalid/video",
            "The address of nosuch.invalid was not found. Check the link",
        ),
        ("http://127.0.0.1:9/video", "127.0.0.1 does not accept connections right now. Try again later."),
    ],
)
def test_a_host_that_is_not_there_is_named(link: str, sentence: str, tmp_path: Path) -> None:
    done = _get(link, "--to", str(tmp_path))
    assert (done.returncode, sentence in done.stderr) == (1, True), done.stderr


def test_what_is_no_link_starts_nothing(media_site: MediaSiteProcess, tmp_path: Path) -> None:
    done = _get(media_site.url("media/small.mp4"), "two words", "--to", str(tmp_path / "new"))
    assert done.returncode == 2
    assert "“two words” is not a link. Paste the whole address, starting with https://." in done.stderr
    assert not (tmp_path / "new").exists()


def test_a_private_entry_does_not_keep_the_others(media_site: MediaSiteProcess, tmp_path: Path) -> None:
    done = _get(media_site.url("feed.rss?n=3&private=2"), "--to", str(tmp_path))
    assert done.returncode == 1
    assert "127.0.0.1 refuses access (403)." in done.stderr
    assert len(list(tmp_path.iterdir())) == 2


def test_two_links_with_one_title_become_two_files(media_site: MediaSiteProcess, tmp_path: Path) -> None:
    links = [media_site.url(f"page/{name}?title=Twins&media=small.mp4") for name in ("a", "b")]
    assert _get(*links, "--to", str(tmp_path)).returncode == 0
    assert {file.name for file in tmp_path.iterdir()} == {"Twins.mp4", "Twins (2).mp4"}


def test_a_missing_ffmpeg_is_named(media_site: MediaSiteProcess, tmp_path: Path) -> None:
    link = media_site.url("hls/master.m3u8")
    done = _get(link, "--to", str(tmp_path), MEDIADL_FFMPEG="/nonexistent", PATH="/nonexistent")
    assert done.returncode == 1
    assert "ffmpeg was not found" in done.stderr
    assert "Install ffmpeg, then retry." in done.stderr


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("mounting a small file system needs root")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


@pytest.mark.parametrize("trouble", [{}, {"norange": 1, "rate": 900_000}])
def test_a_full_disk_is_said_with_what_to_do(
    trouble: dict[str, int], media_site: MediaSiteProcess, small_disk: Path
) -> None:
    done = _get(media_site.url("media/av480.mp4", **trouble), "--to", str(small_disk))
    assert done.returncode == 1
    assert f"There is not enough space left in “{small_disk}”. Free some, then retry" in done.stderr


def test_a_read_only_folder_is_said_with_what_to_do(media_site: MediaSiteProcess, small_disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    done = _get(media_site.url("media/small.mp4"), "--to", str(small_disk))
    assert done.returncode == 1
    assert (
        f"The folder “{small_disk}” is gone or cannot be written to. Choose another download folder."
        in done.stderr
    )


def test_a_folder_below_a_file_is_bad_usage(media_site: MediaSiteProcess, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    done = _get(media_site.url("media/small.mp4"), "--to", str(tmp_path / "file" / "folder"))
    assert done.returncode == 2
    assert "file/folder" in done.stderr
