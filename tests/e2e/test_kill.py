"""The window is killed in mid-download: nothing of it stays alive, and the next start goes on."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from mediadl.paths import Paths
from tests.e2e.stage import ROOT
from tests.helpers.media_site import MediaSiteProcess, media_path

pytestmark = pytest.mark.skipif(not os.environ.get("DISPLAY"), reason="no screen: run through dev.py test")

RATE_BPS = 300_000


def _until(reached: Callable[[], object], what: str, timeout_s: float = 60) -> None:
    ends_at = time.monotonic() + timeout_s
    while not reached():
        assert time.monotonic() < ends_at, f"waited {timeout_s} s for {what}"
        time.sleep(0.05)


@pytest.fixture
def start(home: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Start the real program as a user does."""
    (home / ".config").mkdir(exist_ok=True)
    (home / ".config" / "user-dirs.dirs").write_text('XDG_DOWNLOAD_DIR="$HOME/Downloads"\n')
    started: list[subprocess.Popen[bytes]] = []

    def run(*links: str) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "QT_QPA_PLATFORM": "xcb"}
        command = [sys.executable, "-m", "mediadl", *links]
        started.append(subprocess.Popen(command, cwd=ROOT, env=environment))
        return started[-1]

    yield run
    for process in started:
        process.terminate()
        process.wait(60)


def _kept_bytes(home: Path) -> int:
    """Bytes that a next attempt need not fetch: complete fragments, or the part of a plain download."""
    files = list((home / "Downloads").glob(".mediadl/*/*.part*"))
    fragments = [file for file in files if ".part-Frag" in file.name and file.suffix != ".part"]
    partial = [] if any(".part-Frag" in file.name for file in files) else files
    return sum(map(_size, fragments or partial))


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except FileNotFoundError:  # renamed since it was listed
        return 0


def _states() -> list[str]:
    with sqlite3.connect(Paths.of_user().database) as connection:
        return [state for (state,) in connection.execute("SELECT state FROM jobs ORDER BY position")]


@pytest.mark.parametrize("path", ["media/av480.mp4", "hls/master.m3u8"])
def test_a_killed_window_leaves_nothing_alive_and_goes_on(
    path: str, home: Path, start: Callable[..., subprocess.Popen[bytes]], media_site: MediaSiteProcess
) -> None:
    window = start(media_site.url(path, rate=RATE_BPS))
    _until(lambda: _kept_bytes(home) > 500_000, "half a megabyte")
    family = psutil.Process(window.pid).children(recursive=True)
    assert family, "a download without a worker"
    window.send_signal(signal.SIGKILL)
    window.wait()
    assert psutil.wait_procs(family, timeout=60)[1] == []
    held = _kept_bytes(home)
    media_site.reset()

    start()
    _until(lambda: _states() == ["completed"], "the download to complete")
    _until(lambda: not (home / "Downloads" / ".mediadl").exists(), "the partial files to go")
    (file,) = (entry for entry in (home / "Downloads").iterdir() if entry.is_file())
    sent = sum(hit.sent_bytes for hit in media_site.hits() if hit.status in {200, 206})
    if path.startswith("media/"):
        assert file.read_bytes() == media_path("av480.mp4").read_bytes()
    else:
        assert _frames(file) == _frames(_uninterrupted(media_site.url(path), home / "reference"))
    assert held > 500_000
    assert sent < file.stat().st_size * 0.97, "it started over instead of going on"


def _uninterrupted(link: str, folder: Path) -> Path:
    subprocess.run([sys.executable, "-m", "mediadl", "get", link, "--to", str(folder)], cwd=ROOT, check=True)
    (file,) = folder.iterdir()
    return file


def _frames(file: Path) -> str:
    """A hash over every packet's content of all streams, whatever the container says around them."""
    command = ["ffmpeg", "-v", "error", "-i", str(file), "-map", "0", "-c", "copy", "-f", "streamhash", "-"]
    return subprocess.check_output(command, text=True)
