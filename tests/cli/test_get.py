"""`mediadl get` as a process, against the media site."""

import http.server
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.cli.conftest import Terminal
from tests.helpers.media_site import MediaSiteProcess, entry_title, media_path


def _events(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def _files(folder: Path) -> list[str]:
    """Everything in the folder, what is hidden and partial too."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def _wait_for_partial_file(folder: Path) -> None:
    give_up = time.monotonic() + 60
    while not any(map(_size, folder.rglob("*.part"))):
        assert time.monotonic() < give_up, "no partial file appeared"
        time.sleep(0.05)


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except FileNotFoundError:  # renamed since it was listed
        return 0


def test_two_links_become_two_files(terminal: Terminal, media_site: MediaSiteProcess, tmp_path: Path) -> None:
    urls = [media_site.url("media/small.mp4"), media_site.url("media/song.mp3")]
    ran = terminal.run("get", *urls, urls[0], "--to", str(tmp_path / "new" / "folder"))
    assert (ran.returncode, ran.stderr) == (0, "")
    assert _files(tmp_path / "new" / "folder") == ["small.mp4", "song.mp3"]
    small = tmp_path / "new" / "folder" / "small.mp4"
    assert small.read_bytes() == media_path("small.mp4").read_bytes()
    assert f"✓ small → {small}\n" in ran.stdout
    assert ran.stdout.splitlines()[-1].startswith("2 downloaded (")


def test_one_that_fails_leaves_the_others_alone(
    terminal: Terminal, media_site: MediaSiteProcess, tmp_path: Path
) -> None:
    urls = [media_site.url("media/none.mp4"), media_site.url("media/small.mp4")]
    ran = terminal.run("get", *urls, "--to", str(tmp_path / "to"))
    assert ran.returncode == 1
    assert _files(tmp_path / "to") == ["small.mp4"]
    assert "says that this page does not exist (404). Check the link." in ran.stderr
    assert len(ran.stderr.splitlines()) == 1
    assert ran.stdout.splitlines()[-1].endswith("1 failed.")


def test_verbose_adds_the_original_words(
    terminal: Terminal, media_site: MediaSiteProcess, tmp_path: Path
) -> None:
    ran = terminal.run("get", media_site.url("media/none.mp4"), "--to", str(tmp_path), "--verbose")
    assert "HTTP Error 404" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_json_tells_every_event_and_the_sum(
    terminal: Terminal, media_site: MediaSiteProcess, tmp_path: Path
) -> None:
    urls = [media_site.url("media/av480.mp4", rate=1_500_000), media_site.url("media/none.mp4")]
    ran = terminal.run("get", *urls, "--to", str(tmp_path / "to"), "--json")
    *events, summary = _events(ran.stdout)
    file = str(tmp_path / "to" / "av480.mp4")
    assert (ran.returncode, ran.stderr) == (1, "")
    assert summary == {
        "event": "summary", "completed": 1, "already_here": 0, "failed": 1, "files": [file],
    }  # fmt: skip
    assert {event["event"] for event in events} == {"job.added", "job.changed", "job.progress"}
    last = {event["url"]: event for event in events}
    assert (last[urls[0]]["status"], last[urls[0]]["file_path"]) == ("completed", file)
    assert last[urls[0]]["file_size"] == media_path("av480.mp4").stat().st_size
    assert (last[urls[1]]["status"], last[urls[1]]["error_code"]) == ("failed", "NOT_FOUND")
    percents = [event["progress_percent"] for event in events if event["url"] == urls[0]]
    assert percents == sorted(percents)
    assert (percents[0], percents[-1]) == (0.0, 100.0)
    assert len(set(percents)) > 3


def test_items_take_exactly_those_entries(
    terminal: Terminal, media_site: MediaSiteProcess, tmp_path: Path
) -> None:
    feed = media_site.url("feed.rss?n=12")
    ran = terminal.run("get", feed, "--items", "2-4,9", "--to", str(tmp_path / "to"), "--json")
    events = _events(ran.stdout)
    assert ran.returncode == 0
    assert _files(tmp_path / "to") == [f"{entry_title(number)}.mp4" for number in (2, 3, 4, 9)]
    assert [event["url"] for event in events if event["event"] == "job.removed"] == [feed]
    assert events[-1]["completed"] == 4


def test_a_list_without_items_is_taken_whole_one_at_a_time(
    terminal: Terminal, media_site: MediaSiteProcess, tmp_path: Path
) -> None:
    ran = terminal.run(
        "get", media_site.url("feed.rss?n=3"), "--jobs", "1", "--to", str(tmp_path / "to"), "--json"
    )
    running: set[str] = set()
    for event in _events(ran.stdout)[:-1]:
        (running.add if event["status"] == "running" else running.discard)(event["request_id"])
        assert len(running) <= 1
    assert len(_files(tmp_path / "to")) == 3


SAVE_SETTINGS = """
import asyncio, sys
from mediadl.domain.settings import Settings
from mediadl.paths import Paths, ensure_private
from mediadl.store.store import Store

async def save(paths):
    ensure_private(paths.data)
    store = await Store.open(paths.database)
    await store.settings.save(Settings(download_folder=sys.argv[1], max_downloads=1))
    await store.close()

asyncio.run(save(Paths.of_user()))
"""


@pytest.mark.parametrize(("arguments", "at_once"), [((), 1), (("--jobs", "2"), 2)])
def test_folder_and_number_come_from_the_users_settings_unless_they_are_given(
    terminal: Terminal, media_site: MediaSiteProcess, tmp_path: Path, arguments: tuple[str, ...], at_once: int
) -> None:
    command = [sys.executable, "-c", SAVE_SETTINGS, str(tmp_path / "chosen")]
    subprocess.run(command, env=terminal.environment, check=True)
    urls = [media_site.url(f"item/{name}/av480.mp4", rate=1_500_000) for name in "ab"]
    ran = terminal.run("get", *urls, "--json", *arguments)
    running, most = set[str](), 0
    for event in _events(ran.stdout)[:-1]:
        (running.add if event["status"] == "running" else running.discard)(event["request_id"])
        most = max(most, len(running))
    assert (ran.returncode, most) == (0, at_once)
    assert len(_files(tmp_path / "chosen")) == 2


@pytest.mark.parametrize(
    ("feed", "items", "sentence"),
    [("feed.rss?n=0", ":", "This list has no entries"), ("feed.rss?n=3", "7-", "“7-” selects")],
)
def test_a_list_that_gives_nothing_has_failed(
    terminal: Terminal, media_site: MediaSiteProcess, tmp_path: Path, feed: str, items: str, sentence: str
) -> None:
    ran = terminal.run("get", media_site.url(feed), "--items", items, "--to", str(tmp_path))
    assert ran.returncode == 1
    assert sentence in ran.stderr


@pytest.fixture
def feed_of_feeds(media_site: MediaSiteProcess) -> Iterator[str]:
    """A list whose one entry is a list, as a channel's tabs are."""
    inner = media_site.url("feed.rss?n=2")
    item = f"<item><title>Inner</title><link>{inner}</link></item>"
    text = f'<rss version="2.0"><channel><title>Outer</title>{item}'

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/rss+xml")
            self.end_headers()
            self.wfile.write(f"{text}</channel></rss>".encode())

        def log_message(self, *_arguments: object) -> None:
            """Keep the test's output clean."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/outer.rss"
        server.shutdown()
        thread.join()


def test_a_list_within_a_list_is_taken_whole(terminal: Terminal, feed_of_feeds: str, tmp_path: Path) -> None:
    ran = terminal.run("get", feed_of_feeds, "--to", str(tmp_path / "to"))
    assert (ran.returncode, ran.stderr) == (0, "")
    assert len(_files(tmp_path / "to")) == 2


def test_links_come_from_a_file_and_from_stdin(
    terminal: Terminal, media_site: MediaSiteProcess, tmp_path: Path
) -> None:
    (tmp_path / "list.txt").write_text(f"# films\n\n{media_site.url('media/small.mp4')}\n")
    ran = terminal.run(
        "get", "--from-file", str(tmp_path / "list.txt"), "--from-file", "-", "--to", str(tmp_path / "to"),
        stdin=media_site.url("media/song.mp3"),
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, "")
    assert _files(tmp_path / "to") == ["small.mp4", "song.mp3"]


@pytest.mark.parametrize(
    ("preset", "start"), [("360p", "240p"), ("best", "720p"), ("plays-everywhere", "720p · MP4")]
)
def test_the_preset_decides(
    terminal: Terminal, media_site: MediaSiteProcess, tmp_path: Path, preset: str, start: str
) -> None:
    url = media_site.url("hls/master.m3u8")
    ran = terminal.run("get", url, "--preset", preset, "--to", str(tmp_path), "--json")
    last = _events(ran.stdout)[-2]
    assert (ran.returncode, last["status"]) == (0, "completed")
    assert last["format"].startswith(start)


def test_a_format_that_is_not_offered_is_said(
    terminal: Terminal, media_site: MediaSiteProcess, tmp_path: Path
) -> None:
    ran = terminal.run(
        "get", media_site.url("media/small.mp4"), "--format", "b[height>9000]", "--to", str(tmp_path)
    )
    assert ran.returncode == 1
    assert "The chosen format is not offered here." in ran.stderr


def test_bad_usage_starts_nothing(terminal: Terminal, media_site: MediaSiteProcess, tmp_path: Path) -> None:
    media_site.reset()
    ran = terminal.run("get", media_site.url("media/small.mp4"), "nonsense", "--to", str(tmp_path / "to"))
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "“nonsense” is not a link" in ran.stderr
    assert media_site.hits() == []
    assert not (tmp_path / "to").exists()


def test_a_folder_that_cannot_be_made_is_bad_usage(
    terminal: Terminal, media_site: MediaSiteProcess, tmp_path: Path
) -> None:
    media_site.reset()
    (tmp_path / "file").write_text("in the way")
    ran = terminal.run("get", media_site.url("media/small.mp4"), "--to", str(tmp_path / "file" / "below"))
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "cannot be made" in ran.stderr
    assert media_site.hits() == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_download_leaves_nothing_behind(
    terminal: Terminal, media_site: MediaSiteProcess, tmp_path: Path, number: signal.Signals
) -> None:
    urls = [media_site.url(f"item/{name}/av480.mp4", rate=100_000) for name in "abcde"]
    process = terminal.start("get", *urls, "--to", str(tmp_path / "to"), "--json")
    (tmp_path / "to").mkdir(exist_ok=True)
    _wait_for_partial_file(tmp_path / "to")
    workers = psutil.Process(process.pid).children(recursive=True)
    before = time.monotonic()
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    assert time.monotonic() - before < 15, "it waited for something"
    assert (process.returncode, err) == (130, "")
    assert _events(out)[-1] == {
        "event": "summary", "completed": 0, "already_here": 0, "failed": 0, "files": [],
    }  # fmt: skip
    assert "cancelled" in {event["status"] for event in _events(out)[:-1]}
    assert _files(tmp_path / "to") == []
    assert workers
    assert psutil.wait_procs(workers, timeout=60)[1] == []


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX")
def test_a_reader_that_goes_away_ends_it_quietly(
    terminal: Terminal, media_site: MediaSiteProcess, tmp_path: Path
) -> None:
    url = media_site.url("media/av480.mp4", rate=300_000)
    process = terminal.start("get", url, "--to", str(tmp_path / "to"), "--json")
    assert process.stdout is not None
    assert process.stderr is not None
    assert '"job.added"' in process.stdout.readline()
    process.stdout.close()
    assert process.wait(120) == 1
    assert process.stderr.read() == ""
    assert _files(tmp_path / "to") == []


def _on_a_terminal(terminal: Terminal, *arguments: str) -> tuple[str, int]:
    """Run on a pseudo-terminal; returns everything it drew, and the exit code."""
    import pty  # Windows has none

    ours, theirs = pty.openpty()
    process = terminal.start(*arguments, stdout=theirs, stderr=theirs)
    os.close(theirs)
    drawn = bytearray()
    while True:
        try:
            chunk = os.read(ours, 65536)
        except OSError:  # EIO: the other end is closed
            break
        if not chunk:
            break
        drawn += chunk
    os.close(ours)
    return drawn.decode(), process.wait(120)


@pytest.mark.skipif(sys.platform == "win32", reason="terminals of POSIX")
def test_a_terminal_shows_bars_and_is_left_clean(
    terminal: Terminal, media_site: MediaSiteProcess, tmp_path: Path
) -> None:
    terminal.environment["TERM"] = "xterm-256color"
    urls = [media_site.url("media/av480.mp4", rate=2_000_000), media_site.url("media/none.mp4")]
    drawn, exit_code = _on_a_terminal(terminal, "get", *urls, "--to", str(tmp_path / "to"))
    assert exit_code == 1
    assert "━" in drawn
    assert " of 3.1 MB · " in drawn
    assert "this page does not exist (404)" in drawn
    assert "1 downloaded (3.1 MB), 1 failed." in drawn
    assert drawn.rindex("\x1b[?25h") > drawn.rindex("\x1b[?25l")


def test_all_downloads_together_keep_to_the_rate_that_was_typed(
    terminal: Terminal, media_site: MediaSiteProcess, tmp_path: Path
) -> None:
    urls = [media_site.url(f"item/{name}/av480.mp4") for name in "ab"]
    ran = terminal.run("get", *urls, "--to", str(tmp_path), "--json", "--limit-rate", "700K")
    assert ran.returncode == 0, ran.stderr
    speeds = [event["speed"] for event in _events(ran.stdout)[:-1] if event.get("speed")]
    assert speeds
    assert max(speeds) < 1_000_000


def test_a_site_that_asks_to_slow_down_is_waited_for_and_it_is_said(
    terminal: Terminal, media_site: MediaSiteProcess, tmp_path: Path
) -> None:
    url = media_site.url("item/slow-down/small.mp4", status=429, retry_after=2, times=1)
    ran = terminal.run("get", url, "--to", str(tmp_path))
    assert ran.returncode == 0
    assert "127.0.0.1 asks to slow down; goes on in 0:0" in ran.stderr
    assert "(attempt 1 of 5)" in ran.stderr
    assert ran.stdout.startswith("✓ small → ")


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_waiting_can_be_interrupted(terminal: Terminal, media_site: MediaSiteProcess, tmp_path: Path) -> None:
    url = media_site.url("item/never/small.mp4", status=429, retry_after=600)
    process = terminal.start("get", url, "--to", str(tmp_path / "to"))
    assert process.stderr is not None
    assert re.search(r"slow down; goes on in \d+:\d\d", process.stderr.readline())
    process.send_signal(signal.SIGINT)
    out, _err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "Interrupted: 0 downloaded, 1 not finished.\n")


def test_a_file_that_is_not_what_was_asked_for_is_said_to_differ(
    terminal: Terminal, media_site: MediaSiteProcess, tmp_path: Path
) -> None:
    ended = terminal.run("get", media_site.url("media/small.mp4", length=-3000), "--to", str(tmp_path / "to"))
    assert ended.returncode == 0
    assert "The end of the file is missing" in ended.stderr


def test_a_preset_that_is_not_there_ends_with_two_and_the_names_that_are(terminal: Terminal) -> None:
    ran = terminal.run("get", "https://a.example/1", "--preset", "huge")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "There is no preset “huge”. There are: best," in ran.stderr
