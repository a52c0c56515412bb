"""Plays a Secret Service that misbehaves, and unlocks the real one; none of it is for use outside tests.

Usage: `python -m tests.helpers.secret_service hangs|raises|denies`. It prints a line when it is there. One
that hangs reads every call and answers none; one that denies is open, and its prompts are dismissed.
"""

import contextlib
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from jeepney import (
    DBusAddress,
    HeaderFields,
    MessageType,
    message_bus,
    new_error,
    new_method_call,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import open_dbus_connection

from tests.helpers.session_bus import KEYRING_PASSWORD, LOGIN_COLLECTION, SECRETS

_ROOT = Path(__file__).parents[2]
_PATH = "/org/freedesktop/secrets"
_PROMPT = f"{_PATH}/prompt/1"
_INTERNAL = "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface"
_LIMIT_S = 30.0


@contextlib.contextmanager
def misbehaving(environment: Mapping[str, str], kind: str) -> Iterator[None]:
    """Have the service on the environment's bus during the block."""
    command = [sys.executable, "-m", "tests.helpers.secret_service", kind]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, cwd=_ROOT) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline(), "the service did not start"
            yield
        finally:
            process.kill()


def unlock_keyring(address: str) -> None:
    """Unlock gnome-keyring on the bus with this address, as logging in does."""
    with open_dbus_connection(address) as bus:
        service = DBusAddress(_PATH, SECRETS, "org.freedesktop.Secret.Service")
        opened = new_method_call(service, "OpenSession", "sv", ("plain", ("s", "")))
        session = bus.send_and_get_reply(opened, timeout=_LIMIT_S).body[1]
        internal = DBusAddress(_PATH, SECRETS, _INTERNAL)
        secret = (session, b"", KEYRING_PASSWORD, "text/plain")
        unlock = new_method_call(
            internal, "UnlockWithMasterPassword", "o(oayays)", (LOGIN_COLLECTION, secret)
        )
        reply = bus.send_and_get_reply(unlock, timeout=_LIMIT_S)
        assert reply.header.message_type is MessageType.method_return, reply.body


def main(kind: str) -> None:
    """Serve until the bus ends."""
    bus = open_dbus_connection("SESSION")
    bus.send_and_get_reply(message_bus.RequestName(SECRETS))
    print("ready", flush=True)
    while True:
        call = bus.receive()
        if call.header.message_type is not MessageType.method_call or kind == "hangs":
            continue
        if kind == "raises":
            bus.send(new_error(call, "org.freedesktop.DBus.Error.Failed", "s", ("out of order",)))
            continue
        member = call.header.fields[HeaderFields.member]
        if member == "OpenSession" and call.body[0] != "plain":
            bus.send(new_error(call, "org.freedesktop.DBus.Error.NotSupported"))
            continue
        bus.send(new_method_return(call, *_denied(member, call.body)))
        if member == "Prompt":
            emitter = DBusAddress(_PROMPT, interface="org.freedesktop.Secret.Prompt")
            bus.send(new_signal(emitter, "Completed", "bv", (True, ("s", ""))))


def _denied(member: str, body: tuple) -> tuple[str, tuple]:
    match member, body:
        case "Get", (_, "Locked"):
            return "v", (("b", False),)
        case "Get", _:
            return "v", (("s", "Default"),)
        case "OpenSession", _:
            return "vo", (("s", ""), f"{_PATH}/session/1")
        case "SearchItems", _:
            return "ao", ([],)
        case "CreateItem", _:
            return "oo", ("/", _PROMPT)
    return "", ()


if __name__ == "__main__":
    main(sys.argv[1])
