"""`mediadl show` as a process: many links in one answer, and a bad one costs the others nothing."""

import csv
import io
import json
from pathlib import Path

import pytest

from mediadl.cli.arguments import ShowArguments, parse
from tests.cli.conftest import Terminal
from tests.helpers.media_site import MediaSiteProcess, entry_title

LINK = "https://a.example/1"


def test_links_become_one_json_object_and_what_fails_is_said(
    terminal: Terminal, media_site: MediaSiteProcess
) -> None:
    links = [media_site.url(path) for path in ("lab/v/harbour-1", "media/none.mp4", "feed.rss?n=3")]
    ran = terminal.run("show", *links)
    items = json.loads(ran.stdout)["items"]
    assert ran.returncode == 1
    assert "does not exist (404)" in ran.stderr
    assert [item["kind"] for item in items] == ["media", "failed", "playlist"]
    assert (items[0]["channel"], items[0]["duration"]) == ("Lab Films", 12.0)
    assert [entry["title"] for entry in items[2]["entries"]] == [entry_title(n) for n in (1, 2, 3)]
    assert "/media/" not in json.dumps(items[0])  # the streams' own addresses


def test_a_table_is_written_to_a_file(terminal: Terminal, media_site: MediaSiteProcess) -> None:
    to = terminal.home / "list.csv"
    to.write_text("old")
    ran = terminal.run("show", media_site.url("feed.rss?n=2"), "--to", str(to))
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    rows = list(csv.DictReader(io.StringIO(to.read_bytes().decode(), newline="")))
    assert [row["title"] for row in rows] == [entry_title(1), entry_title(2)]
    assert [path.name for path in terminal.home.iterdir() if path.name.endswith(".new")] == []


@pytest.mark.parametrize(
    ("line", "arguments"),
    [
        ("", ShowArguments((LINK,))),
        ("--csv", ShowArguments((LINK,), as_csv=True)),
        ("--to a.CSV", ShowArguments((LINK,), as_csv=True, to=Path("a.CSV"))),
        ("--to a.csv --json", ShowArguments((LINK,), to=Path("a.csv"))),
        ("--to a.json --csv --verbose", ShowArguments((LINK,), True, Path("a.json"), True)),
    ],
)
def test_the_suffix_says_which_unless_it_is_said(line: str, arguments: ShowArguments) -> None:
    assert parse(["show", LINK, *line.split()]) == arguments


@pytest.mark.parametrize(
    ("line", "words"), [([], "There is no link to look at."), ([LINK, "--to", " "], "names no file")]
)
def test_what_makes_no_sense_is_said(line: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(["show", *line])
    assert words in capsys.readouterr().err
