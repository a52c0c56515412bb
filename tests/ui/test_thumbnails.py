"""Thumbnails are fetched once and cropped to the size asked for; what is none is not asked for again."""

import gc
import re
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from mediadl.ui.thumbnails import Thumbnails, scaled_to_fill


def png(width, height, left="#ff0000", right="#0000ff"):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(left))
    for x in range(width // 2, width):
        for y in range(height):
            image.setPixelColor(x, y, QColor(right))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return buffer.data()


@pytest.fixture
def site():
    """An HTTP server on loopback; `asked` counts the requests by path."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.server.asked[self.path] += 1
            body = {"/a.png": bytes(png(64, 36)), "/text": b"no picture"}.get(self.path)
            ill = self.path == "/ill" and self.server.asked[self.path] == 1
            body = bytes(png(64, 36)) if self.path == "/ill" and not ill else body
            self.send_response(503 if ill else 200 if body else 404)
            self.send_header("Content-Length", str(len(body or b"")))
            self.send_header("Cache-Control", "max-age=3600")
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.asked = Counter()
    server.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def thumbnails(qt_app, tmp_path):
    thumbnails = Thumbnails(tmp_path / "cache")
    thumbnails.told = []
    thumbnails.loaded.connect(thumbnails.told.append)
    yield thumbnails
    thumbnails.close()


SIZE = QSize(32, 18)


def wait_for(condition):
    ends_at = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < ends_at
        QTest.qWait(5)


def test_a_picture_comes_later_and_once(thumbnails, site):
    url = f"{site.url}/a.png"
    assert thumbnails.pixmap(url, SIZE) is None
    assert thumbnails.pixmap(url, SIZE) is None
    wait_for(lambda: thumbnails.told)
    assert thumbnails.pixmap(url, SIZE).size() == SIZE
    assert (thumbnails.told, site.asked["/a.png"]) == ([url], 1)


def test_another_size_comes_from_the_cache_on_disk(thumbnails, site):
    url = f"{site.url}/a.png"
    for size in (SIZE, QSize(64, 36)):
        thumbnails.told.clear()
        thumbnails.pixmap(url, size)
        wait_for(lambda: thumbnails.told)
        assert thumbnails.pixmap(url, size).size() == size
    assert site.asked["/a.png"] == 1


@pytest.mark.parametrize("path", ["/gone", "/text"])
def test_a_broken_one_is_not_asked_for_again(thumbnails, site, path):
    url = site.url + path
    thumbnails.pixmap(url, SIZE)
    wait_for(lambda: url in thumbnails._failed)
    assert thumbnails.pixmap(url, SIZE) is None
    assert (thumbnails.told, site.asked[path]) == ([], 1)


def test_a_site_that_is_ill_is_asked_again_later_but_not_at_once(qt_app, tmp_path, site):
    thumbnails = Thumbnails(tmp_path / "cache", ask_again_after_s=1.0)
    url = f"{site.url}/ill"
    thumbnails.pixmap(url, SIZE)
    wait_for(lambda: url in thumbnails._not_before)
    assert thumbnails.pixmap(url, SIZE) is None
    assert (site.asked["/ill"], thumbnails._busy) == (1, set())
    wait_for(lambda: thumbnails.pixmap(url, SIZE) is not None)
    assert site.asked["/ill"] == 2
    thumbnails.close()


@pytest.mark.parametrize("url", [None, "", "file:///etc/hostname", "nonsense"])
def test_only_the_web_is_asked(thumbnails, url):
    assert thumbnails.pixmap(url, SIZE) is None
    assert not thumbnails._busy


def test_rows_scrolled_past_are_forgotten(thumbnails, site):
    for number in range(500):
        thumbnails.pixmap(f"{site.url}/{number}", SIZE)
    assert len(thumbnails._waiting) + len(thumbnails._busy) < 80
    wait_for(lambda: not thumbnails._waiting and not thumbnails._busy)
    assert site.asked["/499"] == 1
    assert sum(site.asked.values()) < 80


def test_closing_gives_up_what_is_under_way(thumbnails, site):
    thumbnails.pixmap(f"{site.url}/a.png", SIZE)
    thumbnails.close()
    QTest.qWait(50)
    assert thumbnails.told == []


@pytest.mark.parametrize("shape", [(64, 36), (36, 64), (8, 8), (300, 10), (1, 4000), (4000, 1)])
def test_a_picture_fills_its_box(qt_app, shape):
    image = scaled_to_fill(png(*shape), SIZE)
    assert image.size() == SIZE


def test_the_middle_of_a_picture_is_kept(qt_app):
    image = scaled_to_fill(png(200, 20), QSize(20, 20))
    assert image.pixelColor(2, 10) == QColor(Qt.GlobalColor.red)
    assert image.pixelColor(17, 10) == QColor(Qt.GlobalColor.blue)


def peak_bytes():
    return 1024 * int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1])


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="memory is measured as Linux tells it")
def test_a_thin_strip_takes_no_more_memory_than_its_box(qt_app):
    strip = png(1, 4000)
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")  # forget the peak: proc(5)
    before = peak_bytes()
    assert scaled_to_fill(strip, QSize(120, 68)).size() == QSize(120, 68)
    assert peak_bytes() - before < 8_000_000


@pytest.mark.parametrize("sizes", [((5000, 4000), (32, 18)), ((64, 36), (5000, 4000))])
def test_what_is_too_large_for_a_thumbnail_is_none(qt_app, sizes):
    full, box = (QSize(*size) for size in sizes)
    image = QImage(full, QImage.Format.Format_Mono)
    image.fill(0)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    assert scaled_to_fill(buffer.data(), box).isNull()


def test_no_picture_is_null(qt_app):
    assert scaled_to_fill(QByteArray(b"nonsense"), SIZE).isNull()
