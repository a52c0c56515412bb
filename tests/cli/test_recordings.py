"""The first Ctrl+C ends a recording and keeps it; the second cancels."""

import signal
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import Terminal
from tests.helpers.media_facts import facts_of
from tests.helpers.media_site import MediaSiteProcess

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sends signals of POSIX")


def _until_recorded(folder: Path, size_bytes: int = 200_000) -> None:
    deadline_s = time.monotonic() + 60
    while sum(map(_size, folder.rglob("*.rec"))) < size_bytes:
        assert time.monotonic() < deadline_s, "nothing is recorded"
        time.sleep(0.05)


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except FileNotFoundError:  # renamed since it was listed
        return 0


def test_ctrl_c_ends_a_recording_and_keeps_it(
    terminal: Terminal, media_site: MediaSiteProcess, tmp_path: Path
) -> None:
    media_site.reset()
    to = tmp_path / "to"
    process = terminal.start("get", media_site.url("live/kept/60;speed=2/live.m3u8"), "--to", str(to))
    _until_recorded(to)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "Ctrl+C ends it and keeps" in err
    assert "keeping what is there" in err
    assert "1 downloaded" in out
    (file,) = to.glob("*.mp4")
    assert facts_of(file).duration_s >= 3.0


def test_a_second_ctrl_c_cancels(terminal: Terminal, media_site: MediaSiteProcess, tmp_path: Path) -> None:
    media_site.reset()
    to = tmp_path / "to"
    url = media_site.url("live/dropped/60;speed=2/live.m3u8")
    process = terminal.start("get", url, media_site.url("media/av480.mp4", rate=50_000), "--to", str(to))
    _until_recorded(to)
    process.send_signal(signal.SIGINT)
    assert process.stderr is not None
    while line := process.stderr.readline():
        if "keeping what is there" in line:
            break
    assert line, "it ended without a word"
    process.send_signal(signal.SIGINT)
    out, _err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Interrupted" in out
    assert not (to / ".mediadl").exists()
