"""Every option has a flag, and every flag says what is wrong with its value."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from mediadl.cli.arguments import GetArguments, parse
from mediadl.cli.option_flags import FETCH_FLAGS, FILE_FLAGS
from mediadl.domain.layers import said_by
from mediadl.domain.options import DownloadOptions
from tests.cli.conftest import Terminal
from tests.helpers.media_site import MediaSiteProcess

LINK = "https://a.example/1"
ELSEWHERE = {
    "custom_format": "--format", "folder": "--to", "live_from_start": "--live-from-start",
    "video_codec": "--video-codec", "audio_codec": "--audio-codec", "audio_language": "--audio-language",
    "require": "--require", "download_subtitles": "--subtitles", "subtitle_languages": "--subtitles",
    "subtitle_format": "--subtitle-format", "embed_subtitles": "--embed-subtitles",
    "auto_subtitles": "--auto-subtitles", "write_thumbnail": "--thumbnail",
    "thumbnail_format": "--thumbnail-format", "embed_thumbnail": "--embed-thumbnail",
    "sponsorblock_mark": "--sponsorblock-mark", "sponsorblock_remove": "--sponsorblock-remove",
    "path_template": "--output", "clash": "--clash",
}  # fmt: skip
"""Flags that have their place in other tables."""


def _options(*line: str) -> DownloadOptions:
    arguments = parse(["get", LINK, *line])
    assert isinstance(arguments, GetArguments)
    return arguments.options


def test_every_option_has_a_flag(capsys: pytest.CaptureFixture[str]) -> None:
    here = {flag.field: flag.name for flag in (*FILE_FLAGS, *FETCH_FLAGS)}
    assert here.keys() | ELSEWHERE.keys() == DownloadOptions.model_fields.keys()
    with pytest.raises(SystemExit):
        parse(["get", "--help"])
    shown = capsys.readouterr().out
    assert not [name for name in (*here.values(), *ELSEWHERE.values()) if name not in shown]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (["--quality", "720p", "--container", "mov"], {"quality": "720p", "video_format": "mov"}),
        (["--no-metadata", "--no-chapters"], {"embed_metadata": False, "embed_chapters": False}),
        (["--more-audio", "de, fr"], {"more_audio_languages": ["de", "fr"]}),
        (["--clip", "0:05-1:10, 2:00-"],
         {"clips": [{"start_s": 5.0, "end_s": 70.0}, {"start_s": 120.0, "end_s": None}]}),
        (["--header", "A: b:c", "--header=D:e"], {"headers": [["A", "b:c"], ["D", "e"]]}),
        (["--ytdlp", "--xff DE -4"], {"extra_arguments": ["--xff", "DE", "-4"]}),
        (["--proxy="], {"proxy": ""}),
        (["--request-retries", "0", "--fragments", "16"], {"retries": 0, "concurrent_fragments": 16}),
        (["--temp", "/parts"], {"temp_folder": "/parts"}),
    ],
)  # fmt: skip
def test_a_flag_sets_its_field_and_no_other(line: list[str], said: dict[str, Any]) -> None:
    assert said_by(_options(*line)) == said


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (["--clip", "later"], "is no clip"),
        (["--header", "nonsense"], "is no header"),
        (["--header", "Cookie: a=b"], "every site"),
        (["--ytdlp", "--exec 'id"], "not closed"),
        (["--ytdlp=--exec=id"], "“--exec” is not allowed"),
        (["--fragments", "99"], "from 1 to 16"),
        (["--proxy", "nowhere"], "no address"),
        (["--audio-language", "en]"], "is no language"),
        (["--format", "bv["], "not closed"),
    ],
)
def test_a_mistake_stops_before_anything_starts(
    line: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        _options(*line)
    assert left.value.code == 2
    assert words in capsys.readouterr().err


def test_what_only_yt_dlp_knows_stops_too(terminal: Terminal) -> None:
    ended = terminal.run("get", "http://127.0.0.1:9/x", "--ytdlp", "--socket-timeout soon")
    assert ended.returncode == 2
    assert "soon" in ended.stderr


SAVE_ARCHIVE = """
import asyncio, sys
from datetime import UTC, datetime
from mediadl.domain.archive import Archived
from mediadl.paths import Paths, ensure_private
from mediadl.store.store import Store

async def save(paths):
    ensure_private(paths.data)
    store = await Store.open(paths.database)
    line = Archived(sys.argv[1], "video", datetime.now(UTC), url=sys.argv[1], path=sys.argv[2])
    await store.archive.add([line])
    await store.close()

asyncio.run(save(Paths.of_user()))
"""


def test_what_the_window_has_and_what_an_archive_lists_is_skipped_when_that_is_asked_for(
    terminal: Terminal, media_site: MediaSiteProcess, tmp_path: Path
) -> None:
    ours, listed, new = (media_site.url(f"lab/v/{name}") for name in ("ours", "listed", "new"))
    file = tmp_path / "ours.mp4"
    file.write_bytes(b"film")
    (tmp_path / "archive.txt").write_text("lab listed\n")
    command = [sys.executable, "-c", SAVE_ARCHIVE, ours, str(file)]
    subprocess.run(command, env=terminal.environment, check=True)
    to = ("--to", str(tmp_path / "to"), "--json")
    skipping = ("--skip-downloaded", "--archive", str(tmp_path / "archive.txt"))
    ran = terminal.run("get", ours, listed, new, *skipping, *to)
    *events, summary = [json.loads(line) for line in ran.stdout.splitlines()]
    last = {event["url"]: event for event in events}
    assert (ran.returncode, ran.stderr, summary["already_here"]) == (0, "", 2)
    assert [last[url]["already_here"] for url in (ours, listed, new)] == [True, True, False]
    assert (last[ours]["file_path"], last[listed]["file_path"]) == (str(file), None)
    assert terminal.run("get", ours, *to).stdout.count('"already_here": true') == 0
