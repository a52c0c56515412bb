"""Logins in addresses of proxies."""

import pytest

from mediadl.domain.errors import UserError
from mediadl.domain.proxies import check_proxy, host_of_proxy, login_of_proxy, with_login, without_password


@pytest.mark.parametrize(
    ("url", "host", "login", "bare"),
    [
        (
            "http://me:t%40st@Proxy.example:3128",
            "proxy.example",
            ("me", "t@st"),
            "http://me@Proxy.example:3128",
        ),
        ("socks5h://[::1]:1080", "::1", ("", ""), "socks5h://[::1]:1080"),
        ("socks5://a%3Ab@host", "host", ("a:b", ""), "socks5://a%3Ab@host"),
        ("http://:only@host:1", "host", ("", "only"), "http://host:1"),
        ("http://[broken", "", ("", ""), "http://[broken"),
    ],
)
def test_an_address_is_taken_apart(url, host, login, bare):
    assert (host_of_proxy(url), login_of_proxy(url), without_password(url)) == (host, login, bare)


def test_a_login_is_put_in_whatever_its_letters():
    made = with_login("http://old@host:1", "me@work", "p:/ @ß")
    assert login_of_proxy(made) == ("me@work", "p:/ @ß")
    assert host_of_proxy(made) == "host"


def test_an_address_with_a_password_is_refused_with_what_to_do():
    for fine in (None, "", "socks5://me@host:1"):
        check_proxy(fine)
    for bad in ("socks5://me:test@host:1", "me:test@host:1", "http://me:1#test@host", "http://me:te/st@host"):
        with pytest.raises(UserError, match="add the password in Settings"):
            check_proxy(bad)
