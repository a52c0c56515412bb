"""Memory of process trees in proportional shares: what several share is counted once. Linux only."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

INTERVAL_S = 0.1


@dataclass
class Peak:
    """The highest sum of one moment, in bytes: proportional shares, and beside it the resident sizes."""

    pss: int = 0
    rss: int = 0
    processes: int = 0


@contextmanager
def peak_of(roots: Sequence[int]) -> Iterator[Peak]:
    """Look at the processes and all their descendants ten times a second while the block runs."""
    peak, stop = Peak(), threading.Event()

    def watch() -> None:
        while not stop.wait(INTERVAL_S):
            _look(roots, peak)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield peak
    finally:
        stop.set()
        thread.join()


def _look(roots: Sequence[int], peak: Peak) -> None:
    shares = [share for root in roots for pid in _tree(root) if (share := _memory(pid))]
    pss = sum(share[0] for share in shares)
    if pss > peak.pss:
        peak.pss, peak.rss, peak.processes = pss, sum(share[1] for share in shares), len(shares)


def _tree(root: int) -> list[int]:
    try:
        return [root, *(child.pid for child in psutil.Process(root).children(recursive=True))]
    except psutil.Error:
        return []


def _memory(pid: int) -> tuple[int, int] | None:
    """Proportional and resident bytes of one process (proc(5), smaps_rollup); None when it has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    except OSError:
        return None
    kilobytes = {name: int(rest.split()[0]) for name, _, rest in (line.partition(":") for line in lines)}
    return (1024 * kilobytes["Pss"], 1024 * kilobytes["Rss"]) if "Pss" in kilobytes else None
