"""Serves a folder on loopback, for answers that the media site does not give: any playlist, no length."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

_BLOCK_BYTES = 64 * 1024
_PAUSE_S = 0.05


class _Handler(SimpleHTTPRequestHandler):
    extensions_map: ClassVar = {".mp4": "video/mp4", ".m3u8": "application/x-mpegurl"}

    def do_GET(self) -> None:
        if not self.path.endswith("?nolength"):
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Type", "video/mp4")
        self.end_headers()
        # Whoever looks for a moment only leaves in the middle of it.
        with suppress(ConnectionError), Path(self.translate_path(self.path)).open("rb") as file:
            while block := file.read(_BLOCK_BYTES):
                self.wfile.write(block)
                time.sleep(_PAUSE_S)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve the folder and yield its address; `?nolength` sends a file slowly and without its size."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
