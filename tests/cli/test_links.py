"""Links that the command line names."""

import io
from pathlib import Path

import pytest

from mediadl.cli.links import links_in_file, links_of
from mediadl.domain.errors import InvalidLink, UserError


def _file(folder: Path, content: bytes) -> str:
    path = folder / "list.txt"
    path.write_bytes(content)
    return str(path)


def test_arguments_are_links_in_order_and_once() -> None:
    assert links_of(["b.example", "https://a.example", "b.example"]) == (
        "https://b.example",
        "https://a.example",
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_holds_a_link_a_line_with_comments(tmp_path: Path, encoding: str) -> None:
    text = "# my list\r\n\r\n  https://a.example/ü  \r\n#https://no.example\r\nb.example\r\n"
    assert links_in_file(_file(tmp_path, text.encode(encoding))) == [
        "https://a.example/ü",
        "https://b.example",
    ]


def test_a_dash_is_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"https://a.example\n")))
    assert links_in_file("-") == ["https://a.example"]


def test_a_line_that_is_no_link_is_named(tmp_path: Path) -> None:
    name = _file(tmp_path, b"https://a.example\n# x\nnonsense\n")
    with pytest.raises(InvalidLink, match=r"Line 3 of “.*list.txt”: “nonsense” is not a link"):
        links_in_file(name)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "There is no link in"),
        (b"# nothing\n", "There is no link in"),
        (b"\xff\x00\xfe", "not a text file"),
    ],
)
def test_a_file_without_links_is_an_error(tmp_path: Path, content: bytes, sentence: str) -> None:
    name = _file(tmp_path, content)
    with pytest.raises(UserError, match=sentence):
        links_in_file(name)


@pytest.mark.parametrize("name", ["missing.txt", "", "a\0b"])
def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        links_in_file(str(tmp_path / name))
