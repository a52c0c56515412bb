"""Thumbnails from the web: only those that rows on screen ask for, cached, and decoded in a thread."""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QObject,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    QUrl,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QImage, QImageIOHandler, QImageReader, QPixmap
from PySide6.QtNetwork import QNetworkAccessManager, QNetworkDiskCache, QNetworkReply, QNetworkRequest

_log = logging.getLogger(__name__)

_DISK_BYTES = 100_000_000
_MEMORY_BYTES = 48_000_000
_MAX_REPLY_BYTES = 8_000_000
_TIMEOUT_MS = 20_000
# A picture that needs more, whole or at the size it is shown in, is none for a row: 64 MB of memory.
_MAX_PIXELS = 16_000_000
ASK_AGAIN_AFTER_S = 30.0
_AT_ONCE = 6
# Rows that were scrolled past are forgotten: only this many wait for a free slot.
_MAX_WAITING = 60
_PAUSE_MS = 40
"""Scrolling has to stand still so long before a picture is asked for."""

_Key = tuple[str, int, int]


class Thumbnails(QObject):
    """Pictures by address. `loaded(url)` fires when one that was asked for has become available."""

    loaded = Signal(str)
    _decoded = Signal(str, QSize, QImage)

    def __init__(
        self,
        cache_folder: Path,
        parent: QObject | None = None,
        *,
        ask_again_after_s: float = ASK_AGAIN_AFTER_S,
    ) -> None:
        """`cache_folder` is for thumbnails alone; it is made when the first one is written."""
        super().__init__(parent)
        self._network = QNetworkAccessManager(self)
        disk = QNetworkDiskCache(self)
        disk.setCacheDirectory(str(cache_folder))
        disk.setMaximumCacheSize(_DISK_BYTES)
        self._network.setCache(disk)
        self._pixmaps: OrderedDict[_Key, QPixmap] = OrderedDict()
        self._bytes = 0
        self._waiting: OrderedDict[_Key, QSize] = OrderedDict()
        self._busy: set[_Key] = set()
        self._replies: dict[QNetworkReply, _Key] = {}
        self._failed: set[str] = set()
        """Addresses with no picture, which are never asked again."""
        self._ask_again_after_s = ask_again_after_s
        self._not_before: dict[str, float] = {}
        """When an address may be asked again that the network did not reach, on the monotonic clock."""
        self._is_closed = False
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._soon.timeout.connect(self._start_next)
        self._decoder = ThreadPoolExecutor(1, thread_name_prefix="thumbnails")
        self._network.finished.connect(self._on_finished)
        self._decoded.connect(self._on_decoded)

    def pixmap(self, url: str | None, size: QSize) -> QPixmap | None:
        """The picture, cropped to fill `size` (logical pixels); None while it loads or if there is none."""
        if not url or url in self._failed or size.isEmpty():
            return None
        ratio = _ratio()
        pixels = QSize(round(size.width() * ratio), round(size.height() * ratio))
        key = (url, pixels.width(), pixels.height())
        found = self._pixmaps.get(key)
        if found is not None:
            self._pixmaps.move_to_end(key)
        elif key not in self._busy and not self._is_closed and self._may_ask(url):
            is_new = key not in self._waiting
            self._waiting[key] = pixels
            self._waiting.move_to_end(key)
            while len(self._waiting) > _MAX_WAITING:
                self._waiting.popitem(last=False)
            if is_new or not self._soon.isActive():
                self._soon.start()  # anew with each: what is scrolled past is never asked for
        return found

    def close(self) -> None:
        """Give up what is under way; nothing is loaded any more."""
        self._is_closed = True
        self._soon.stop()
        self._waiting.clear()
        for reply in list(self._replies):
            reply.abort()
        self._decoder.shutdown(wait=True, cancel_futures=True)

    def _may_ask(self, url: str) -> bool:
        if time.monotonic() < self._not_before.get(url, 0.0):
            return False
        self._not_before.pop(url, None)
        return True

    def _start_next(self) -> None:
        while self._waiting and len(self._busy) < _AT_ONCE:
            key, _pixels = self._waiting.popitem()  # the newest: what was asked for last is on the screen
            url = QUrl(key[0])
            if url.scheme() not in {"http", "https"}:
                self._failed.add(key[0])
                continue
            request = QNetworkRequest(url)
            request.setTransferTimeout(_TIMEOUT_MS)
            request.setAttribute(
                QNetworkRequest.Attribute.CacheLoadControlAttribute,
                QNetworkRequest.CacheLoadControl.PreferCache,
            )
            request.setAttribute(
                QNetworkRequest.Attribute.CookieLoadControlAttribute, QNetworkRequest.LoadControl.Manual
            )
            reply = self._network.get(request)
            self._busy.add(key)
            self._replies[reply] = key
            reply.downloadProgress.connect(self._on_progress)

    def _on_progress(self, done_bytes: int, _total_bytes: int) -> None:
        reply = self.sender()
        if done_bytes > _MAX_REPLY_BYTES and isinstance(reply, QNetworkReply):
            self._failed.add(self._replies[reply][0])
            reply.abort()

    def _on_finished(self, reply: QNetworkReply) -> None:
        key = self._replies.pop(reply)
        reply.deleteLater()
        if reply.error() is not QNetworkReply.NetworkError.NoError:
            status = reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
            self._give_up(key, reply.errorString(), for_good=status is not None and 400 <= status < 500)
            return
        data = reply.readAll()
        if not self._is_closed:
            self._decoder.submit(self._decode, key, data)

    def _decode(self, key: _Key, data: QByteArray) -> None:
        """Runs in the decoder's thread; the signal brings the picture back."""
        pixels = QSize(key[1], key[2])
        try:
            image = scaled_to_fill(data, pixels)
        except (MemoryError, RuntimeError):
            _log.exception("a thumbnail could not be decoded")
            image = QImage()
        self._decoded.emit(key[0], pixels, image)

    def _on_decoded(self, url: str, pixels: QSize, image: QImage) -> None:
        key = (url, pixels.width(), pixels.height())
        if image.isNull():
            self._give_up(key, "not a picture", for_good=True)
            return
        self._busy.discard(key)
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(_ratio())
        self._keep(key, pixmap)
        self._start_next()
        self.loaded.emit(url)

    def _give_up(self, key: _Key, reason: str, *, for_good: bool) -> None:
        _log.debug("no thumbnail from %s: %s", key[0], reason)
        self._busy.discard(key)
        if for_good:
            self._failed.add(key[0])
        else:
            self._not_before[key[0]] = time.monotonic() + self._ask_again_after_s
        self._start_next()

    def _keep(self, key: _Key, pixmap: QPixmap) -> None:
        self._pixmaps[key] = pixmap
        self._bytes += _size_bytes(pixmap)
        while self._bytes > _MEMORY_BYTES and len(self._pixmaps) > 1:
            _key, oldest = self._pixmaps.popitem(last=False)
            self._bytes -= _size_bytes(oldest)


def scaled_to_fill(data: QByteArray, pixels: QSize) -> QImage:
    """Decode a picture at the size it is shown in, cropped around its middle; null when it is none.

    One that is too large to be a thumbnail, or does not say how large it is, counts as none.
    """
    buffer = QBuffer()
    buffer.setData(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    full = reader.size()
    if full.isEmpty() or max(_area(full), _area(pixels)) > _MAX_PIXELS:
        return QImage()
    turned = reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90
    wanted = pixels.transposed() if turned else pixels
    # Cropped before it is scaled: a thin strip scaled to cover the box would be thousands of boxes long.
    reader.setClipRect(_crop(full, wanted))
    reader.setScaledSize(wanted)
    return reader.read()


def _crop(full: QSize, shape: QSize) -> QRect:
    """The largest part of a picture that has this shape, around its middle."""
    crop = QRect(QPoint(), shape.scaled(full, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1)))
    crop.moveCenter(QRect(QPoint(), full).center())
    return crop


def _area(size: QSize) -> int:
    return size.width() * size.height()


def _ratio() -> float:
    screen = QGuiApplication.primaryScreen()
    return screen.devicePixelRatio() if screen else 1.0


def _size_bytes(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * pixmap.depth() // 8
