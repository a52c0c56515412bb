"""Serves the media site by hand, `python -m tests.helpers.media_site`, until Ctrl+C; no site logic here."""

import argparse
import asyncio
import json
import os
import signal
import sys
import threading
from contextlib import suppress

from .site import MediaSite


def main() -> int:
    """Print one JSON line with the address, then serve until a signal or, if asked, the end of stdin."""
    parser = argparse.ArgumentParser(prog="media_site", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--media", help="names to make at the start, with commas; all without it")
    parser.add_argument("--until-stdin-ends", action="store_true", help="end together with the parent")
    options = parser.parse_args()
    names = None if options.media is None else [name for name in options.media.split(",") if name]
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve(MediaSite(names, options.port), until_stdin_ends=options.until_stdin_ends))
    return 0


async def _serve(site: MediaSite, *, until_stdin_ends: bool) -> None:
    loop = asyncio.get_running_loop()
    over = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: Ctrl+C is a KeyboardInterrupt there
            loop.add_signal_handler(number, over.set)
    if until_stdin_ends:
        threading.Thread(target=_wait_for_stdin, args=(loop, over), daemon=True).start()
    async with site:
        print(json.dumps({"url": f"{site.base}/", "pid": os.getpid()}), flush=True)
        await over.wait()


def _wait_for_stdin(loop: asyncio.AbstractEventLoop, over: asyncio.Event) -> None:
    while os.read(sys.stdin.fileno(), 4096):
        pass
    with suppress(RuntimeError):  # the loop may be gone already
        loop.call_soon_threadsafe(over.set)


if __name__ == "__main__":
    sys.exit(main())
