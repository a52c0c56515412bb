"""The line after `mediadl add` is read as that of `get` is, and bad usage is a sentence."""

from pathlib import Path

import pytest

from mediadl.cli.add_arguments import AddArguments, read_add_line
from mediadl.cli.arguments import parse
from mediadl.domain.options import DownloadOptions


def test_links_preset_and_options_are_read(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("https://b.example/\n")
    line = ["https://a.example/", "--preset", "720p", "--to", str(tmp_path), "--from-file"]
    read = read_add_line([*line, str(tmp_path / "list.txt")])
    links = ("https://a.example/", "https://b.example/")
    assert read == AddArguments(links, DownloadOptions(folder=str(tmp_path)), "720p")
    assert read.options.model_fields_set == {"folder"}
    assert parse(["add", "https://a.example/"]) == AddArguments(("https://a.example/",))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("", "There is no link to add"),
        ("nonsense", "“nonsense” is not a link"),
        ("https://a.example/ --quality 12p", "--quality"),
        ("https://a.example/ --token x", "--token"),
    ],
)
def test_bad_usage_is_a_sentence(line: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        read_add_line(line.split())
    assert ended.value.code == 2
    assert words in capsys.readouterr().err
