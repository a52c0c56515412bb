"""A history of 20,000 finished jobs in the real window: how soon it is there, and how smooth it stays."""

import tempfile
from pathlib import Path

from tests.bench.site import Site
from tests.bench.smooth import played, smoothness
from tests.bench.table import Row

LINES = 20_000
PHASES = ("loading", "scrolling", "typing", "sorting")
_SOON_S = 1.0


async def history(_site: Site, scratch: Path, _rounds: int) -> list[Row]:
    """The window, and at the same time a loop that does nothing but tick."""
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        told, idle = await played("tests.bench.history_scene", {"folder": folder, "lines": LINES})
    name = f"history of {LINES} lines"
    waits = {"first lines": "first_lines_s", "found by a search": "found_s", "in another order": "ordered_s"}
    rows = [
        Row(f"{name}: {words}", "s", [told[key]], [_SOON_S], "what is soon", _SOON_S, absolute=True)
        for words, key in waits.items()
    ]
    for phase in PHASES:
        rows += smoothness(f"{name}, {phase}", told[phase], idle)
    return rows
