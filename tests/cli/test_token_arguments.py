"""The line after `mediadl token`; no token has a place on it."""

import pytest

from mediadl.cli.arguments import parse
from mediadl.cli.token_arguments import TokenArguments, read_token_line
from mediadl.domain.clients import Scope


@pytest.mark.parametrize(
    ("line", "arguments"),
    [
        ("list", TokenArguments("list")),
        ("revoke 1234", TokenArguments("revoke", which="1234")),
        (
            "new --scope read --scope submit --scope read --name Script",
            TokenArguments("new", "Script", (Scope.READ, Scope.SUBMIT)),
        ),
        (
            "new --scope submit --for-extensions",
            TokenArguments("new", "Terminal", (Scope.SUBMIT,), for_extensions=True),
        ),
    ],
)
def test_a_line_is_read(line: str, arguments: TokenArguments) -> None:
    assert read_token_line(line.split()) == parse(["token", *line.split()]) == arguments


@pytest.mark.parametrize("line", ["", "new", "new --scope root", "revoke", "list x"])
def test_bad_usage_ends_with_two(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        read_token_line(line.split())
    assert ended.value.code == 2
    assert "mediadl token" in capsys.readouterr().err
