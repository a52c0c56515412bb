"""One running window a user: the first start owns the data, later ones hand their links over and end."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from mediadl.engine.hand_over import ANSWER, MAX_MESSAGE_BYTES, HandedOver, address_of, decoded, hand_over
from mediadl.paths import Paths, ensure_private
from mediadl.store.ownership import Ownership

_log = logging.getLogger(__name__)

_CONNECT_MS = 250
_ANSWER_MS = 3000
# Wayland lets a window come to the front only with the token that the starter was given.
_TOKEN = "XDG_ACTIVATION_TOKEN"  # noqa: S105 -- the name of a variable, no secret


class SingleInstance(QObject):
    """Ownership of a user's data, and the address where the owner hears of later starts.

    `links_received(list)` fires with the links of a later start, which may be none: then the window is only
    to come to the front. `handed_over(HandedOver)` fires instead when the window is to stay where it is.
    """

    links_received = Signal(list)
    handed_over = Signal(object)

    def __init__(self, paths: Paths, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._paths = paths
        self._address = address_of(paths)
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
        if len(received) > MAX_MESSAGE_BYTES:
            socket.abort()
        elif received.endswith(b"\n"):
            self._buffers[socket] = b""
            if (handed := decoded(received)) is not None:
                socket.write(ANSWER)
                socket.flush()
                self._take(handed)

    def _take(self, handed: HandedOver) -> None:
        if handed.token:
            os.environ[_TOKEN] = handed.token
        if handed.is_quiet:
            self.handed_over.emit(handed)
        else:
            self.links_received.emit(handed.links)


def show_running(links: Sequence[str], paths: Paths, *, timeout_s: float = 5.0) -> bool:
    """Give links to the running instance, whose window comes to the front; False when it does not answer.

    For a process that ends after it: it blocks, and wants the main thread, but no application object.
    """
    handed = HandedOver(links=list(links), token=os.environ.get(_TOKEN, ""))
    return hand_over(handed, paths, send_by_qt, timeout_s=timeout_s)


def send_by_qt(message: bytes, address: str) -> bytes:
    """Send over what Qt takes for a local socket on this system; the answer, empty when there is none."""
    socket = QLocalSocket()
    socket.connectToServer(address)
    if not socket.waitForConnected(_CONNECT_MS):
        return b""
    socket.write(message)
    received = b""
    while not received.endswith(b"\n") and socket.waitForReadyRead(_ANSWER_MS):
        received += bytes(socket.readAll().data())
    socket.disconnectFromServer()
    return received
