"""The smallest PySide6 program with a window, until stdin ends: what any app of its kind takes at least."""

import sys
import threading

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow


def main() -> int:
    """Show the window."""
    application, window = QApplication([]), QMainWindow()
    window.resize(1000, 700)
    window.show()
    reader = threading.Thread(target=sys.stdin.read)
    ended = QTimer(interval=100)
    ended.timeout.connect(lambda: None if reader.is_alive() else application.quit())
    reader.start()
    ended.start()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
