"""What a client may ask for: the forms in which a link leads to this computer, and those that are fine."""

import pytest

from mediadl.domain.addresses import Exceptions
from mediadl.domain.client_links import parse_client_link
from mediadl.domain.errors import InvalidLink

REFUSED = [
    # IPv4 in forms that only some programs read, one way or another
    "http://2130706433/",
    "http://017700000001/",
    "http://0x7f000001/",
    "http://0177.0.0.1/",
    "http://0x7f.0.0.1/",
    "http://127.1/",
    "http://127.0.1/",
    "http://0/",
    "http://1.2.3.4.5/",
    "http://256.0.0.1/",
    "http://example.0x7f/",
    "http://010.8.8.8/",
    # plain ones that nobody may be sent to
    "http://127.0.0.1/",
    "http://127.0.0.1:8787/api/v1/health",
    "http://127.0.0.1./",
    "http://0.0.0.0/",
    "http://169.254.169.254/latest/meta-data/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    # IPv6
    "http://[::1]/",
    "http://[::]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[fe80::1%25eth0]/",
    "http://[fe80::1%eth0]/",
    "http://[fd00:ec2::254]/",
    "http://[::1",
    "http://[v1.127.0.0.1]/",
    # a login in front of the host
    "http://example.com@127.0.0.1/",
    "http://user:secret@example.com/",
    "http://@example.com/",
    # characters that end or change the host for some
    "http://example.com\\@127.0.0.1/",
    "http://127.0.0.1\\.example.com/",
    "http://example.com\t.evil.example/",
    "http://exam\nple.com/",
    "http://example.com/\x00",
    "http://example.com/\x85x",
    "http://example.com%2f@127.0.0.1/",
    "http://127%2e0.0.1/",
    "http://example.com /",
    "http://example.com\u00a0/",
    "http://exa\u200bmple.com/",
    "http://\u202eexample.com/",
    # names of this computer, and digits in disguise
    "http://localhost/",
    "http://LOCALHOST:80/",
    "http://localhost./",
    "http://foo.localhost/",
    "http://localhost.localdomain/",
    "http://ip6-localhost/",
    "http://localhos\uff54/",
    "http://loc\u00adalhost/",
    "http://127\u30020\u30020\u30021/",
    "http://\uff11\uff12\uff17.0.0.1/",
    "http://\u2460\u2461\u2466.\u24ea.\u24ea.\u2460/",
    # no name at all
    "http://.example.com/",
    "http://example..com/",
    "http://./",
    f"http://{'a' * 64}.example/",
    f"http://{'a.' * 127}example/",
    "http://example.com:0/",
    "http://example.com:99999/",
    f"http://example.com/{'x' * 5000}",
    # other schemes
    "ftp://example.com/x",
    "file:///etc/passwd",
    "gopher://example.com/",
    "data:text/html,x",
    "javascript:alert(1)",
    "view-source:http://example.com/",
    "//example.com/",
    "http:/example.com/",
    "https://example.com/#__youtubedl_smuggle=%7B%7D",
    "ytsearch:cats",
    "",
]


@pytest.mark.parametrize("link", REFUSED)
def test_what_a_client_may_not_ask_for(link: str) -> None:
    with pytest.raises(InvalidLink) as refusal:
        parse_client_link(link)
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize(
    "link",
    [
        "https://example.com/watch?v=1#t=2",
        "http://example.com./",
        "http://93.184.216.34:8080/x",
        "http://[2606:4700::1111]/x",
        "https://b\u00fccher.example/\u00fcber",
        "https://xn--bcher-kva.example/",
        "https://under_score.example/",
        "https://example.com/p/\U0001f600?q=a%20b%5C",
        "http://192.168.1.20/film.mp4",
        "http://[fd00::20]/film.mp4",
        "http://nas/film.mp4",
        "http://nas.local/film.mp4",
        "http://7zip.example/",
        "http://example.x0/",
    ],
)
def test_links_to_the_internet_and_to_a_private_network_pass(link: str) -> None:
    assert parse_client_link(link) == link


@pytest.mark.parametrize(
    "link", ["http://127.0.0.1:8000/x", "http://localhost:8000/x", "http://[::1]:8000/x"]
)
def test_the_switch_for_tests_lets_loopback_pass(link: str) -> None:
    assert parse_client_link(link, Exceptions(loopback=True)) == link


@pytest.mark.parametrize("link", ["http://0.0.0.0/", "http://2130706433/", "http://169.254.169.254/"])
def test_the_switch_for_tests_lets_nothing_else_pass(link: str) -> None:
    with pytest.raises(InvalidLink):
        parse_client_link(link, Exceptions(loopback=True))
