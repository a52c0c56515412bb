"""The sockets that the API listens on: 127.0.0.1 and ::1 at one port, and nowhere else."""

import errno
import socket
import sys
from dataclasses import dataclass

from mediadl.domain.errors import UserError

DEFAULT_PORT = 8787
FALL_BACKS = 9
BACKLOG = 128
_NO_SUCH_FAMILY = {errno.EAFNOSUPPORT, errno.EADDRNOTAVAIL, errno.EPROTONOSUPPORT}


class CannotListen(UserError):
    """No port could be had; the sentence says why."""


@dataclass(frozen=True)
class Listening:
    """Sockets that listen, on one port; whoever holds them closes them."""

    port: int
    wanted: int
    """The port that was asked for; another one than `port` is to be shown."""
    sockets: tuple[socket.socket, ...]


def listen(port: int = DEFAULT_PORT, fall_backs: int = FALL_BACKS) -> Listening:
    """Listen at the first free port from this one on; 0 is any.

    On both addresses or on none, because whoever had the other one would be asked by whoever asks for
    "localhost". Only a computer without IPv6, where nobody can have ::1, does with one.

    Raises:
        CannotListen: every port is taken, or the system refuses.
    """
    last = min(port + fall_backs, 65_535) if port else 0
    for candidate in range(port, last + 1):
        try:
            return _both(candidate, port)
        except OSError as error:
            if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
                raise CannotListen(f"The API cannot listen on this computer: {error.strerror}.") from error
    ports = f"Port {port}" if last == port else f"Every port from {port} to {last}"
    raise CannotListen(f"{ports} is in use by another program. Choose another port in Settings.")


def _both(candidate: int, wanted: int) -> Listening:
    first = _listening(socket.AF_INET, "127.0.0.1", candidate)
    port = int(first.getsockname()[1])
    if not _has_ipv6():
        return Listening(port, wanted, (first,))
    try:
        return Listening(port, wanted, (first, _listening(socket.AF_INET6, "::1", port)))
    except BaseException:
        first.close()
        raise


def _listening(family: socket.AddressFamily, address: str, port: int) -> socket.socket:
    one = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":
            one.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:  # so that a restart need not wait for old connections to be forgotten
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        one.bind((address, port))
        one.listen(BACKLOG)  # at once: only then nobody else can bind the same
        one.setblocking(False)
    except BaseException:
        one.close()
        raise
    return one


def _has_ipv6() -> bool:
    if not socket.has_ipv6:
        return False
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as probe:
            probe.bind(("::1", 0))
    except OSError as error:
        return error.errno not in _NO_SUCH_FAMILY
    return True
