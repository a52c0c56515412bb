"""A file server that is never what a download waits for: several processes, `sendfile`, files in memory.

`/late-80/…` answers after 80 ms, `/rate-500000/…` sends so many bytes a second. Standard library only.
"""

import contextlib
import os
import re
import socket
import sys
import threading
import time
from pathlib import Path

PROCESSES = 2
_CHUNK_BYTES = 16 * 1024 * 1024
_SLICE_S = 0.05
_KINDS = {".mp4": "video/mp4", ".ts": "video/mp2t", ".m3u8": "application/x-mpegurl", ".rss": "text/xml"}


def main(folder: str, log: str) -> None:
    """Serve until stdin ends; prints the port first."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=256)
    notes = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    children = []
    for _ in range(PROCESSES):
        if not (pid := os.fork()):
            _accept(listener, Path(folder), notes)
        children.append(pid)
    print(listener.getsockname()[1], flush=True)
    sys.stdin.buffer.read()
    for pid in children:
        os.kill(pid, 9)


def _accept(listener: socket.socket, folder: Path, notes: int) -> None:
    while True:
        connection, _address = listener.accept()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=_serve, args=(connection, folder, notes), daemon=True).start()


def _serve(connection: socket.socket, folder: Path, notes: int) -> None:
    """Answer the requests of one connection until the other side has enough."""
    received = b""
    with connection, contextlib.suppress(OSError):
        while True:
            while b"\r\n\r\n" not in received:
                block = connection.recv(65536)
                if not block:
                    return
                received += block
            head, _, received = received.partition(b"\r\n\r\n")
            os.write(notes, f"{time.monotonic()} {head.split()[1].decode()}\n".encode())
            _answer(connection, head.decode("latin-1"), folder)


def _answer(connection: socket.socket, head: str, folder: Path) -> None:
    method, path, _version = head.split("\r\n", 1)[0].split()
    late = re.match(r"/late-(\d+)/", path)
    rate = re.match(r"/rate-(\d+)/", path)
    path = re.sub(r"^/(late|rate)-\d+/", "/", path)
    file = folder / path.split("?")[0].lstrip("/")
    if late:
        time.sleep(int(late[1]) / 1000)
    if not file.is_file():
        connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
        return
    size = file.stat().st_size
    wanted = re.search(r"(?im)^range: *bytes=(\d+)-(\d*)", head)
    first, last = (int(wanted[1]), int(wanted[2] or size - 1)) if wanted else (0, size - 1)
    status = f"206 Partial Content\r\nContent-Range: bytes {first}-{last}/{size}" if wanted else "200 OK"
    kind = _KINDS.get(file.suffix, "application/octet-stream")
    fields = f"Content-Type: {kind}\r\nContent-Length: {last - first + 1}\r\nAccept-Ranges: bytes"
    connection.sendall(f"HTTP/1.1 {status}\r\n{fields}\r\n\r\n".encode())
    if method == "GET":
        _send(connection, file, first, last + 1, int(rate[1]) if rate else None)


def _send(connection: socket.socket, file: Path, first: int, end: int, rate: int | None) -> None:
    step = max(1, int(rate * _SLICE_S)) if rate else _CHUNK_BYTES
    with file.open("rb") as source:
        while first < end:
            first += os.sendfile(connection.fileno(), source.fileno(), first, min(step, end - first))
            if rate:
                time.sleep(_SLICE_S)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
