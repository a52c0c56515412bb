"""Exports of the common extensions and tools become the cookies that they hold."""

import json
from typing import Any

import pytest

from mediadl.domain.cookie_json import read_json
from mediadl.domain.cookies import Cookie
from mediadl.domain.errors import InvalidCookies

SID = Cookie(
    domain="site.test",
    include_subdomains=True,
    path="/",
    secure=True,
    http_only=True,
    expires_at=2_000_000_000,
    name="sid",
    value="fake-1",
)
COMMON = {"name": "sid", "value": "fake-1", "path": "/", "secure": True, "httpOnly": True}
EDIT_THIS_COOKIE = {
    **COMMON,
    "domain": ".site.test",
    "expirationDate": 2000000000.4,
    "hostOnly": False,
    "sameSite": "unspecified",
    "session": False,
    "storeId": "0",
    "id": 1,
}
QUICK_MANAGER = {
    "Host raw": "https://.site.test/",
    "Name raw": "sid",
    "Path raw": "/",
    "Content raw": "fake-1",
    "Expires": "18-05-2033 03:33:20",
    "Expires raw": "2000000000",
    "Send for": "Encrypted connections only",
    "Send for raw": "true",
    "HTTP only raw": "true",
    "This domain only": "Valid for subdomains",
    "This domain only raw": "false",
}
EXPORTS = [
    ("EditThisCookie", [EDIT_THIS_COOKIE]),
    ("Cookie-Editor", [{**EDIT_THIS_COOKIE, "sameSite": None, "storeId": None}]),
    ("J2Team", {"url": "https://www.site.test", "cookies": [EDIT_THIS_COOKIE]}),
    ("Puppeteer", [{**COMMON, "domain": ".site.test", "expires": 2000000000.5, "size": 9, "session": False}]),
    ("Playwright", {"cookies": [{**COMMON, "domain": ".site.test", "expires": 2000000000}], "origins": []}),
    ("Selenium", [{**COMMON, "domain": ".site.test", "expiry": 2000000000, "sameSite": "Lax"}]),
    ("Cookie Quick Manager", [QUICK_MANAGER]),
    ("a single cookie", EDIT_THIS_COOKIE),
]
BAD: list[tuple[str, str]] = [
    ("[]", "no cookies in it"),
    ('{"cookies": []}', "no cookies in it"),
    ('{"log": {"entries": []}}', "HAR"),
    ('{"url": "https://site.test", "data": "U2FsdGVk"}', "without one"),
    ('{"sid": "fake-1", "theme": "dark"}', "what site"),
    ('{"settings": {"a": 1}}', "no export of cookies"),
    ('["sid=fake-1"]', "Entry 1"),
    ('[{"name": "sid", "value": "fake-1"}]', "Entry 1"),
    ('[{"name": 7, "value": "fake-1", "domain": "site.test"}]', "Entry 1"),
    ('[{"name": "sid", "value": "a\\r\\nX: y", "domain": "site.test"}]', "Entry 1"),
    ('[{"name": "sid", "value": "v", "domain": "site.test", "expires": "never"}]', "Entry 1"),
    ('[{"name": "sid", "value": "v", "domain": "site.test", "expires": [1]}]', "Entry 1"),
    ('[{"domain": "site.test", "name": "sid"', "cut off"),
    ("[" * 100_000, "cut off"),
]


@pytest.mark.parametrize("export", [row[1] for row in EXPORTS], ids=[row[0] for row in EXPORTS])
def test_an_export_is_converted(export: Any):
    assert read_json(json.dumps(export)) == (SID,)


@pytest.mark.parametrize(("text", "word"), BAD)
def test_another_json_is_named(text: str, word: str):
    with pytest.raises(InvalidCookies) as refused:
        read_json(text)
    assert word in str(refused.value)
    assert "fake-1" not in str(refused.value)


@pytest.mark.parametrize(
    "date", [{"session": True, "expirationDate": 2e9}, {"expires": -1}, {"expiry": None}, {}]
)
def test_a_cookie_of_the_session_has_no_date(date: dict[str, Any]):
    (cookie,) = read_json(json.dumps([{**COMMON, "domain": "site.test", **date}]))
    assert cookie.expires_at is None


@pytest.mark.parametrize(
    ("fields", "spans"),
    [
        ({"domain": ".site.test"}, True),
        ({"domain": "site.test"}, False),
        ({"domain": "site.test", "hostOnly": False}, True),
        ({"domain": ".site.test", "hostOnly": True}, False),
    ],
)
def test_whether_it_is_for_the_hosts_below_is_taken_over(fields: dict[str, Any], spans: bool):
    (cookie,) = read_json(json.dumps([{**COMMON, **fields}]))
    assert (cookie.domain, cookie.include_subdomains) == ("site.test", spans)


def test_the_page_that_an_export_is_of_says_the_site_that_its_rows_do_not():
    (cookie,) = read_json(json.dumps({"url": "https://site.test:8080/x", "cookies": [COMMON]}))
    assert (cookie.domain, cookie.include_subdomains) == ("site.test", False)


@pytest.mark.parametrize("field", ["name", "value", "path"])
def test_half_a_letter_is_no_text(field: str):
    with pytest.raises(InvalidCookies, match="Entry 1 of this JSON is no cookie"):
        read_json(json.dumps([{**COMMON, "domain": "site.test", field: "/\ud800"}]))
