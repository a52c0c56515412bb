"""A proxy inside the worker that ffmpeg is sent through, so that what it fetches counts towards the limit.

It passes bytes on and reads only the head of a request (CONNECT: RFC 9110, 9.3.6; others: RFC 9112, 3.2.2).
It listens on this computer alone, for as long as ffmpeg runs, and asks for a word that only ffmpeg is told.
"""

import base64
import contextlib
import os
import secrets
import socket
import socketserver
import threading
from collections.abc import Callable, Iterator
from urllib.parse import SplitResult, unquote, urlsplit

from mediadl.worker.rate_limiter import RateLimiter

_BLOCK_BYTES = 64 * 1024
_LONGEST_HEAD = 64 * 1024
_CONNECT_S = 20.0
_PORTS = {"http": 80, "https": 443}
_HIDDEN = ("no_proxy", "NO_PROXY")
"""ffmpeg would go past the proxy to what these name; whether that needs another proxy is asked here."""

Upstream = Callable[[str], str | None]
"""The proxy that the user has for a link; None for none."""


@contextlib.contextmanager
def metered_proxy(limiter: RateLimiter, upstream: Upstream) -> Iterator[str]:
    """The address of a proxy that reads no faster than the limiter lets it; it ends with the block."""
    word = secrets.token_urlsafe(16)
    server = _Server(limiter, upstream, "Basic " + base64.b64encode(f"mediadl:{word}".encode()).decode())
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), name="metered proxy", daemon=True)
    thread.start()
    hidden = {name: os.environ.pop(name) for name in _HIDDEN if name in os.environ}
    try:
        yield f"http://mediadl:{word}@127.0.0.1:{server.server_address[1]}"
    finally:
        os.environ.update(hidden)
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, limiter: RateLimiter, upstream: Upstream, authorization: str) -> None:
        self.limiter, self.upstream, self.authorization = limiter, upstream, authorization
        super().__init__(("127.0.0.1", 0), _Connection)

    def handle_error(self, request: object, client_address: object) -> None:
        """A connection that breaks is ffmpeg's to tell."""


class _Connection(socketserver.BaseRequestHandler):
    server: _Server
    request: socket.socket

    def handle(self) -> None:
        """Answer one request, and pass on what comes after it until either side ends."""
        head, rest = _head_of(self.request)
        if head is None:
            return
        method, target, version = head[0].split(" ", 2)
        given = next((one[20:].strip() for one in head if one.lower().startswith("proxy-authorization:")), "")
        if not secrets.compare_digest(given.encode(), self.server.authorization.encode()):
            self._refuse("407 Proxy Authentication Required", 'Proxy-Authenticate: Basic realm="MediaDL"\r\n')
            return
        is_tunnel = method == "CONNECT"
        link = urlsplit(f"https://{target}" if is_tunnel else target)
        own = self.server.upstream(f"{link.scheme}://{link.netloc}")
        try:
            peer = _connected(urlsplit(own) if own else link)
        except OSError:
            self._refuse("502 Bad Gateway")
            return
        with peer:
            if own:
                peer.sendall(_joined([head[0], *_kept(head), *_authorization(urlsplit(own))]) + rest)
            elif is_tunnel:
                self.request.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            else:
                path = (link.path or "/") + (f"?{link.query}" if link.query else "")
                peer.sendall(
                    _joined([f"{method} {path} {version}", *_kept(head), "Connection: close"]) + rest
                )
            self._pass_on(peer)

    def _refuse(self, status: str, more: str = "") -> None:
        answer = f"HTTP/1.1 {status}\r\n{more}Content-Length: 0\r\nConnection: close\r\n\r\n"
        self.request.sendall(answer.encode())

    def _pass_on(self, peer: socket.socket) -> None:
        upwards = threading.Thread(target=_copy, args=(self.request, peer), daemon=True)
        upwards.start()
        limiter = self.server.limiter
        with contextlib.suppress(OSError):
            while True:
                granted = limiter.take(_BLOCK_BYTES)
                data = b""
                try:
                    data = peer.recv(granted)
                finally:
                    limiter.give_back(granted - len(data))
                if not data:
                    return
                self.request.sendall(data)


def _copy(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(_BLOCK_BYTES):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)


def _head_of(sock: socket.socket) -> tuple[list[str] | None, bytes]:
    """The lines of a request's head, and what came behind it; None for the lines when there is no request."""
    data = b""
    while b"\r\n\r\n" not in data:
        more = sock.recv(_BLOCK_BYTES)
        if not more or len(data) > _LONGEST_HEAD:
            return None, b""
        data += more
    head, _, rest = data.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    return (lines if lines[0].count(" ") == 2 else None), rest


def _kept(head: list[str]) -> list[str]:
    """The header lines that are not for us."""
    return [one for one in head[1:] if not one.lower().startswith(("proxy-", "connection:"))]


def _authorization(proxy: SplitResult) -> list[str]:
    if proxy.username is None:
        return []
    pair = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}"
    return [f"Proxy-Authorization: Basic {base64.b64encode(pair.encode()).decode()}"]


def _joined(lines: list[str]) -> bytes:
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def _connected(link: SplitResult) -> socket.socket:
    port = link.port or _PORTS.get(link.scheme, 80)
    peer = socket.create_connection((link.hostname or "", port), timeout=_CONNECT_S)
    peer.settimeout(None)
    return peer
