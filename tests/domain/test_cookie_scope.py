"""A job gets the cookies of its link's site, and never one of another, however much alike they look."""

import pytest

from mediadl.domain.cookie_scope import ascii_host, for_link, registrable, sites_of, spans_subdomains
from mediadl.domain.cookies import Cookie


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("site.test", "site.test"),
        (f"{'a.' * 150}test", ""),
        ("a.b.site.test", "site.test"),
        ("WWW.Site.TEST.", "site.test"),
        (".site.test", "site.test"),
        ("a.b.example.co.uk", "example.co.uk"),
        ("me.github.io", "me.github.io"),
        ("github.io", "github.io"),
        ("co.uk", "co.uk"),
        ("localhost", "localhost"),
        ("printer.local", "printer.local"),
        ("127.0.0.1", "127.0.0.1"),
        ("0.0.1", "0.0.1"),
        ("[::1]", "::1"),
        ("0:0:0:0:0:0:0:1", "::1"),
        ("www.bücher.de", "xn--bcher-kva.de"),
        ("xn--bcher-kva.de", "xn--bcher-kva.de"),
        ("www.faß.de", "xn--fa-hia.de"),
        ("a_b.site.test", "site.test"),
        ("", ""),
        ("a b", ""),
        ("site.test:80", ""),
        ("..", ""),
        ("a..b", ""),
    ],
)
def test_the_domain_that_somebody_registered(host: str, domain: str):
    assert registrable(host) == domain


@pytest.mark.parametrize(
    ("domain", "url", "goes"),
    [
        ("site.test", "https://site.test/watch", True),
        ("site.test", "http://www.site.test:8080/", True),
        ("login.site.test", "https://SITE.test/", True),
        ("site.test", "https://evil-site.test/", False),
        ("site.test", "https://site.test.evil/", False),
        ("site.test", "https://site.test.evil.example/", False),
        ("site.test", "https://site.testing/", False),
        ("site.test", "https://site.test@evil.test/", False),
        ("site.test", "https://evil.test/site.test", False),
        ("site.test", "https://evil.test#site.test", False),
        ("site.test", "https://evil.test\\@site.test/", False),
        ("evil.test", "https://evil.test\\@site.test/", False),
        ("site.test", "https://s\u0456te.test/", False),
        ("me.github.io", "https://you.github.io/", False),
        ("github.io", "https://you.github.io/", False),
        ("example.co.uk", "https://other.co.uk/", False),
        ("co.uk", "https://other.co.uk/", False),
        ("test", "https://site.test/", False),
        ("127.0.0.1", "http://127.0.0.1:5000/x", True),
        ("127.0.0.1", "http://127.0.0.2:5000/x", False),
        ("127.0.0.1", "http://localhost:5000/x", False),
        ("0.0.1", "http://127.0.0.1/", False),
        ("localhost", "http://localhost:5000/x", True),
        ("::1", "http://[::1]:5000/", True),
        ("bücher.de", "https://www.xn--bcher-kva.de/", True),
        ("youtube.com", "https://youtu.be/abc", True),
        ("x.com", "https://twitter.com/a/status/1", True),
        ("google.com", "https://www.youtube.com/", False),
        ("site.test", "not a link", False),
        ("site.test", "https://[site.test/", False),
        ("", "", False),
    ],
)
def test_which_cookies_a_link_gets(domain: str, url: str, goes: bool):
    cookies = (Cookie(domain=domain, include_subdomains=True, name="sid", value="fake"),)
    assert for_link(cookies, url) == (cookies if goes else ())


def test_a_link_without_a_host_has_no_sites():
    assert sites_of("mailto:me") == frozenset()
    assert ascii_host("http://x") == ""


@pytest.mark.parametrize(
    ("domain", "spans"),
    [
        ("site.test", True),
        ("co.uk", False),
        ("github.io", False),
        ("localhost", False),
        ("127.0.0.1", False),
        ("::1", False),
    ],
)
def test_no_cookie_spans_what_many_share(domain: str, spans: bool):
    assert spans_subdomains(Cookie(domain=domain, include_subdomains=True, name="a", value="b")) is spans
    assert not spans_subdomains(Cookie(domain=domain, name="a", value="b"))
