"""How late a five-millisecond timer of Qt's loop is, and how much of that is the loop's own work.

On its own it is a process that does nothing else.
"""

import itertools
import json
import sys
import threading
import time

from PySide6.QtCore import QCoreApplication, Qt, QTimer

TICK_S = 0.005


class Ticker:
    """Ticks every five milliseconds on this thread's loop and notes how late each tick is."""

    def __init__(self) -> None:
        self._seen: list[tuple[float, float]] = []
        self._timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=int(TICK_S * 1000))
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Forget what was, and begin."""
        self._seen.clear()
        self._tick()
        self._timer.start()

    def stop(self) -> dict[str, list[float]]:
        """End; returns in order each tick's delay and the thread's processor time before it, in ms."""
        self._timer.stop()
        pairs = list(itertools.pairwise(self._seen))
        late_s = [max(0.0, now - before - TICK_S) for (before, _), (now, _) in pairs]
        own_s = [now - before for (_, before), (_, now) in pairs]
        return {
            "late_ms": [round(1000 * s, 3) for s in late_s],
            "own_ms": [round(1000 * s, 3) for s in own_s],
        }

    def _tick(self) -> None:
        self._seen.append((time.perf_counter(), time.thread_time()))


def main() -> int:
    """Tick until stdin ends, then print the delays: what this machine does to an idle loop meanwhile."""
    application, ticker = QCoreApplication([]), Ticker()
    ticker.start()
    ended = QTimer(interval=50)
    reader = threading.Thread(target=sys.stdin.read)
    ended.timeout.connect(lambda: None if reader.is_alive() else application.quit())
    reader.start()
    ended.start()
    application.exec()
    print(json.dumps(ticker.stop()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
