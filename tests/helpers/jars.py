"""Cookie jars for tests, with values that are visibly none; and a worker that says what it was sent."""

import sys

from mediadl import wire
from mediadl.domain.cookies import Cookie

HELLO = wire.encode(wire.Hello(version="0", engine_version="0", pid=1)).decode()
_ECHOING = f"""
import json, sys
print({HELLO!r}, end="", flush=True)
for line in sys.stdin:
    sent = json.loads(line).get("secrets", {{}})
    print(json.dumps({{"type": "log", "level": "info", "message": json.dumps(sent)}}))
    print('{{"type": "finished"}}', flush=True)
"""
ECHO = [sys.executable, "-c", _ECHOING]
"""Command of a worker that logs the secrets of a request, and finishes."""


def a_cookie(name: str = "session", value: str = "not-real", **more) -> Cookie:
    """One for example.com, unless told otherwise."""
    return Cookie(
        **{"domain": "example.com", "include_subdomains": True, "name": name, "value": value, **more}
    )


def a_jar(domain: str = "example.com", **values: str) -> bytes:
    """A Netscape file of cookies with these names and values, which expire in 2033."""
    lines = [
        "\t".join(
            (f".{domain}" if "." in domain else domain, "TRUE", "/", "FALSE", "2000000000", name, value)
        )
        for name, value in (values or {"session": "not-real"}).items()
    ]
    return ("# Netscape HTTP Cookie File\n" + "\n".join(lines) + "\n").encode()


def a_local_jar(**values: str) -> bytes:
    """The same for the media site of the tests, which has an address and no name."""
    lines = ["\t".join(("127.0.0.1", "FALSE", "/", "FALSE", "2000000000", *pair)) for pair in values.items()]
    return ("# Netscape HTTP Cookie File\n" + "\n".join(lines) + "\n").encode()
