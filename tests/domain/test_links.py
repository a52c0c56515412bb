"""Links found in what people paste and drop."""

import plistlib
import time

import pytest

from mediadl.domain.errors import InvalidLink
from mediadl.domain.links import find_links, find_links_in_file, host_of, parse_link, public, shareable


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("https://a.example/watch?v=1#t=2", "https://a.example/watch?v=1#t=2"),
        ("  HTTP://a.example \n", "HTTP://a.example"),
        ("a.example/watch", "https://a.example/watch"),
        ("www.a.example", "https://www.a.example"),
        ("a.example:8080/x", "https://a.example:8080/x"),
        ("a.example?v=1", "https://a.example?v=1"),
        ("http://127.0.0.1:8000/x", "http://127.0.0.1:8000/x"),
        ("http://[::1]:80/", "http://[::1]:80/"),
    ],
)
def test_a_link_is_taken_and_a_bare_address_completed(text: str, link: str) -> None:
    assert parse_link(text) == link


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is not a link"),
        ("hello there", "is not a link"),
        ("javascript:alert(1)", "is not a link"),
        ("ftp://a.example/x", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("https://", "check the address"),
        ("https:///x", "check the address"),
        ("http://[::1", "check the address"),
        ("https://a.example:99999/", "check the address"),
        ("https://a.example/a b", "check the address"),
        ("https://a.example/\x1b[31m", "check the address"),
        ("https://a.example/\udcff", "check the address"),
        ("https://user:secret@a.example/", "user name"),
        ("https://a.example/#__youtubedl_smuggle=%7B%7D", "hidden instructions"),
        (f"https://a.example/{'x' * 5000}", "more than 4096"),
    ],
)
def test_what_is_no_link_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(InvalidLink, match=reason):
        parse_link(text)


def test_a_refusal_never_repeats_the_password() -> None:
    with pytest.raises(InvalidLink) as refusal:
        parse_link("https://user:secret@a.example/")
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "links"),
    [
        (
            "See https://a.example/1, and (https://b.example/2).",
            ["https://a.example/1", "https://b.example/2"],
        ),
        ("https://w.example/X_(film)!", ["https://w.example/X_(film)"]),
        ("<https://a.example/1> “https://b.example/2”", ["https://a.example/1", "https://b.example/2"]),
        ("https://a.example/1\nhttps://a.example/1", ["https://a.example/1"]),
        ("a.example/1\nb.example", ["https://a.example/1", "https://b.example"]),
        ("nothing here. at all", []),
        ("https://user@a.example/ https://b.example/", ["https://b.example/"]),
    ],
)
def test_links_are_found_in_text_in_order_and_once(text: str, links: list[str]) -> None:
    assert find_links(text) == links


@pytest.mark.parametrize("text", ["https://a.example/" + ")" * 200_000, "a." * 200_000, "www." * 100_000])
def test_a_huge_paste_takes_no_time(text: str) -> None:
    before = time.perf_counter()
    assert find_links(text) == []
    assert time.perf_counter() - before < 1


@pytest.mark.parametrize(
    ("name", "content", "links"),
    [
        ("a.URL", b"[InternetShortcut]\r\nURL=https://a.example/1\r\nIconFile=https://a.example/i.ico", 1),
        ("a.desktop", b"[Desktop Entry]\nType=Link\nURL=https://a.example/1\n", 1),
        ("a.webloc", plistlib.dumps({"URL": "https://a.example/1"}), 1),
        ("a.webloc", plistlib.dumps({"URL": "https://a.example/1"}, fmt=plistlib.FMT_BINARY), 1),
        ("a.csv", b'title,link\n"x, y","https://a.example/1,2"\nz,https://b.example/', 2),
        ("a.csv", b"title;link\nx;https://a.example/1;note\ny;https://b.example/2;", 2),
        ("a.txt", "\ufeffhttps://a.example/ü\n".encode("utf-16"), 1),
        ("a.txt", b"\xef\xbb\xbfhttps://a.example/1", 1),
        ("unknown.dat", b"\xff\xfe\xff https://a.example/1", 0),
    ],
)
def test_link_files_are_read_by_their_suffix(name: str, content: bytes, links: int) -> None:
    assert len(find_links_in_file(name, content)) == links


def test_cells_of_a_table_keep_their_own_commas() -> None:
    assert find_links_in_file("a.csv", b'"https://a.example/1,2",x') == ["https://a.example/1,2"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.webloc", b"no plist"),
        ("a.webloc", b'<?xml version="1.0" encoding="UTX-8"?><plist/>'),
        ("a.webloc", b"bplist00" + b"\xff" * 60),
        ("a.webloc", b"<plist><string>https://a.example/</string></plist>"),
        ("a.csv", b'"' + b"x" * 200_000),
        ("a.url", b"\x00\x01\x02"),
    ],
)
def test_a_damaged_file_holds_no_links(name: str, content: bytes) -> None:
    assert find_links_in_file(name, content) == []


def test_the_host_is_shown_without_www_and_port() -> None:
    assert host_of("https://www.a.example:8080/x") == "a.example"
    assert host_of("no link") == host_of("http://[::1") == ""


def test_hidden_notes_of_a_list_are_not_shown() -> None:
    assert public("https://a.example/1#__youtubedl_smuggle=%7B%7D") == "https://a.example/1"
    assert public("https://a.example/1#t=5") == "https://a.example/1#t=5"


@pytest.mark.parametrize(
    ("link", "left"),
    [
        ("https://a.example/watch?v=1&list=PL2", "https://a.example/watch?v=1&list=PL2"),
        ("https://a.example/v?a=%C3%A9&b", "https://a.example/v?a=%C3%A9&b"),
        ("https://me:pw@a.example:8443/v#token=1", "https://a.example:8443/v"),
        (
            "https://cdn.example/t.jpg?w=9&X-Amz-Signature=1&Policy=2&oh=3&oe=4",
            "https://cdn.example/t.jpg?w=9",
        ),
        ("https://a.example/v?access_token=1&id=2", "https://a.example/v?id=2"),
        (f"https://a.example/v?x={'y' * 65}", "https://a.example/v"),
        ("https://a.example/v#__youtubedl_smuggle=%7B%7D", "https://a.example/v"),
        ("https://[bad/", ""),
    ],
)
def test_a_link_is_shared_without_what_is_a_key_to_something(link: str, left: str) -> None:
    assert shareable(link) == left
