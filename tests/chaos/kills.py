"""Who is killed, and when: one random plan for each trial, made from its seed alone."""

import contextlib
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.chaos import processes

Victim = Literal["app", "app and workers", "worker group", "worker", "fork server", "ffmpeg"]
Moment = Literal["start", "transfer", "processing", "delivery"]

_WAIT_S = 15.0
_POLL_S = 0.008


@dataclass(frozen=True)
class Kill:
    """One kill: wait for the moment, then so many seconds more, then end the victim."""

    victim: Victim
    moment: Moment
    after_s: float

    def __str__(self) -> str:
        return f"{self.victim} {self.after_s:.2f} s into {self.moment}"


def plan(seed: str, most: int) -> list[Kill]:
    """One to `most` kills."""
    dice = random.Random(seed)
    return [_kill(dice) for _ in range(dice.randint(1, most))]


def _kill(dice: random.Random) -> Kill:
    victims: tuple[Victim, ...] = (
        "app",
        "app and workers",
        "worker group",
        "worker",
        "fork server",
        "ffmpeg",
    )
    victim = dice.choices(victims, (4, 2, 2, 2, 1, 2))[0]
    moments: tuple[Moment, ...] = ("start", "transfer", "processing", "delivery")
    moment = "processing" if victim == "ffmpeg" else dice.choices(moments, (2, 10, 3, 2))[0]
    longest_s = {"start": 1.5, "transfer": 2.0, "processing": 0.3, "delivery": 0.03}[moment]
    after_s = 0.0 if victim == "ffmpeg" else dice.uniform(0, longest_s)
    return Kill(victim, moment, after_s)


class Scene:
    """A run of the app as a kill sees it; `downloads` is where its files go."""

    def __init__(self, app: int, is_running: Callable[[], bool], downloads: Path) -> None:
        self._app = app
        self._is_running = is_running
        self._downloads = downloads
        self._had_bytes = self._partial_bytes()
        self._had_files = self._delivered()

    def carry_out(self, kill: Kill) -> bool:
        """Wait for the kill's moment and kill; False when the app ended, or the moment never came."""
        ends_at = time.monotonic() + _WAIT_S
        while not self._has_come(kill):
            if not self._is_running() or time.monotonic() > ends_at:
                return False
            time.sleep(_POLL_S)
        time.sleep(kill.after_s)
        return self._is_running() and self._strike(kill.victim)

    def _has_come(self, kill: Kill) -> bool:
        match kill.moment:
            case "start":
                return True
            case "transfer":
                return self._partial_bytes() > self._had_bytes
            case "processing":
                return bool(processes.ffmpegs(self._app))
            case "delivery":
                return self._delivered() > self._had_files

    def _strike(self, victim: Victim) -> bool:
        match victim:
            case "app":
                return processes.kill(self._app)
            case "app and workers":
                below = processes.descendants(self._app)
                return processes.kill(self._app) | _any(processes.kill, below)
            case "worker group":
                return _any(processes.kill_group, processes.workers(self._app)[:1])
            case "worker":
                return _any(processes.kill, processes.workers(self._app)[:1])
            case "fork server":
                return _any(processes.kill, processes.fork_servers(self._app))
            case "ffmpeg":
                return _any(processes.kill, processes.ffmpegs(self._app)[:1])

    def _partial_bytes(self) -> int:
        total = 0
        with contextlib.suppress(OSError):  # a file is renamed, or a folder removed, while this looks
            for path in self._downloads.glob(".mediadl/*/*.part*"):
                total += path.stat().st_size
        return total

    def _delivered(self) -> int:
        return sum(path.is_file() for path in self._downloads.iterdir()) if self._downloads.exists() else 0


def _any(strike: Callable[[int], bool], pids: list[int]) -> bool:
    """Strike them all; whether one was there."""
    return sum(strike(pid) for pid in pids) > 0
