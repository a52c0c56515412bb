"""Watches over a client's request: no socket of this process connects to what the client may not reach.

It hears Python's own audit events, raised by the very calls that connect and start programs, whichever
library makes them (PEP 578). What it sees is the address that is connected to, not a name that may lead
elsewhere the next moment: redirects, manifests, segments, pictures and names that are rebound come by here.
"""

import os
import re
import socket
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from mediadl.domain.addresses import Exceptions, Reach, reach_of, worst
from mediadl.domain.failures import Failure, FailureKind, failure
from mediadl.worker.problem import DownloadProblem

_SENDS = {"socket.connect": 1, "socket.sendto": 1, "socket.sendmsg": 1}
"""Events of sockets, and where the address stands among their arguments."""
_STARTS = {"subprocess.Popen": 1, "os.posix_spawn": 1, "os.exec": 1, "os.system": 0, "os.spawn": 2}
"""The same of programs and their arguments."""
_INTERNET = frozenset({socket.AF_INET, socket.AF_INET6})
_REMOTE = re.compile(r"(?:[a-z][\w.+-]*[:+])*(?!file:)[a-z][\w.+-]*://", re.IGNORECASE)
"""How an argument begins that has a program fetch something; "async:https://" is one of ffmpeg's."""


class AddressRefused(OSError):
    """This connection is not made; what else can be reached is tried, as after any other `OSError`."""

    def __init__(self, addresses: Iterable[str], reach: Reach, host: str = "") -> None:
        self.addresses = tuple(addresses)
        self.reach = reach
        self.named = (
            f"{host} ({self.addresses[0]})" if host not in {"", *self.addresses} else self.addresses[0]
        )
        super().__init__(f"{self.named} may not be reached for a client ({reach})")

    def as_failure(self) -> Failure:
        """What it means for the request: the user can allow what is private."""
        if self.reach is not Reach.PRIVATE:
            return failure(FailureKind.ADDRESS_REFUSED, detail=str(self), subject=self.named)
        known = failure(FailureKind.ADDRESS_PRIVATE, detail=str(self), subject=self.named)
        return known.model_copy(update={"addresses": self.addresses})


class Guard:
    """One for a process. Between requests, and in those of the user's own, it stops nothing."""

    def __init__(self) -> None:
        self._exceptions: Exceptions | None = None
        self._is_heard = False

    @contextmanager
    def over(self, url: str, exceptions: Exceptions | None) -> Iterator[None]:
        """Stop what leads elsewhere within the block; with None for exceptions everything is allowed.

        Raises:
            AddressRefused: the link's host has an address that is not to be reached.
        """
        if exceptions is not None and not self._is_heard:
            sys.addaudithook(self._hear)  # for good: there is no way to take one away
            self._is_heard = True
        self._exceptions = exceptions
        try:
            if exceptions is not None:
                check_host(url, exceptions)
            yield
        finally:
            self._exceptions = None

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        exceptions = self._exceptions
        if exceptions is None:
            return
        if (place := _SENDS.get(event)) is not None:
            _check_connection(arguments[0], arguments[place], exceptions)
        elif (place := _STARTS.get(event)) is not None:
            _check_program(arguments[place])


def check_host(url: str, exceptions: Exceptions) -> None:
    """Look up the link's host before anything is asked: all of its addresses have to be reachable.

    Raises:
        AddressRefused: one is not.
    """
    host = urlsplit(url).hostname or ""
    try:
        answers = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return  # yt-dlp says in its words that there is no such host
    addresses = list(dict.fromkeys(str(answer[4][0]) for answer in answers))
    reaches = {address: reach_of(address, exceptions) for address in addresses}
    if (reach := worst(reaches.values())) is not Reach.GLOBAL:
        raise AddressRefused((one for one in addresses if reaches[one] is reach), reach, host)


def refusal_in(error: BaseException | None) -> AddressRefused | None:
    """The refusal that an error was raised for, if it was."""
    seen: list[BaseException] = []
    while error is not None and error not in seen:
        if isinstance(error, AddressRefused):
            return error
        seen.append(error)
        cause = getattr(error, "cause", None) or getattr(error, "reason", None)
        error = cause if isinstance(cause, BaseException) else error.__cause__ or error.__context__
    return None


def _check_connection(sock: socket.socket, address: Any, exceptions: Exceptions) -> None:
    if address is None:  # a message on a socket that is connected already
        return
    if sock.family not in _INTERNET:
        raise AddressRefused((str(address),), Reach.NEVER)
    # A name would be looked up below us; every library in use here hands in what it has looked up.
    host = str(address[0])
    if (reach := reach_of(host, exceptions)) is not Reach.GLOBAL:
        raise AddressRefused((host,), reach)


def _check_program(arguments: Any) -> None:
    words = os.fsdecode(arguments).split() if isinstance(arguments, str | bytes) else arguments or ()
    if any(_REMOTE.match(os.fsdecode(word)) for word in words):
        raise DownloadProblem(
            FailureKind.WINDOW_ONLY,
            subject="it has to be fetched by ffmpeg, whose connections cannot be checked",
        )
