"""Small sites on loopback that remember who came: one to be led astray by, one that nobody may reach."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class PlainSite:
    """Answers what `pages` say, by path, as (status, headers, body); everything else with a 404."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[int, Mapping[str, str], bytes]] = {}
        self.hits: list[str] = []
        self.port = 0

    @property
    def base(self) -> str:
        """Its address, which is loopback."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def forbidden(self) -> str:
        """The same site by an address that no exception of tests allows: Linux takes it for this computer."""
        return f"http://0.0.0.0:{self.port}"

    def put(self, path: str, body: bytes | str, kind: str = "text/html") -> str:
        """Have a page, and return its link."""
        data = body.encode() if isinstance(body, str) else body
        self.pages[path] = (200, {"Content-Type": kind}, data)
        return f"{self.base}{path}"

    def redirect(self, path: str, target: str) -> str:
        """Have a page that sends its readers elsewhere, and return its link."""
        self.pages[path] = (302, {"Location": target}, b"")
        return f"{self.base}{path}"


@contextmanager
def plain_site() -> Iterator[PlainSite]:
    """Serve one from a free port."""
    site = PlainSite()

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            site.hits.append(self.path)
            status, headers, body = site.pages.get(self.path, (404, {}, b""))
            with suppress(ConnectionError):
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(body))}.items():
                    self.send_header(name, value)
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    for method in ("GET", "HEAD", "POST", "CONNECT"):
        setattr(Handler, f"do_{method}", Handler.answer)
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        site.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()
