"""The command line, read and checked."""

from pathlib import Path

import pytest

from mediadl import __version__
from mediadl.cli.arguments import (
    Arguments,
    FormatsArguments,
    GetArguments,
    PlaylistArguments,
    SelfTestArguments,
    WindowArguments,
    WorkerArguments,
    parse,
)
from mediadl.domain.layers import said_by

LINK, OTHER = "https://a.example/1", "https://b.example/2"


@pytest.mark.parametrize(
    ("line", "arguments"),
    [
        ("", WindowArguments()),
        (f"{LINK} {OTHER} {LINK}", WindowArguments((LINK, OTHER))),
        ("get.example/1", WindowArguments(("https://get.example/1",))),
        ("mediadl://add?url=x", WindowArguments(("mediadl://add?url=x",))),
        ("--self-test", SelfTestArguments()),
        ("--worker", WorkerArguments()),
        (f"get {LINK}", GetArguments((LINK,))),
        (f"get {LINK} {OTHER} {LINK}", GetArguments((LINK, OTHER))),
        (f"get get.example --json {LINK}", GetArguments(("https://get.example", LINK), as_json=True)),
        (f"get {LINK} --jobs 16 --verbose", GetArguments((LINK,), jobs=16, is_verbose=True)),
        (f"get {LINK} --retries 0", GetArguments((LINK,), retries=0)),
        (f"get {LINK} --limit-rate 2M", GetArguments((LINK,), limit_rate=2 * 1024**2)),
        (f"get {LINK} --limit-rate=4.2k", GetArguments((LINK,), limit_rate=4301)),
        (f"get {LINK} --limit-rate 500", GetArguments((LINK,), limit_rate=500)),
        (f"get {LINK} --limit-rate 0.2", GetArguments((LINK,), limit_rate=1)),
        (f"get {LINK} --limit-rate 0", GetArguments((LINK,), limit_rate=0)),
        (f"get --items 1-3,7 {LINK}", GetArguments((LINK,), items="1-3,7")),
        (f"get --items -5: {LINK}", GetArguments((LINK,), items="-5:")),
        (f"get {LINK} --items=:", GetArguments((LINK,), items=":")),
        (f"get {LINK} --preset 720p", GetArguments((LINK,), preset="720p")),
        (f"formats {LINK} --json", FormatsArguments(LINK, as_json=True)),
        (f"playlist --verbose {LINK}", PlaylistArguments(LINK, is_verbose=True)),
    ],
)
def test_a_line_is_read(line: str, arguments: Arguments) -> None:
    assert parse(line.split()) == arguments


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("get", "There is no link to download"),
        (f"mediadl://add?url=x {LINK}", "stands alone"),
        ("--self-test MediaDL:", "stands alone"),
        ("get nolink", "“nolink” is not a link"),
        (f"get {LINK} ftp://a.example", "only http and https"),
        (f"get {LINK} --items 1-x", "“1-x” is not a range"),
        (f"get {LINK} --items", "--items"),
        (f"get {LINK} --jobs 0", "“0” is not a number from 1 to 16"),
        (f"get {LINK} --jobs 17", "“17” is not a number from 1 to 16"),
        (f"get {LINK} --jobs many", "“many” is not a number from 1 to 16"),
        (f"get {LINK} --retries 21", "“21” is not a number from 0 to 20"),
        (f"get {LINK} --limit-rate fast", "“fast” is no speed"),
        (f"get {LINK} --limit-rate=-1", "“-1” is no speed"),
        (f"get {LINK} --format=", "--format is empty"),
        (f"get {LINK} --to=", "--to names no folder"),
        (f"get {LINK} --from-file /nowhere/list.txt", "“/nowhere/list.txt” cannot be read"),
        (f"get {LINK} --archive /nowhere/a.txt", "“/nowhere/a.txt” cannot be read: No such file"),
        (f"get {LINK} --archive {__file__}", "Line 1 is not one of a yt-dlp archive"),
        (f"get {LINK} --jsn", "--jsn"),
        ("formats", "URL"),
        (f"formats {LINK} {OTHER}", OTHER),
        ("playlist word", "“word” is not a link"),
        (f"gett {LINK}", "There is no command “gett”. Did you mean “get”?"),
        (
            f"fly {LINK}",
            "There is no command “fly”. There are: get, add, formats, playlist, show, cookies, serve",
        ),
        (f"{LINK} nolink", "“nolink” is not a link"),
        (f"--json {LINK}", "--json"),
    ],
)
def test_bad_usage_is_exit_code_2_and_a_sentence(
    line: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        parse(line.split())
    out, err = capsys.readouterr()
    assert (end.value.code, out) == (2, "")
    assert sentence in err
    assert "Traceback" not in err


def test_what_was_typed_lies_over_the_preset() -> None:
    arguments = parse(["get", LINK, "--preset", "audio-mp3", "--format", "ba[ext=m4a]", "--to", "down"])
    assert isinstance(arguments, GetArguments)
    expected = {"custom_format": "ba[ext=m4a]", "folder": str(Path.cwd() / "down")}
    assert (arguments.preset, said_by(arguments.options)) == ("audio-mp3", expected)


def test_a_tilde_that_the_shell_left_is_the_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    arguments = parse(["get", LINK, "--to=~/videos"])
    assert isinstance(arguments, GetArguments)
    assert arguments.options.folder == str(tmp_path / "videos")
    assert not (tmp_path / "videos").exists()


def test_links_of_arguments_and_files_are_joined_each_once(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text(f"{OTHER}\n{LINK}\n")
    arguments = parse(["get", LINK, "--from-file", str(tmp_path / "list.txt")])
    assert arguments == GetArguments((LINK, OTHER))


def test_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        parse(["--version"])
    assert (end.value.code, capsys.readouterr().out) == (0, f"mediadl {__version__}\n")


@pytest.mark.parametrize("line", ["--help", "get --help", "formats --help", "playlist --help", "add --help"])
def test_help_fits_and_hides_what_is_internal(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        parse(line.split())
    out = capsys.readouterr().out
    assert end.value.code == 0
    assert out.startswith("usage: mediadl")
    assert "--worker" not in out


def test_a_hostile_line_of_a_file_does_not_steer_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "list.txt").write_text("https://a.example/\x1b[2Jx\n")
    with pytest.raises(SystemExit):
        parse(["get", "--from-file", str(tmp_path / "list.txt")])
    err = capsys.readouterr().err
    assert "Line 1 of" in err
    assert "\x1b" not in err


@pytest.mark.parametrize(("flags", "from_start"), [([], False), (["--live-from-start"], True)])
def test_live_streams_are_recorded_from_the_start_when_asked(flags: list[str], from_start: bool) -> None:
    arguments = parse(["get", LINK, *flags])
    assert isinstance(arguments, GetArguments)
    assert arguments.options.live_from_start is from_start
