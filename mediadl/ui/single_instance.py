"""One running window a user: the first start owns the data, later ones hand their links over and end."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from mediadl.paths import Paths, ensure_private
from mediadl.store.ownership import Ownership

_log = logging.getLogger(__name__)

# Longer socket addresses do not fit into sockaddr_un.sun_path, unix(7).
_MAX_ADDRESS_BYTES = 100
_MAX_MESSAGE_BYTES = 1 << 20
_CONNECT_MS = 250
_ANSWER_MS = 3000
_ANSWER = b"ok\n"
# Wayland lets a window come to the front only with the token that the starter was given.
_TOKEN = "XDG_ACTIVATION_TOKEN"  # noqa: S105 -- the name of a variable, no secret


class SingleInstance(QObject):
    """Ownership of a user's data, and the address where the owner hears of later starts.

    `links_received(list)` fires with the links of a later start, which may be none: then the window is only
    to come to the front.
    """

    links_received = Signal(list)

    def __init__(self, paths: Paths, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._paths = paths
        self._address = socket_address(paths)
        self._lock = Ownership(paths.lock)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        self._buffers: dict[QLocalSocket, bytes] = {}

    def acquire(self) -> bool:
        """Become the owner; False when another process is. What a killed owner left is cleaned up.

        Raises:
            FolderUnusable: the data folder cannot be made.
        """
        ensure_private(self._paths.data)
        return self._lock.acquire("window")

    @property
    def owner_has_window(self) -> bool:
        """Whether the owner is a window, which takes links; `mediadl serve` is none."""
        return self._lock.owner_kind() != "serve"

    def listen(self) -> None:
        """Hear of later starts from now on; only the owner may, while a loop runs or is about to."""
        QLocalServer.removeServer(self._address)  # ours alone: whoever holds the lock made it or is gone
        if not self._server.listen(self._address):
            _log.warning("later starts cannot hand over their links: %s", self._server.errorString())

    def release(self) -> None:
        """Stop listening and let another process be the owner."""
        self._server.close()
        self._lock.release()

    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            self._buffers[socket] = b""
            socket.readyRead.connect(self._on_ready)
            socket.disconnected.connect(self._on_disconnected)
            self._read(socket)

    def _on_ready(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._read(socket)

    def _on_disconnected(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._buffers.pop(socket, None)
            socket.deleteLater()

    def _read(self, socket: QLocalSocket) -> None:
        received = self._buffers.get(socket, b"") + bytes(socket.readAll().data())
        self._buffers[socket] = received
        if len(received) > _MAX_MESSAGE_BYTES:
            socket.abort()
        elif received.endswith(b"\n"):
            self._buffers[socket] = b""
            links = _decoded(received)
            if links is not None:
                socket.write(_ANSWER)
                socket.flush()
                self.links_received.emit(links)


def hand_over(links: Sequence[str], paths: Paths, *, timeout_s: float = 5.0) -> bool:
    """Give links to the running instance, whose window comes to the front; False when it does not answer.

    For a process that ends after it: it blocks, and wants the main thread, but no application object. An
    owner that is just starting is waited for.
    """
    message = json.dumps({"links": list(links), "token": os.environ.get(_TOKEN, "")}) + "\n"
    ends_at = time.monotonic() + timeout_s
    while True:
        if _sent(message.encode(), socket_address(paths)):
            return True
        if time.monotonic() >= ends_at:
            return False
        time.sleep(0.1)


def socket_address(paths: Paths) -> str:
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


def _sent(message: bytes, address: str) -> bool:
    socket = QLocalSocket()
    socket.connectToServer(address)
    if not socket.waitForConnected(_CONNECT_MS):
        return False
    socket.write(message)
    received = b""
    while not received.endswith(_ANSWER) and socket.waitForReadyRead(_ANSWER_MS):
        received += bytes(socket.readAll().data())
    socket.disconnectFromServer()
    return received == _ANSWER


def _decoded(message: bytes) -> list[str] | None:
    """The links of a message; None when it is none of ours. Takes over the starter's activation token."""
    try:
        content = json.loads(message)
    except ValueError:
        return None
    links = content.get("links") if isinstance(content, dict) else None
    if not isinstance(links, list) or not all(isinstance(link, str) for link in links):
        return None
    token = content.get("token")
    if isinstance(token, str) and token:
        os.environ[_TOKEN] = token
    return links
