"""What any page may fire carries a link and a preset's name, and everything else is refused in words."""

import pytest

from mediadl.domain.errors import InvalidLink
from mediadl.domain.page_links import PageLink, can_be_trusted, is_nearby, is_page_link, parse_page_link

URL = "https://example.org/v?a=1&b=2"
ENCODED = "https%3A%2F%2Fexample.org%2Fv%3Fa%3D1%26b%3D2"


@pytest.mark.parametrize("text", ["mediadl:", "mediadl://", "MediaDL:///", " mediadl:// "])
def test_a_link_that_says_nothing_asks_for_the_window(text):
    assert is_page_link(text)
    assert parse_page_link(text) == PageLink()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"mediadl://add?url={ENCODED}", PageLink(URL)),
        (f"mediadl://add/?url={ENCODED}&preset=1080p", PageLink(URL, "1080p")),
        (f"MEDIADL:add?preset=My%20own&url={ENCODED}", PageLink(URL, "My own")),
        ("mediadl://add?url=https://example.org/v&preset=", PageLink("https://example.org/v")),
        ("mediadl://add?url=http%3A%2F%2F192.168.1.4%2Fv", PageLink("http://192.168.1.4/v")),
    ],
)
def test_a_link_carries_an_address_and_a_preset(text, found):
    assert parse_page_link(text) == found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"mediadl://remove?url={ENCODED}", "“remove”"),
        (f"mediadl://add/more?url={ENCODED}", "“add”"),
        (f"mediadl://add?url={ENCODED}&folder=%2Fetc", "“folder”"),
        ("mediadl://add?url=https://example.org/v?a=1&b=2", "“b”"),
        (f"mediadl://add?url={ENCODED}&url={ENCODED}", "twice"),
        (f"mediadl://add?url={ENCODED}#x", "not encoded"),
        ("mediadl://add", "no address"),
        ("mediadl://add?url=", "no address"),
        ("mediadl://add?url=%FF", "cannot be read"),
        ("mediadl://[add?url=x", "cannot be read"),
        ("mediadl://add?url=file%3A%2F%2F%2Fetc%2Fpasswd", "only http and https"),
        ("mediadl://add?url=mediadl%3A%2F%2Fadd", "only http and https"),
        ("mediadl://add?url=http%3A%2F%2Fu%3Ap%40example.org%2F", "user name"),
        ("mediadl://add?url=http%3A%2F%2F127.0.0.1%3A8787%2F", "this computer"),
        ("mediadl://add?url=https%3A%2F%2Fexample.org%2F%0Aa", "not a valid link"),
        (f"mediadl://add?url={ENCODED}&preset=a%0Ab", "preset"),
        (f"mediadl://add?url={ENCODED}&preset={'x' * 81}", "preset"),
        (f"mediadl://add?url={'x' * 20_000}", "too long"),
    ],
)
def test_everything_else_is_refused_in_words(text, said):
    with pytest.raises(InvalidLink, match=said):
        parse_page_link(text)


@pytest.mark.parametrize(
    ("url", "trusted", "nearby"),
    [
        ("https://www.example.org/v", True, False),
        ("http://192.168.1.4/v", False, True),
        ("http://8.8.8.8/v", False, False),
        ("http://printer/v", False, True),
        ("http://[fd00::1]/v", False, True),
    ],
)
def test_only_sites_with_a_name_can_be_trusted(url, trusted, nearby):
    assert (can_be_trusted(url), is_nearby(url)) == (trusted, nearby)


def test_other_links_are_none():
    assert not is_page_link("https://example.org/?mediadl:")
