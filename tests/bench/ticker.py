"""How late a five-millisecond timer of Qt's loop is; on its own a process that does nothing else."""

import json
import sys
import threading
import time

from PySide6.QtCore import QCoreApplication, Qt, QTimer

TICK_S = 0.005


class Ticker:
    """Ticks every five milliseconds on this thread's loop and notes how late each tick is."""

    def __init__(self) -> None:
        self._late_s: list[float] = []
        self._last_s = time.perf_counter()
        self._timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=int(TICK_S * 1000))
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Forget what was, and begin."""
        self._late_s.clear()
        self._last_s = time.perf_counter()
        self._timer.start()

    def stop(self) -> list[float]:
        """End; returns the delays in milliseconds, in the order they came."""
        self._timer.stop()
        return [round(1000 * late_s, 3) for late_s in self._late_s]

    def _tick(self) -> None:
        now_s = time.perf_counter()
        self._late_s.append(max(0.0, now_s - self._last_s - TICK_S))
        self._last_s = now_s


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
