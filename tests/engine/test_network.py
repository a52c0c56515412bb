"""There is a network when one of the hosts answers, if only to refuse."""

import socket
import time

import pytest

from mediadl.engine import network
from mediadl.engine.network import Network, target_of, target_of_proxy
from tests.helpers.media_site import MediaSiteProcess

NOWHERE = "http://nowhere.invalid/"


def _nothing(_host: str, _port: int) -> None:
    raise OSError("no route")


async def test_a_real_site_is_reached(media_site: MediaSiteProcess) -> None:
    assert await Network().reaches_any([NOWHERE, media_site.base])


async def test_a_refusal_is_an_answer() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        assert await Network().reaches_any([f"http://127.0.0.1:{closed.getsockname()[1]}/"])


async def test_without_any_answer_there_is_no_network() -> None:
    assert not await Network(_nothing).reaches_any([NOWHERE, "https://example.com/"])
    assert not await Network(_nothing).reaches_any([])


async def test_a_resolver_that_hangs_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "ANSWER_TIMEOUT_S", 0.05)
    assert not await Network(lambda _host, _port: time.sleep(1)).reaches_any([NOWHERE])


async def test_only_a_few_hosts_are_asked_each_once() -> None:
    asked: list[tuple[str, int]] = []

    def dial(host: str, port: int) -> None:
        asked.append((host, port))
        raise OSError

    urls = [f"http://{host}/{page}" for host in "abcdef" for page in range(2)]
    await Network(dial).reaches_any(urls)
    assert sorted(asked) == [("a", 80), ("b", 80), ("c", 80), ("d", 80)]


def test_whether_anything_is_plugged_in_is_said() -> None:
    assert Network().has_interface() in {True, False}


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("http://127.0.0.1:8000/a", ("127.0.0.1", 8000)),
        ("https://127.0.0.1/a", ("127.0.0.1", 443)),
        ("http://[bad", None),
        ("nothing", None),
    ],
)
def test_a_link_s_host_is_asked(url: str, target: tuple[str, int] | None) -> None:
    assert target_of(url) == target


def test_a_proxy_is_asked_in_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://proxy.lan:3128")
    assert target_of("http://example.com/") == ("proxy.lan", 3128)
    assert target_of("http://127.0.0.1/") == ("127.0.0.1", 80)
    assert target_of_proxy("proxy.lan:8080") == ("proxy.lan", 8080)
    assert target_of_proxy("http://[bad") is None
