"""Sessions whose keyring cannot be used, each in its own way, for a program that is tested in them."""

import contextlib
from collections.abc import Iterator, Mapping

from tests.helpers.secret_service import misbehaving
from tests.helpers.session_bus import a_keyring, bare_session, lock_keyring


@contextlib.contextmanager
def bus_with(kind: str, environment: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Yield the environment with the bus of such a session, or without any; home and folders stay."""
    without = {name: value for name, value in environment.items() if name != "DBUS_SESSION_BUS_ADDRESS"}
    if kind == "no_bus":
        yield without
        return
    with contextlib.ExitStack() as stack:
        session = stack.enter_context(bare_session(environment))
        if kind == "locked":
            stack.enter_context(a_keyring(session))
            lock_keyring(session)
        elif kind != "no_keyring":
            stack.enter_context(misbehaving(session, kind))
        yield without | {"DBUS_SESSION_BUS_ADDRESS": session["DBUS_SESSION_BUS_ADDRESS"]}
