"""Bad usage is a sentence and exit code 2, and cannot steer the terminal."""

import pytest

from mediadl.cli.parser import Parser


def test_bad_usage_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        Parser(prog="mediadl get").error("“\x1b[2J” is no link.")
    err = capsys.readouterr().err
    assert end.value.code == 2
    assert err.endswith("is no link.\nTry “mediadl get --help”.\n")
    assert "\x1b" not in err
