"""Both addresses at one port, or none; and nobody else can have the other one."""

import socket

import pytest

from mediadl.server.sockets import CannotListen, Listening, listen


def _close(listening: Listening) -> None:
    for one in listening.sockets:
        one.close()


def _taken(family: socket.AddressFamily, address: str) -> socket.socket:
    one = socket.socket(family)
    one.bind((address, 0))
    one.listen()
    return one


def test_both_addresses_listen_at_one_port() -> None:
    listening = listen(0)
    assert {one.getsockname()[:2] for one in listening.sockets} == {
        ("127.0.0.1", listening.port),
        ("::1", listening.port),
    }
    _close(listening)


@pytest.mark.parametrize(("family", "address"), [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")])
def test_when_one_address_is_taken_neither_is_used(family: socket.AddressFamily, address: str) -> None:
    with _taken(family, address) as other:
        port = other.getsockname()[1]
        with pytest.raises(CannotListen, match=f"Port {port} is in use"):
            listen(port, 0)
        free = socket.AF_INET6 if family == socket.AF_INET else socket.AF_INET
        with socket.socket(free) as one:
            one.bind(("::1" if free == socket.AF_INET6 else "127.0.0.1", port))
        fallen_back = listen(port)
        assert port < fallen_back.port <= port + 9
        assert fallen_back.wanted == port
        _close(fallen_back)
