"""Files of cookies: what is read of good ones, and what is said of all that is something else."""

import time

import pytest

from mediadl.domain.cookie_files import MAX_BYTES, read_cookies, write_cookies
from mediadl.domain.cookies import Cookie
from mediadl.domain.errors import InvalidCookies

HEAD = "# Netscape HTTP Cookie File\n\n"
LINE = ".site.test\tTRUE\t/\tTRUE\t2000000000\tsid\tfake-1\n"
SID = Cookie(
    domain="site.test",
    include_subdomains=True,
    secure=True,
    expires_at=2_000_000_000,
    name="sid",
    value="fake-1",
)
GOOD = [
    ("plain", HEAD + LINE, [SID]),
    ("without its first line", LINE, [SID]),
    ("of Windows", (HEAD + LINE).replace("\n", "\r\n"), [SID]),
    ("of an old Macintosh", (HEAD + LINE).replace("\n", "\r"), [SID]),
    ("with a mark", "\ufeff" + HEAD + LINE, [SID]),
    ("without the last end of line", HEAD + LINE.rstrip("\n"), [SID]),
    ("with blanks around", f"\n\n  {LINE}  \n\n", [SID]),
    ("for scripts hidden", f"#HttpOnly_{LINE}", [SID.model_copy(update={"http_only": True})]),
    ("with a comment", f"# a comment\twith\ttabs\t1\t2\t3\t4\n{LINE}", [SID]),
    ("of the session", LINE.replace("2000000000", "0"), [SID.model_copy(update={"expires_at": None})]),
    ("without a date", LINE.replace("2000000000", ""), [SID.model_copy(update={"expires_at": None})]),
    ("with a fraction", LINE.replace("2000000000", "2000000000.25"), [SID]),
    ("in milliseconds", LINE.replace("2000000000", "2000000000000"), [SID]),
    ("as Chromium counts", LINE.replace("2000000000", "13644473600000000"), [SID]),
    (
        "expired",
        LINE.replace("2000000000", "1000000000"),
        [SID.model_copy(update={"expires_at": 1_000_000_000})],
    ),
    ("in capitals", LINE.replace("site.test", "SITE.Test"), [SID]),
    ("twice", LINE.replace("fake-1", "fake-0") + LINE, [SID]),
    (
        "of one host alone",
        "site.test\tFALSE\t/a\tFALSE\t0\tn\tv=1; x\n",
        [Cookie(domain="site.test", path="/a", name="n", value="v=1; x")],
    ),
    (
        "with a letter of its own language",
        "bücher.test\tFALSE\t/\tFALSE\t0\tn\tv\n",
        [Cookie(domain="xn--bcher-kva.test", name="n", value="v")],
    ),
    ("empty", "site.test\tFALSE\t/\tFALSE\t0\tn\t\n", [Cookie(domain="site.test", name="n", value="")]),
    (
        "empty, without tab",
        "site.test\tFALSE\t/\tFALSE\t0\tn\n",
        [Cookie(domain="site.test", name="n", value="")],
    ),
    (
        "without a name",
        "site.test\tFALSE\t/\tFALSE\t0\t\tv\n",
        [Cookie(domain="site.test", name="", value="v")],
    ),
    (
        "of an address",
        "127.0.0.1\tFALSE\t/\tFALSE\t0\tn\tv\n",
        [Cookie(domain="127.0.0.1", name="n", value="v")],
    ),
    (
        "as JSON",
        '[{"domain": "site.test", "name": "n", "value": "v"}]',
        [Cookie(domain="site.test", name="n", value="v")],
    ),
]
BAD = [
    ("HTML", b"<!DOCTYPE html><html><body>Log in</body></html>", "web page"),
    ("HTML with a start", b'<?xml version="1.0"?>\n<!-- x -->\n<html lang="en">', "web page"),
    ("a browser's database", b"SQLite format 3\0" + bytes(100), "SQLite"),
    ("Safari's file", b"cook\0\0\0\1" + bytes(100), "Safari"),
    ("a ZIP", b"PK\x03\x04" + bytes(100), "Unpack"),
    ("nothing", b"", "empty"),
    ("blanks", b"\xef\xbb\xbf \r\n\t\n", "empty"),
    ("a head alone", HEAD.encode(), "without a single cookie"),
    ("blanks for tabs", LINE.replace("\t", "    ").encode(), "tabs"),
    ("blanks for tabs below a head", (HEAD + LINE.replace("\t", " ")).encode(), "tabs"),
    ("a request's header", b"Cookie: sid=fake-1; theme=dark", "what site"),
    ("a header's value", b"sid=fake-1; theme=dark", "what site"),
    ("an answer's header", b"set-cookie: sid=fake-1; Path=/", "what site"),
    ("a command for curl", b"curl 'https://site.test/' -H 'Cookie: sid=fake-1'", "curl"),
    ("a HAR", b'{"log": {"version": "1.2", "entries": []}}', "HAR"),
    ("any text", b"Dear diary,\ntoday I logged in.\n", "no cookies file"),
    ("a picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "no text"),
    ("a last line cut off", (HEAD + LINE + LINE[:-20]).encode(), "breaks off"),
    ("a line damaged", (HEAD + "site.test\tTRUE\t/\n" + LINE).encode(), "Line 3"),
    ("a flag that is none", (LINE.replace("TRUE", "YES") + LINE).encode(), "Line 1"),
    ("a date that is none", (LINE.replace("2000000000", "soon") + LINE).encode(), "Line 1"),
    ("a host that is none", (LINE.replace("site.test", "a b") + LINE).encode(), "Line 1"),
    ("a header smuggled in", (LINE.replace("fake-1", "a\x0bb") + LINE).encode(), "Line 1"),
    ("JSON cut off", b'[{"domain": "site.test", "name": ', "cut off"),
    ("too much", b"#" * (MAX_BYTES + 1), "too large"),
]


@pytest.mark.parametrize(("text", "cookies"), [row[1:] for row in GOOD], ids=[row[0] for row in GOOD])
def test_a_good_file_is_read(text: str, cookies: list[Cookie]):
    assert list(read_cookies(text.encode())) == cookies


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_encoding_of_text_is_read(encoding: str):
    assert read_cookies((HEAD + LINE).encode(encoding)) == (SID,)


@pytest.mark.parametrize(("data", "word"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_of_anything_else_it_is_said_what_it_is_and_what_to_export(data: bytes, word: str):
    with pytest.raises(InvalidCookies) as refused:
        read_cookies(data)
    sentence = str(refused.value)
    assert word in sentence
    assert "xport" in sentence
    assert "fake-1" not in sentence


def test_what_is_written_is_read_again_as_it_was():
    cookies = (
        SID,
        Cookie(domain="www.site.test", path="/x", http_only=True, name="h", value=""),
        Cookie(domain="::1", name="", value="é€ "),
    )
    assert read_cookies(write_cookies(cookies).encode()) == cookies


def test_the_largest_jars_are_read_in_no_time():
    lines = [f".s{n}.test\tTRUE\t/\tFALSE\t0\tname{n}\t{'x' * 470}\n" for n in range(10_000)]
    data = (HEAD + "".join(lines)).encode()
    assert len(data) > 5_000_000
    began_s = time.process_time()
    assert len(read_cookies(data)) == 10_000
    assert time.process_time() - began_s < 10


@pytest.mark.parametrize("unit", ["<!--", "a=b;", "a=", "\t", "#HttpOnly_", "[", " \n", "x TRUE /"])
def test_no_text_takes_long_to_be_refused(unit: str):
    began_s = time.process_time()
    with pytest.raises(InvalidCookies):
        read_cookies(unit.encode() * (2_000_000 // len(unit)))
    assert time.process_time() - began_s < 10
