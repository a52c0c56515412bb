"""Plays services of a desktop on a bus and prints, a JSON line each, what it is asked for.

Usage: `python -m tests.helpers.dbus_service NAME...`. It answers each call with the number 7, or with a
file descriptor as logind does, and prints `["gone"]` when a caller leaves the bus.
"""

import json
import os
import sys

from jeepney import FileDescriptor, HeaderFields, MatchRule, MessageType, message_bus, new_method_return
from jeepney.io.blocking import open_dbus_connection

LOGIND = "org.freedesktop.login1"


def main(names: list[str]) -> None:
    """Serve until the bus ends."""
    connection = open_dbus_connection("SESSION", enable_fds=True)
    for name in names:
        connection.send_and_get_reply(message_bus.RequestName(name))
    leaving = MatchRule(type="signal", interface="org.freedesktop.DBus", member="NameOwnerChanged")
    connection.send_and_get_reply(message_bus.AddMatch(leaving))
    print(json.dumps(["ready"]), flush=True)
    callers: set[str] = set()
    while True:
        message = connection.receive()
        fields = message.header.fields
        member = fields.get(HeaderFields.member)
        if message.header.message_type is MessageType.method_call:
            callers.add(fields[HeaderFields.sender])
            print(json.dumps([member, *message.body[:5]], default=str), flush=True)
            connection.send(_answer(message, fields[HeaderFields.destination]))
        elif member == "NameOwnerChanged" and message.body[0] in callers and not message.body[2]:
            print(json.dumps(["gone"]), flush=True)


def _answer(message, name):
    if name == LOGIND:
        return new_method_return(message, "h", (FileDescriptor(os.open(os.devnull, os.O_RDONLY)),))
    return new_method_return(message, "u", (7,))


if __name__ == "__main__":
    main(sys.argv[1:])
