"""Of aria2's options name, referer, user agent and cookies count, and nothing else."""

from typing import Any

import pytest

from mediadl.domain.templates import parse
from mediadl.server.aria2.options import read
from mediadl.server.problems import Problem

LINK = "https://example.com/a"


def test_nothing_else_counts() -> None:
    others = {
        "dir": "/etc",
        "on-download-complete": "/bin/sh",
        "all-proxy": "http://x",
        "header": ["Range: 0"],
    }
    layer = read({**others, "split": "5", "pause": "true"}, LINK).layer(None, None)
    assert layer.model_fields_set == set()


@pytest.mark.parametrize(
    ("out", "name"),
    [
        ("film.mp4", "film"), ("../../etc/cron.d/x.sh", "x"), ("C:\\Windows\\x.exe", "x"), ("/a/b/", "b"),
        ("a{title}%(id)s.mkv", "a{title}%(id)s"), ("~root", "_root"), (".bashrc", "bashrc"),
        ("con.txt", "_con"),
        ("a\u202egpj.mp4", "agpj"), ("..", ""), ("", ""), ("a.b.c.webm", "a.b.c"), ("x" * 900, "x" * 240),
    ],
)  # fmt: skip
def test_a_name_is_a_hint_that_leads_nowhere_else(out: str, name: str) -> None:
    template = read({"out": out}, LINK).layer(None, None).path_template
    assert bool(template) == bool(name)
    if template:
        [[*pieces]] = parse(template).parts
        assert "".join(piece.text for piece in pieces) == name
        assert not parse(template).names


@pytest.mark.parametrize(
    ("options", "headers"),
    [
        ({"referer": "https://r/", "user-agent": "UA"}, (("Referer", "https://r/"), ("User-Agent", "UA"))),
        ({"header": ["User-Agent: UA", "X-Other: 1", "Authorization: Basic x"]}, (("User-Agent", "UA"),)),
        ({"header": "Referer: a", "referer": "b"}, (("Referer", "b"),)),
        ({"referer": "*"}, (("Referer", LINK),)),
        ({"referer": 5, "header": {"a": "b"}, "out": []}, ()),
    ],
)  # fmt: skip
def test_headers_that_count(options: dict[str, Any], headers: tuple[tuple[str, str], ...]) -> None:
    assert read(options, LINK).layer(None, None).headers == headers


def test_cookies_are_no_header_and_show_in_no_text() -> None:
    given = read({"header": ["Cookie: session=fake-secret"]}, LINK)
    assert given.cookies == "session=fake-secret"
    assert "fake-secret" not in repr(given)
    assert given.layer(None, "jar").cookies_id == "jar"
    assert given.layer(None, "jar").headers == ()


def test_a_header_with_a_line_break_is_refused() -> None:
    with pytest.raises(Problem, match="line break"):
        read({"referer": "a\r\nHost: evil"}, LINK).layer(None, None)
