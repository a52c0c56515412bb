"""Calls to services of the Linux desktop over D-Bus. They block, at most a few seconds: use a thread."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from jeepney import DBusAddress, MessageType, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

LIMIT_S = 3.0


class Unavailable(Exception):
    """There is no such bus or service, or it refuses, or does not answer in time."""


@dataclass(frozen=True)
class Method:
    """A method of a service, as its own documentation names it; `signature` is in D-Bus notation."""

    service: str
    path: str
    interface: str
    name: str
    signature: str
    bus: Literal["SESSION", "SYSTEM"] = "SESSION"


class Held:
    """What a service does for us lasts as long as this connection."""

    def __init__(self, connection: DBusConnection, answer: tuple[Any, ...]) -> None:
        self._connection, self._answer = connection, answer

    def release(self) -> None:
        """End it."""
        for value in self._answer:
            if hasattr(value, "close"):  # a file descriptor, as logind gives for an inhibition
                value.close()
        self._connection.close()


def call(method: Method, values: Sequence[Any]) -> None:
    """Call a method once.

    Raises:
        Unavailable: with the reason.
    """
    hold(method, values).release()


def hold(method: Method, values: Sequence[Any]) -> Held:
    """Call a method whose effect lasts as long as the connection, and keep that.

    Raises:
        Unavailable: with the reason.
    """
    connection = _connected(method.bus)
    try:
        address = DBusAddress(method.path, method.service, method.interface)
        message = new_method_call(address, method.name, method.signature, tuple(values))
        reply = connection.send_and_get_reply(message, timeout=LIMIT_S)
        if reply.header.message_type is MessageType.error:
            raise Unavailable(f"{method.service}: {reply.body[0] if reply.body else 'refused'}")
        return Held(connection, reply.body)
    except (OSError, EOFError, TimeoutError) as error:
        connection.close()
        raise Unavailable(f"{method.service}: {error}") from error
    except Unavailable:
        connection.close()
        raise


def _connected(bus: Literal["SESSION", "SYSTEM"]) -> DBusConnection:
    if bus == "SESSION" and not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        raise Unavailable("There is no session bus.")
    try:
        return open_dbus_connection(bus, enable_fds=True, auth_timeout=LIMIT_S)
    except (OSError, EOFError, ValueError, RuntimeError, StopIteration) as error:
        raise Unavailable(f"{bus} bus: {error}") from error
