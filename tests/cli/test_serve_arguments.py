"""The line after `mediadl serve` wins over the environment, and bad usage is a sentence."""

import shlex
import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path

import pytest

from mediadl.cli.arguments import parse
from mediadl.cli.serve_arguments import ServeArguments, read_serve_line

SERVICE = Path(__file__).parents[2] / "packaging" / "linux" / "mediadl.service"


def test_nothing_leaves_everything_to_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PORT", "TOKEN_FILE", "TO"):
        monkeypatch.delenv(f"MEDIADL_{name}", raising=False)
    assert read_serve_line([]) == parse(["serve"]) == ServeArguments()


def test_the_line_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MEDIADL_PORT", "9000")
    monkeypatch.setenv("MEDIADL_TO", str(tmp_path))
    assert read_serve_line([]) == ServeArguments(port=9000, to=tmp_path)
    monkeypatch.setenv("MEDIADL_MAX_DOWNLOADS", "5")
    assert read_serve_line([]).settings == {"max_downloads": 5}
    monkeypatch.delenv("MEDIADL_MAX_DOWNLOADS")
    line = ["--port", "9001", "--token-file", str(tmp_path / "t"), "--pair"]
    assert read_serve_line(line) == ServeArguments(9001, tmp_path / "t", tmp_path, pairs=True)


@pytest.mark.parametrize(
    ("line", "port", "words"),
    [
        ("--port 0", "", "is not a port"),
        ("", "many", "MEDIADL_PORT has to be a port"),
        ("--bind x", "", "--bind"),
    ],
)
def test_bad_usage_is_a_sentence(
    line: str, port: str, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if port:
        monkeypatch.setenv("MEDIADL_PORT", port)
    with pytest.raises(SystemExit) as ended:
        read_serve_line(line.split())
    assert ended.value.code == 2
    assert words in capsys.readouterr().err


def test_the_service_says_what_is_understood(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    service = ConfigParser(interpolation=None)
    service.optionxform = str
    service.read(SERVICE, encoding="utf-8")
    program, *line = shlex.split(service["Service"]["ExecStart"])
    assert program == "%h/.local/bin/mediadl"
    name, value = service["Service"]["Environment"].split("=")
    monkeypatch.setenv(name, value.replace("%h", str(tmp_path)))
    assert parse(line) == ServeArguments(token_file=tmp_path / ".mediadl-token")
    assert service["Service"]["RestartPreventExitStatus"] == "2"
    assert "MemoryDenyWriteExecute" not in service["Service"]


@pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="SYSTEMD IS NOT HERE: no check of the unit"
)
def test_systemd_has_nothing_to_say_about_the_service(home: Path) -> None:
    program = home / ".local" / "bin" / "mediadl"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\n")
    program.chmod(0o700)
    command = ["systemd-analyze", "verify", "--user", str(SERVICE)]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (said.returncode, said.stdout, said.stderr) == (0, "", "")
