"""A scene in the real window and an idle loop at the same time: what is played, and how smooth it stays."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE
from pathlib import Path
from typing import Any

from tests.bench.table import Row

FRAME_MS = 16.0
LONGEST_MS = 50.0
_ROOT = Path(__file__).parents[2]

Ticks = dict[str, list[float]]
"""What `ticker.Ticker.stop` returns."""


def smoothness(name: str, ours: Ticks, idle: Ticks) -> list[Row]:
    """How late the window's loop was in a phase, and how much of it was its own work."""
    command = "a process at the same time whose loop does nothing but tick"
    late, theirs = sorted(ours["late_ms"]), sorted(idle["late_ms"])
    own, its_own = sorted(ours["own_ms"]), sorted(idle["own_ms"])
    limits: dict[str, Any] = {"absolute": True}
    return [
        Row(f"{name}: stands still, p99", "ms", [_at(late)], [_at(theirs)], command, FRAME_MS, **limits),
        Row(f"{name}: longest", "ms", [late[-1]], [theirs[-1]], command, LONGEST_MS, **limits),
        Row(f"{name}: own work, p99", "ms", [_at(own)], [_at(its_own)], command, FRAME_MS, **limits),
        Row(f"{name}: own work, longest", "ms", [own[-1]], [its_own[-1]], command, LONGEST_MS, **limits),
    ]


async def played(module: str, scene: dict[str, Any]) -> tuple[dict[str, Any], Ticks]:
    """What a scene tells, and what this machine did to an idle loop meanwhile."""
    window, idle = await _module(module), await _module("tests.bench.ticker")
    output, _ = await window.communicate(f"{json.dumps(scene)}\n".encode())
    reference, _ = await idle.communicate(b"")
    return json.loads(output), json.loads(reference)


def _at(sorted_ms: list[float], share: float = 0.99) -> float:
    return sorted_ms[min(len(sorted_ms) - 1, int(len(sorted_ms) * share))]


async def _module(name: str) -> asyncio.subprocess.Process:
    command = (sys.executable, "-m", name)
    return await asyncio.create_subprocess_exec(*command, cwd=_ROOT, stdin=PIPE, stdout=PIPE)
