"""How links get from one process of a user to the one that runs already: message, address, sending.

Whoever can open the socket is this user, so that no token is needed. Receiving is each face's own.
"""

import hashlib
import os
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from mediadl.domain.errors import UserError
from mediadl.domain.layers import Layer
from mediadl.domain.options import DownloadOptions
from mediadl.paths import Paths

MAX_MESSAGE_BYTES = 1 << 20
ANSWER = b"ok\n"
_REFUSAL = b"no "
_ANSWER_S = 3.0
# Longer socket addresses do not fit into sockaddr_un.sun_path, unix(7).
_MAX_ADDRESS_BYTES = 100


class HandedOver(BaseModel):
    """What one process gives to another; an older one says and reads less of it."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")

    links: list[str]
    token: str = ""
    """Of Wayland: lets the window of the receiver come to the front."""
    preset: str | None = None
    options: Layer = DownloadOptions()
    """What was typed alone."""
    is_quiet: bool = False
    """The window stays where it is, and what the user is about to ask for there is left alone."""


Send = Callable[[bytes, str], bytes]
"""Sends a message to an address and returns the answer; empty when there is none. It blocks."""


def hand_over(handed: HandedOver, paths: Paths, send: Send, *, timeout_s: float = 5.0) -> bool:
    """Give links to the process that runs; False when it does not answer. An owner that starts is waited for.

    Raises:
        UserError: it does not take them.
    """
    message = encoded(handed)
    if len(message) > MAX_MESSAGE_BYTES:
        raise UserError("These are too many links for one time.")
    ends_at = time.monotonic() + timeout_s
    while True:
        answer = send(message, address_of(paths))
        if answer == ANSWER:
            return True
        if answer.startswith(_REFUSAL):
            raise UserError(answer.removeprefix(_REFUSAL).decode("utf-8", "replace").strip())
        if time.monotonic() >= ends_at:
            return False
        time.sleep(0.1)


def send_by_socket(message: bytes, address: str) -> bytes:
    """Send over a socket of the system; not for Windows, where it is a pipe."""
    received = b""
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as one:
            one.settimeout(_ANSWER_S)
            one.connect(address)
            one.sendall(message)
            while not received.endswith(b"\n") and (block := one.recv(4096)):
                received += block
    except OSError:
        return b""
    return received


def encoded(handed: HandedOver) -> bytes:
    """The message, one line."""
    return handed.model_dump_json(exclude_unset=True).encode() + b"\n"


def decoded(message: bytes) -> HandedOver | None:
    """What a message says; None when it is none of ours."""
    try:
        return HandedOver.model_validate_json(message)
    except ValidationError:
        return None


def refusal(sentence: str) -> bytes:
    """The answer to links that are not taken."""
    return _REFUSAL + " ".join(sentence.split()).encode() + b"\n"


def address_of(paths: Paths) -> str:
    """Where the owner of this data folder listens: in a folder that belongs to this user alone."""
    name = "mediadl-" + hashlib.sha256(os.fsencode(paths.data)).hexdigest()[:16]
    if sys.platform == "win32":
        return name  # a pipe: \\.\pipe\mediadl-…
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    address = str(Path(runtime) / f"{name}.sock")
    if runtime and Path(runtime).is_dir() and len(os.fsencode(address)) <= _MAX_ADDRESS_BYTES:
        return address
    # Never Qt's default in the shared temporary folder: another user could be listening there.
    return str(paths.data / f"{name}.sock")
