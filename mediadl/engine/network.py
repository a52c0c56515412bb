"""Whether there is a network at all. Nobody is asked but the hosts of links that the user has added."""

import asyncio
import contextlib
import socket
import threading
import urllib.request
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

import psutil

Dial = Callable[[str, int], None]
"""Connects to a host and port and hangs up; OSError when it cannot."""

DIAL_TIMEOUT_S = 3.0
ANSWER_TIMEOUT_S = 8.0
"""Resolving a name has no time limit of its own."""
MOST_HOSTS = 4


class Network:
    """Finds out whether hosts answer, without holding up the loop."""

    def __init__(self, dial: Dial | None = None) -> None:
        self._dial = dial or _dial

    async def reaches_any(self, urls: Iterable[str]) -> bool:
        """Whether one of the first few different hosts answers, if only to refuse."""
        targets = list(dict.fromkeys(filter(None, map(target_of, urls))))[:MOST_HOSTS]
        loop = asyncio.get_running_loop()
        answers = [loop.create_future() for _target in targets]
        for (host, port), answer in zip(targets, answers, strict=True):
            # A thread that nothing waits for: a resolver without a network can take minutes to give up.
            threading.Thread(target=self._ask, args=(host, port, loop, answer), daemon=True).start()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(ANSWER_TIMEOUT_S):
                for answer in asyncio.as_completed(answers):
                    if await answer:
                        return True
        return False

    def has_interface(self) -> bool:
        """Whether anything but the loopback is up."""
        return any(
            facts.isup and "loopback" not in facts.flags and not name.lower().startswith("lo")
            for name, facts in psutil.net_if_stats().items()
        )

    def _ask(
        self, host: str, port: int, loop: asyncio.AbstractEventLoop, answer: "asyncio.Future[bool]"
    ) -> None:
        try:
            self._dial(host, port)
            reached = True
        except ConnectionRefusedError:
            reached = True  # somebody was there to refuse
        except (OSError, UnicodeError):
            reached = False
        with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile
            loop.call_soon_threadsafe(_settle, answer, reached)


def target_of(url: str) -> tuple[str, int] | None:
    """Host and port that a request for the link goes to: the system's proxy if there is one for it."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if not host:
        return None
    proxy = None if urllib.request.proxy_bypass(host) else urllib.request.getproxies().get(parts.scheme)
    if proxy:
        return target_of_proxy(proxy)
    return host, port or (443 if parts.scheme == "https" else 80)


def target_of_proxy(proxy: str) -> tuple[str, int] | None:
    """Host and port of a proxy as the environment names it, with or without a scheme."""
    try:
        parts = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
        return (parts.hostname, parts.port or 80) if parts.hostname else None
    except ValueError:
        return None


def _dial(host: str, port: int) -> None:
    with socket.create_connection((host, port), timeout=DIAL_TIMEOUT_S):
        return


def _settle(answer: "asyncio.Future[bool]", reached: bool) -> None:
    if not answer.done():
        answer.set_result(reached)
