"""Ten downloads under one speed limit that is changed while they run: figures, and a picture of the speed."""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPen, QPolygonF

from mediadl.domain.job import JobState
from tests.helpers.engines import Watched, running_engine
from tests.helpers.media_site import MediaSiteProcess

JOBS = 10
LIMITS_BPS = (5_000_000, 2_000_000, None)
PHASE_S = 14.0
LAST_PHASE_S = 4.0
SAMPLE_S = 0.25
SETTLE_S = 2.0
"""After a change the limit has so much time to be obeyed; what comes later is judged."""
ALLOWED = 0.10
LINK = "item/{number}/big-96.mp4"
SERVER_BPS = 40_000_000
"""Of each connection: far above any share, and it keeps the site's own buffers small."""


@dataclass(frozen=True)
class Sample:
    """A moment since the start, and the bytes of all files until then, on this disk and from the site."""

    at_s: float
    received: int
    sent: int


@dataclass(frozen=True)
class Phase:
    """From when to when which limit held."""

    limit: int | None
    from_s: float
    to_s: float


@dataclass(frozen=True)
class Speed:
    """Bytes a second around a moment."""

    at_s: float
    received: float
    sent: float


def budget_plot(path: Path) -> str:
    """Measure, draw the picture at `path` (PNG), and return the figures as a table."""
    samples, phases = asyncio.run(_measure())
    _draw(samples, phases, path)
    return "\n".join([*_figures(samples, phases), f"picture: {path}"])


async def _measure() -> tuple[list[Sample], list[Phase]]:
    site = await asyncio.to_thread(MediaSiteProcess)
    limits = {"max_downloads": JOBS, "site_downloads": JOBS, "speed_limit_bps": LIMITS_BPS[0]}
    try:
        with tempfile.TemporaryDirectory(prefix="mediadl-bench-") as folder:
            async with running_engine(Path(folder), **limits) as watched:
                for number in range(JOBS):
                    await watched.engine.add(site.url(LINK.format(number=number), rate=SERVER_BPS))
                await watched.until(lambda: all(watched.progress_of(job.id) for job in watched.engine.jobs))
                return await _through_all_limits(watched, site, Path(folder))
    finally:
        await asyncio.to_thread(site.stop)


async def _through_all_limits(
    watched: Watched, site: MediaSiteProcess, folder: Path
) -> tuple[list[Sample], list[Phase]]:
    began_s = time.perf_counter()
    samples: list[Sample] = []
    phases: list[Phase] = []
    for limit in LIMITS_BPS:
        await watched.engine.change_settings(speed_limit_bps=limit)
        from_s = time.perf_counter() - began_s
        until_s = from_s + (LAST_PHASE_S if limit is None else PHASE_S)
        while (now_s := time.perf_counter() - began_s) < until_s and _running(watched):
            received, sent = await asyncio.gather(
                asyncio.to_thread(_bytes_below, folder), asyncio.to_thread(_bytes_sent, site)
            )
            samples.append(Sample(now_s, received, sent))
            await asyncio.sleep(max(0.0, began_s + now_s + SAMPLE_S - time.perf_counter()))
        phases.append(Phase(limit, from_s, time.perf_counter() - began_s))
    return samples, phases


def _running(watched: Watched) -> bool:
    return any(job.state is JobState.RUNNING for job in watched.engine.jobs)


def _bytes_below(folder: Path) -> int:
    """Bytes of all media that lie on the disk, whole or in part."""
    found = 0
    for inner, _folders, names in os.walk(folder / "downloads"):
        for name in names:
            try:
                found += (Path(inner) / name).stat().st_size
            except FileNotFoundError:
                continue  # it has just been moved; the next sample has it
    return found


def _bytes_sent(site: MediaSiteProcess) -> int:
    return sum(hit.sent_bytes for hit in site.hits())


def _speeds(samples: Sequence[Sample], over: int = 1) -> list[Speed]:
    """Bytes a second between samples that lie `over` apart."""
    pairs = pairwise(samples) if over == 1 else zip(samples, samples[over:], strict=False)
    return [
        Speed(
            (first.at_s + last.at_s) / 2,
            (last.received - first.received) / (last.at_s - first.at_s),
            (last.sent - first.sent) / (last.at_s - first.at_s),
        )
        for first, last in pairs
    ]


def _figures(samples: Sequence[Sample], phases: Sequence[Phase]) -> list[str]:
    name = f"{JOBS} downloads, limit (MB/s)"
    head = f"{name:<34}{'mean':>8}{'site':>8}{'1 s min':>9}{'1 s max':>9}  within 10 %"
    return [head, *(_figure(samples, phase) for phase in phases)]


def _figure(samples: Sequence[Sample], phase: Phase) -> str:
    settled = [s for s in samples if phase.from_s + SETTLE_S <= s.at_s <= phase.to_s]
    if phase.limit is None:
        settled = [s for s in samples if phase.from_s <= s.at_s <= phase.to_s]
    (whole,) = _speeds([settled[0], settled[-1]])
    seconds = [speed.received for speed in _speeds(settled, round(1 / SAMPLE_S))] or [whole.received]
    figures = [whole.received, whole.sent, min(seconds), max(seconds)]
    name = "none, whole phase" if phase.limit is None else f"{phase.limit / 1e6:g}, from {SETTLE_S:g} s after"
    mean, sent, least, most = (f"{figure / 1e6:.2f}" for figure in figures)
    return f"{name:<34}{mean:>8}{sent:>8}{least:>9}{most:>9}  {_verdict(phase, figures)}"


def _verdict(phase: Phase, figures: Sequence[float]) -> str:
    if phase.limit is None:
        return "-"
    return "yes" if all(abs(figure - phase.limit) <= ALLOWED * phase.limit for figure in figures) else "NO"


# --- the picture --------------------------------------------------------------------------------------------

SIZE = (1400, 640)
AREA = QRectF(90, 50, 1270, 510)
TOP_BPS = 8e6
"""The scale ends here; without a limit the line leaves the picture."""
INK, PALE, BAND = QColor("#1b1f24"), QColor("#d0d5dc"), QColor(46, 125, 50, 40)
RECEIVED, SENT, LIMIT = QColor("#1565c0"), QColor("#ef6c00"), QColor("#2e7d32")


def _draw(samples: Sequence[Sample], phases: Sequence[Phase], path: Path) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _application = QGuiApplication.instance() or QGuiApplication([])  # text needs one
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    end_s = phases[-1].to_s
    _draw_axes(painter, end_s)
    painter.setClipRect(AREA)
    for phase in phases:
        _draw_limit(painter, phase, end_s)
    speeds = _speeds(samples)
    _draw_line(painter, [(s.at_s, s.sent) for s in speeds], SENT, end_s)
    _draw_line(painter, [(s.at_s, s.received) for s in speeds], RECEIVED, end_s)
    painter.end()
    if not image.save(str(path)):
        raise OSError(f"The picture cannot be written to {path}.")


def _at(at_s: float, bps: float, end_s: float) -> QPointF:
    return QPointF(AREA.left() + AREA.width() * at_s / end_s, AREA.bottom() - AREA.height() * bps / TOP_BPS)


def _draw_axes(painter: QPainter, end_s: float) -> None:
    for megabytes in range(int(TOP_BPS / 1e6) + 1):
        left = _at(0, megabytes * 1e6, end_s)
        painter.setPen(PALE)
        painter.drawLine(left, QPointF(AREA.right(), left.y()))
        painter.setPen(INK)
        painter.drawText(QRectF(0, left.y() - 10, AREA.left() - 10, 20), _RIGHT, f"{megabytes} MB/s")
    for second in range(0, int(end_s) + 1, 2):
        below = QRectF(_at(second, 0, end_s).x() - 30, AREA.bottom() + 6, 60, 20)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, f"{second} s")
    legend = (
        (RECEIVED, "on this disk"),
        (SENT, "sent by the site"),
        (LIMIT, "limit ± 10 %, from 2 s after a change"),
    )
    for at, (colour, words) in enumerate(legend):
        painter.setPen(colour)
        painter.drawText(QPointF(AREA.left() + 260 * at, 32), f"— {words}")


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def _draw_limit(painter: QPainter, phase: Phase, end_s: float) -> None:
    painter.setPen(QPen(LIMIT, 1, Qt.PenStyle.DashLine))
    painter.drawLine(_at(phase.from_s, 0, end_s), _at(phase.from_s, TOP_BPS, end_s))
    if phase.limit is None:
        painter.drawText(_at(phase.from_s, TOP_BPS * 0.93, end_s) + QPointF(6, 0), "no limit")
        return
    high, low = phase.limit * (1 + ALLOWED), phase.limit * (1 - ALLOWED)
    settled_s = min(phase.from_s + SETTLE_S, phase.to_s)
    painter.fillRect(QRectF(_at(settled_s, high, end_s), _at(phase.to_s, low, end_s)), BAND)
    painter.drawLine(_at(phase.from_s, phase.limit, end_s), _at(phase.to_s, phase.limit, end_s))


def _draw_line(
    painter: QPainter, points: Sequence[tuple[float, float]], colour: QColor, end_s: float
) -> None:
    painter.setPen(QPen(colour, 2))
    painter.drawPolyline(QPolygonF([_at(at_s, bps, end_s) for at_s, bps in points]))


if __name__ == "__main__":
    print(budget_plot(Path(sys.argv[1])))
