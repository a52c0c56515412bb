"""Floods an API: `python -m tests.e2e.flood PORT`, a valid token on stdin; prints how many of each status."""

import http.client
import json
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable

SECONDS = 4.0
GUESS = "mdl_" + "A" * 43
LINK = json.dumps({"url": "https://example.invalid/", "start": "paused"})


def main(port: int, token: str) -> int:
    """Guesses at tokens on forty connections, links on two, and questions on two."""
    _wait_for(port)
    print("begun", flush=True)
    until_s, counts, lock = time.monotonic() + SECONDS, Counter[int](), threading.Lock()

    def ask(method: str, key: str, body: str | None) -> Callable[[], None]:
        def go_on() -> None:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            headers = {"X-API-Key": key} | ({"Content-Type": "application/json"} if body else {})
            while time.monotonic() < until_s:
                connection.request(method, "/api/v1/download", body, headers)
                answer = connection.getresponse()
                answer.read()
                with lock:
                    counts[answer.status] += 1
            connection.close()

        return go_on

    kinds = [("GET", GUESS, None)] * 40 + [("POST", token, LINK), ("GET", token, None)] * 2
    threads = [threading.Thread(target=ask(*kind)) for kind in kinds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(json.dumps(counts))
    return 0


def _wait_for(port: int) -> None:
    while True:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", "/api/v1/version")
            connection.getresponse().read()
            return
        except ConnectionError:
            time.sleep(0.05)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.stdin.read().strip()))
