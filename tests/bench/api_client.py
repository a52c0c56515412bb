"""A program that loads the API, in a process of its own: an order as JSON in argv, what it saw on stdout."""

import asyncio
import json
import sys
import time
from typing import Any

import aiohttp

from mediadl.engine.tasks import Tasks

TURNS = ["list", "look", "stats", "look", "health", "look", "list", "look", "logs", "look"] * 2
TURNS[-1] = "events"
"""What twenty requests ask for; the rate is that of all of them together."""
_AT_ONCE = 32


def main() -> None:
    """Carry out one order: `{"do", "port", "token", …}`. The token is that of a bench's own server."""
    order = json.loads(sys.stdin.readline())
    print(json.dumps(asyncio.run({"load": _load, "streams": _streams, "burst": _burst}[order["do"]](order))))


def _session(order: dict[str, Any], most: int = _AT_ONCE) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(
        f"http://127.0.0.1:{order['port']}/api/v1/",
        headers={"Authorization": f"Bearer {order['token']}"},
        connector=aiohttp.TCPConnector(limit=most),
    )


async def _load(order: dict[str, Any]) -> dict[str, Any]:
    """So many requests a second, each at its moment, whether or not the ones before are answered."""
    took_ms: list[tuple[str, float]] = []
    errors: list[str] = []
    paths = _paths(order["jobs"])

    async def one(session: aiohttp.ClientSession, what: str, path: str) -> None:
        begun_s = time.perf_counter()
        try:
            async with session.get(path) as answer:
                await (answer.content.readline() if what == "events" else answer.read())
                took_ms.append((what, round(1000 * (time.perf_counter() - begun_s), 3)))
                if answer.status != 200:
                    errors.append(f"{path}: {answer.status}")
                if what == "events":
                    answer.close()
        except (aiohttp.ClientError, TimeoutError) as error:
            errors.append(f"{path}: {error!r}")

    async with _session(order) as session, asyncio.TaskGroup() as group:
        start_s = time.perf_counter()
        for number in range(order["rate"] * order["seconds"]):
            await asyncio.sleep(max(0.0, start_s + number / order["rate"] - time.perf_counter()))
            what = TURNS[number % len(TURNS)]
            group.create_task(one(session, what, paths[what][number % len(paths[what])]))
    lasted_s = time.perf_counter() - start_s
    return {"took_ms": took_ms, "errors": errors, "rate": len(took_ms) / lasted_s}


def _paths(jobs: list[str]) -> dict[str, list[str]]:
    return {
        "list": ["download", "download?page_size=10&sort=-created_at"],
        "look": [f"download/{job}" for job in jobs],
        "logs": [f"download/{job}/logs" for job in jobs],
        "stats": ["stats"],
        "health": ["health"],
        "events": ["events"],
    }


async def _streams(order: dict[str, Any]) -> dict[str, Any]:
    """So many streams at once, while jobs are added; which numbered events each of them got."""
    got: list[list[str]] = [[] for _ in range(order["streams"])]
    progress = [0] * order["streams"]

    async def read(session: aiohttp.ClientSession, number: int) -> None:
        async with session.get("events", timeout=aiohttp.ClientTimeout(total=None)) as answer:
            assert answer.status == 200, answer.status
            opened.append(number)
            async for line in answer.content:
                if line.startswith(b"id: "):
                    got[number].append(line[4:].strip().decode())
                elif line == b"event: job.progress\n":
                    progress[number] += 1

    opened: list[int] = []
    async with _session(order, order["streams"] + 10) as session:
        tasks = Tasks()
        readers = [tasks.spawn(read(session, n), name="read") for n in range(order["streams"])]
        while len(opened) < len(readers):
            await asyncio.sleep(0.01)
        added = []
        for number in range(order["seconds"] * 2):
            added.append(await _submit(session, order, f"during-streams-{number}"))
            await asyncio.sleep(0.5)
        await asyncio.sleep(2)
        cut = [number for number, reader in enumerate(readers) if reader.done()]
        await tasks.cancel_all()
    return {"got": got, "progress": progress, "cut": cut, "added": [status for status, _, _ in added]}


async def _burst(order: dict[str, Any]) -> dict[str, Any]:
    """So many submits, as fast as they go; for each its status, its job and whether it says when to come."""
    async with _session(order, 50) as session:
        told = await asyncio.gather(
            *(_submit(session, order, f"burst-{number}") for number in range(order["count"])),
            return_exceptions=True,
        )
    return {"told": [one if isinstance(one, tuple) else (0, repr(one), False) for one in told]}


async def _submit(session: aiohttp.ClientSession, order: dict[str, Any], name: str) -> tuple[int, str, bool]:
    body = {"url": f"{order['link']}?{name}", "start": "paused"}
    async with session.post("download", json=body) as answer:
        told = await answer.json(content_type=None)
        return answer.status, told.get("request_id", ""), answer.headers.get("Retry-After", "").isdigit()


if __name__ == "__main__":
    main()
