"""Wishes on the command line become options."""

from pathlib import Path
from typing import Any

import pytest

from mediadl.cli.arguments import GetArguments, parse
from mediadl.domain.layers import said_by
from tests.cli.conftest import Terminal
from tests.helpers.media_facts import facts_of
from tests.helpers.media_site import MediaSiteProcess

LINK = "https://a.example/1"


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("--video-codec h264 --require video_codec", {"video_codec": "h264", "require": ("video_codec",)}),
        ("--audio-codec opus --audio-language de", {"audio_codec": "opus", "audio_language": "de"}),
        ("--subtitles", {"download_subtitles": True, "subtitle_languages": ()}),
        ("--subtitles en,de", {"download_subtitles": True, "subtitle_languages": ("en", "de")}),
        ("--embed-subtitles", {"download_subtitles": True, "embed_subtitles": True}),
        ("--auto-subtitles --subtitle-format srt", {"auto_subtitles": True, "subtitle_format": "srt"}),
        ("--thumbnail-format png", {"write_thumbnail": True, "thumbnail_format": "png"}),
        ("--embed-thumbnail", {"embed_thumbnail": True, "write_thumbnail": False}),
        ("--sponsorblock-mark intro,outro", {"sponsorblock_mark": ("intro", "outro")}),
        ("--sponsorblock-remove sponsor", {"sponsorblock_remove": ("sponsor",)}),
        (
            "--output %(uploader)s/{title} --clash skip",
            {"path_template": "%(uploader)s/{title}", "clash": "skip"},
        ),
    ],
)
def test_a_wish_becomes_an_option(line: str, fields: dict[str, Any]) -> None:
    arguments = parse(["get", LINK, *line.split()])
    assert isinstance(arguments, GetArguments)
    assert {name: getattr(arguments.options, name) for name in fields} == fields


def test_without_wishes_nothing_lies_over_the_preset() -> None:
    arguments = parse(["get", LINK, "--preset", "plays-everywhere"])
    assert isinstance(arguments, GetArguments)
    assert said_by(arguments.options) == {}


@pytest.mark.parametrize("line", ["--require beauty", "--sponsorblock-remove ads", "--video-codec mpeg1"])
def test_a_wish_that_does_not_exist_is_said(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        parse(["get", LINK, *line.split()])
    assert end.value.code == 2
    assert line.split()[1] in capsys.readouterr().err


def test_a_video_comes_with_its_subtitles_and_picture(
    terminal: Terminal, media_site: MediaSiteProcess, tmp_path: Path
) -> None:
    wishes = ["--subtitles", "de", "--thumbnail", "--video-codec", "h264", "--require", "video_codec"]
    link, to = media_site.url("lab/v/wishes?title=Wishes"), tmp_path / "to"
    ended = terminal.run("get", link, "--preset", "360p", "--to", str(to), *wishes)
    assert ended.returncode == 0, ended.stderr
    names = sorted(path.name for path in to.iterdir())
    (film,) = [name for name in names if name.endswith((".mp4", ".mkv"))]
    assert names == sorted([film, "Wishes.de.vtt", "Wishes.jpg"])
    assert facts_of(to / film).video == "h264"


@pytest.mark.parametrize(
    ("template", "words"), [("{titel}", "Did you mean “title”?"), ("../x", "would leave"), ("", "is empty")]
)
def test_a_name_that_would_not_work_stops_before_anything_starts(
    template: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        parse(["get", LINK, "--output", template])
    assert left.value.code == 2
    assert words in capsys.readouterr().err
