"""A yt-dlp.conf lies below what is typed."""

from pathlib import Path

import pytest

from mediadl.cli.arguments import GetArguments, parse

LINK = "https://a.example/1"


def test_what_is_typed_wins_over_the_file(tmp_path: Path) -> None:
    conf = tmp_path / "yt-dlp.conf"
    conf.write_text("# mine\n--write-subs\n--proxy http://a:1\n--exec id\n")
    arguments = parse(["get", LINK, "--import-conf", str(conf), "--proxy", "http://b:2"])
    assert isinstance(arguments, GetArguments)
    assert (arguments.options.proxy, arguments.options.download_subtitles) == ("http://b:2", True)
    (note,) = arguments.notes
    assert note.startswith("Line 4: “--exec” is not allowed")


@pytest.mark.parametrize(
    ("content", "words"), [("--proxy", "lacks its value"), ("-o 'x", "Line 1"), (None, "cannot be read")]
)
def test_a_file_that_cannot_be_used_stops(
    content: str | None, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    conf = tmp_path / "yt-dlp.conf"
    if content is not None:
        conf.write_text(content)
    with pytest.raises(SystemExit):
        parse(["get", LINK, "--import-conf", str(conf)])
    assert words in capsys.readouterr().err


def test_the_archive_that_the_file_names_is_taken_in_as_with_the_flag(tmp_path: Path) -> None:
    conf, archive, other = (tmp_path / name for name in ("yt-dlp.conf", "had.txt", "other.txt"))
    archive.write_text("youtube abc\n")
    other.write_text("youtube xyz\n")
    conf.write_text(f"--download-archive '{archive}'\n")
    words = ["get", LINK, "--import-conf", str(conf)]
    assert (parse(words).archive, parse(words).options.skip_downloaded) == ("youtube abc\n", True)
    assert parse([*words, "--archive", str(other)]).archive == "youtube xyz\n"
    archive.unlink()
    left = parse(words)
    assert (left.archive, "was not taken in" in left.notes[0]) == ("", True)
