"""Runs the measurements that are named, or all: `python3 dev.py bench [--quick] [ROW…]` prints one table."""

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench import downloads, window
from tests.bench.api_load import api_load
from tests.bench.budget import budget_plot
from tests.bench.events import events
from tests.bench.history import history
from tests.bench.lists import lists
from tests.bench.playlist import playlist
from tests.bench.queue import queue_rows
from tests.bench.queue_load import queue_load
from tests.bench.site import bench_site
from tests.bench.table import Row, table

ROUNDS = 5
QUICK_ROUNDS = 2

MEASUREMENTS = {
    "small-files": downloads.small_files,
    "one-file": downloads.one_file,
    "hls": downloads.hls,
    "latency": downloads.latency,
    "feed": downloads.feed,
    "first-request": downloads.first_request,
    "memory": window.memory,
    "smoothness": window.smoothness,
    "events": events,
    "queue": queue_load,
    "lists": lists,
    "playlist": playlist,
    "history": history,
    "api-load": api_load,
}
BUDGET = "budget"
"""One speed limit for ten downloads, changed while they run: figures of its own, and a picture."""
PLOT = Path(tempfile.gettempdir()) / "mediadl-speed-budget.png"


def main(argv: Sequence[str]) -> int:
    """Measure and print; returns the exit code, 0 whatever the figures are."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description="Measure speed, memory and smoothness.")
    known = ", ".join([*MEASUREMENTS, BUDGET])
    parser.add_argument("rows", nargs="*", metavar="ROW", help=f"one of {known}; none is all")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_ROUNDS} rounds instead of {ROUNDS}")
    parser.add_argument("--plot", type=Path, default=PLOT, metavar="PNG", help=f"picture of {BUDGET}")
    arguments = parser.parse_args(argv)
    if unknown := set(arguments.rows) - set(MEASUREMENTS) - {BUDGET}:
        parser.error(f"there is no row {min(unknown)!r}; there are {known}")
    os.environ["no_proxy"] = "127.0.0.1,localhost"
    rounds = QUICK_ROUNDS if arguments.quick else ROUNDS
    names = arguments.rows or [*MEASUREMENTS, BUDGET]
    if rows := [name for name in names if name != BUDGET]:
        print(table(asyncio.run(_measure(rows, rounds))))
    if "queue" in names:
        print("", *(f"{name:<58}{figure:>15}" for name, figure in queue_rows()), sep="\n")
    if BUDGET in names:
        print(budget_plot(arguments.plot))
    return 0


async def _measure(names: Sequence[str], rounds: int) -> list[Row]:
    rows: list[Row] = []
    with bench_site() as site, tempfile.TemporaryDirectory(prefix="mediadl-bench-") as scratch:
        for name in names:
            print(name, file=sys.stderr, flush=True)
            measured = await MEASUREMENTS[name](site, Path(scratch), rounds)
            print(*(f"  {row.line()}" for row in measured), sep="\n", file=sys.stderr, flush=True)
            rows += measured
    return rows


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
