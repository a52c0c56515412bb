"""Cookies are told from links by how a text or a file begins."""

import pytest

from mediadl.domain.cookie_signs import is_jar, is_jar_file, is_jar_name

LINE = ".example.org\tTRUE\t/\tTRUE\t1893456000\tsid\thttps://example.org/fake"
JARS = [
    "# Netscape HTTP Cookie File\n",
    "\ufeff# HTTP Cookie File\r\n\r\n",
    LINE,
    f"# made by something\n\n#HttpOnly_{LINE}\n",
    LINE.replace("\t", "  "),
    f"one\r\n{LINE}",
    '[{"domain": ".example.org", "name": "sid", "value": "fake"}]',
    '{"url": "https://example.org", "cookies": [{"domain": ".example.org", "value": "x", "name": "y"}]}',
    '[{"Host raw": "https://.example.org/", "Name raw": "sid", "Content raw": "fake"}]',
    "Cookie: sid=fake; other=1",
    "Set-Cookie: sid=fake",
]
NO_JARS = [
    "",
    "https://example.org/watch?v=1",
    "https://example.org/a\nhttps://example.org/b",
    "title\turl\nCookies\thttps://example.org/cookie",
    '{"domain": "example.org", "url": "https://example.org"}',
    "see https://example.org/TRUE / TRUE 1 name",
    "how to bake a cookie: https://example.org/cookie=1",
    "# a list of links\nhttps://example.org",
]


@pytest.mark.parametrize("text", JARS)
def test_a_jar_is_known(text):
    assert is_jar(text)
    assert is_jar_file("export.txt", text.encode())


@pytest.mark.parametrize("text", NO_JARS)
def test_links_and_other_texts_are_no_jar(text):
    assert not is_jar(text)
    assert not is_jar_file("links.txt", text.encode())


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("cookies.txt", True),
        ("www.example.org_cookies.txt", True),
        ("cookies (3).json", True),
        ("cookies.sqlite", True),
        ("Cookies", True),
        ("links.txt", False),
        ("cookie recipes.csv", False),
    ],
)
def test_a_name_says_it_too(name, is_one):
    assert is_jar_name(name) is is_one


def test_a_browser_s_database_counts_and_another_does_not():
    database = b"SQLite format 3\x00" + bytes(80)
    assert is_jar_file("cookies.sqlite", database)
    assert not is_jar_file("places.sqlite", database)


def test_two_bytes_a_letter_are_read():
    assert is_jar_file("export.txt", f"\ufeff{LINE}".encode("utf-16-le"))


def test_a_long_text_costs_no_time():
    assert not is_jar("a" * 5_000_000)
    assert not is_jar("x TRUE " * 700_000)
