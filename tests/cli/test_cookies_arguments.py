"""The line after `mediadl cookies`, read and checked; no secret has a place on it."""

from pathlib import Path

import pytest

from mediadl.cli.arguments import parse
from mediadl.cli.cookies_arguments import CookiesArguments, read_cookies_line
from mediadl.domain.accounts import AccountKind

LINK = "https://a.example/1"


@pytest.mark.parametrize(
    ("line", "arguments"),
    [
        ("import jar.txt", CookiesArguments("import", file="jar.txt")),
        ("import - --name Work --replace", CookiesArguments("import", file="-", name="Work", replaces=True)),
        ("import --browser Firefox", CookiesArguments("import", browser="firefox")),
        ("import --browser firefox:my:own", CookiesArguments("import", browser="firefox", profile="my:own")),
        ("login a.example --user me", CookiesArguments("login", site="a.example", username="me")),
        (
            "login proxy.lan --user me --kind proxy --name P",
            CookiesArguments("login", site="proxy.lan", username="me", kind=AccountKind.PROXY, name="P"),
        ),
        ("list", CookiesArguments("list")),
        ("list --json", CookiesArguments("list", as_json=True)),
        (f"test Work {LINK}", CookiesArguments("test", name="Work", link=LINK)),
        ("change-key", CookiesArguments("change-key")),
        ("delete Work", CookiesArguments("delete", name="Work")),
        ("export Work --yes --to x", CookiesArguments("export", name="Work", to=Path("x"), is_sure=True)),
    ],
)
def test_a_line_is_read(line: str, arguments: CookiesArguments) -> None:
    assert read_cookies_line(line.split()) == arguments
    assert parse(["cookies", *line.split()]) == arguments


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("", "ACTION"),
        ("import", "Name a file of cookies"),
        ("import a --browser firefox", "Name a file of cookies"),
        ("import a --replace", "--replace needs --name"),
        ("test Work nolink", "“nolink” is not a link"),
        ("login a.example --password x", "--password"),
        ("delete", "NAME"),
    ],
)
def test_bad_usage_is_a_sentence(line: str, sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        read_cookies_line(line.split())
    assert end.value.code == 2
    assert sentence in capsys.readouterr().err
