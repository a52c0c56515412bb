"""What `get` and `add` read alike: links each once, and options with absolute folders."""

import argparse
from pathlib import Path

import pytest

from mediadl.cli.asked import add_how, add_links, add_what, links_asked, options_asked
from mediadl.cli.parser import Parser
from mediadl.domain.errors import UserError
from mediadl.domain.layers import said_by


def read(*line: str) -> argparse.Namespace:
    parser = Parser(prog="test", allow_abbrev=False)
    for add in (add_links, add_what, add_how):
        add(parser)
    return parser.parse_args(line)


def test_only_what_was_typed_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said = said_by(options_asked(read("--to", "here", "--temp", "there", "--quality", "480p")))
    assert said == {
        "folder": str(tmp_path / "here"), "temp_folder": str(tmp_path / "there"), "quality": "480p",
    }  # fmt: skip
    assert said_by(options_asked(read())) == {}


@pytest.mark.parametrize(
    ("line", "words"),
    [(["--to", " "], "no folder"), (["--to", "a\0b"], "no folder"), (["--format", " "], "is empty")],
)
def test_what_cannot_be_used_is_said(line: list[str], words: str) -> None:
    with pytest.raises(UserError, match=words):
        options_asked(read(*line))


def test_links_are_taken_each_once_and_none_is_an_error() -> None:
    assert links_asked(read("https://a.example/", "https://a.example/"), "add") == ("https://a.example/",)
    with pytest.raises(UserError, match="no link to add"):
        links_asked(read(), "add")
