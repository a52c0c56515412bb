"""A plain HTTP proxy on a free loopback port, which notes what it was asked for; it knows no TLS."""

import base64
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
_HOP = {"connection", "proxy-connection", "keep-alive", "transfer-encoding"}


@contextmanager
def a_proxy(login: str = "") -> Iterator[tuple[str, list[str]]]:
    """Give the proxy's URL, and the list that the URLs it was asked for are added to.

    With a `login`, "name:password", it answers 407 to whoever does not have it (RFC 9110, 15.5.8).
    """
    wanted = f"Basic {base64.b64encode(login.encode()).decode()}"
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if login and self.headers.get("Proxy-Authorization") != wanted:
                self.send_response(407)
                self.send_header("Proxy-Authenticate", 'Basic realm="lab"')
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
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
