"""Says why the window cannot open, to somebody who has no terminal to read."""

import asyncio

from PySide6.QtWidgets import QMessageBox


async def told(sentence: str) -> None:
    """Show the sentence and wait until it was read; the loop goes on meanwhile."""
    box = QMessageBox(QMessageBox.Icon.Critical, "MediaDL", sentence, QMessageBox.StandardButton.Close)
    read: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    box.finished.connect(lambda _result: None if read.done() else read.set_result(None))
    box.open()
    try:
        await read
    finally:
        box.close()
