"""`mediadl formats` and `mediadl playlist` as processes, against the media site."""

import json
import sys
import time

import pytest

from tests.cli.conftest import Terminal
from tests.helpers.media_site import MediaSiteProcess, entry_title


def test_formats_as_json_are_grouped_and_the_best_named(
    terminal: Terminal, media_site: MediaSiteProcess
) -> None:
    ran = terminal.run("formats", media_site.url("dash/manifest.mpd"), "--json")
    found = json.loads(ran.stdout)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert [candidate["height"] for candidate in found["formats"]["video_only"]] == [240, 480, 720]
    assert len(found["formats"]["audio_only"]) == 2
    best = found["formats"]["video_only"][-1]["id"]
    assert found["best_video_format"] == best
    assert found["recommended_format"].startswith(f"{best}+")


def test_formats_are_a_table_for_people(terminal: Terminal, media_site: MediaSiteProcess) -> None:
    ran = terminal.run("formats", media_site.url("hls/master.m3u8"))
    assert ran.returncode == 0
    assert ran.stdout.startswith("master · 0:12")
    assert "1280x720" in ran.stdout
    assert "Audio only" in ran.stdout
    assert "\x1b" not in ran.stdout


def test_a_playlist_as_json_is_one_object_with_all_entries(
    terminal: Terminal, media_site: MediaSiteProcess
) -> None:
    ran = terminal.run("playlist", media_site.url("feed.rss?n=120"), "--json")
    found = json.loads(ran.stdout)
    assert (ran.returncode, found["title"], found["entry_count"]) == (0, "Postcards (120)", 120)
    assert [entry["index"] for entry in found["entries"]] == list(range(1, 121))
    assert found["entries"][8]["title"] == entry_title(9)
    assert found["entries"][8]["url"] == media_site.url("item/postcard-9/small.mp4")


def test_a_playlist_is_a_table_for_people(terminal: Terminal, media_site: MediaSiteProcess) -> None:
    ran = terminal.run("playlist", media_site.url("feed.rss?n=2"))
    lines = ran.stdout.splitlines()
    assert lines[0] == "Postcards (2) · 2 entries"
    assert entry_title(2) in lines[-1]
    assert media_site.url("item/postcard-2/small.mp4") in lines[-1]


@pytest.mark.parametrize(
    ("command", "path", "sentence"),
    [
        ("formats", "feed.rss?n=500", "is a list. “mediadl playlist” shows its entries"),
        ("playlist", "media/small.mp4", "is a single video, not a list."),
        ("playlist", "feed.rss?n=0", "This list has no entries"),
        ("formats", "media/none.mp4", "does not exist (404)"),
    ],
)
@pytest.mark.parametrize("as_json", [False, True])
def test_what_cannot_be_shown_is_a_sentence_and_exit_code_1(
    terminal: Terminal, media_site: MediaSiteProcess, command: str, path: str, sentence: str, as_json: bool
) -> None:
    ran = terminal.run(command, media_site.url(path), *(["--json"] if as_json else []))
    assert (ran.returncode, ran.stdout) == (1, "")
    assert sentence in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


def test_verbose_adds_the_original_words(terminal: Terminal, media_site: MediaSiteProcess) -> None:
    ran = terminal.run("formats", media_site.url("media/none.mp4"), "--verbose")
    assert "HTTP Error 404" in ran.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_looking_can_be_interrupted(terminal: Terminal, media_site: MediaSiteProcess) -> None:
    media_site.reset()
    process = terminal.start("formats", media_site.url("media/small.mp4", delay=60_000))
    while not media_site.hits():
        assert process.poll() is None
        time.sleep(0.05)
    process.terminate()
    assert process.communicate(timeout=60) == ("", "")
    assert process.returncode == 130
