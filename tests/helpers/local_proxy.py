"""A plain HTTP proxy on a free loopback port, which notes what it was asked for; it knows no TLS."""

import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
_HOP = {"connection", "proxy-connection", "keep-alive", "transfer-encoding"}


@contextmanager
def a_proxy() -> Iterator[tuple[str, list[str]]]:
    """Give the proxy's URL, and the list that the URLs it was asked for are added to."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            headers = {name: value for name, value in self.headers.items() if name.lower() not in _HOP}
            with _opener.open(urllib.request.Request(self.path, headers=headers), timeout=60) as answer:
                body = answer.read()
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    if name.lower() not in {*_HOP, "content-length", "date", "server"}:
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
