"""Endless streams of plain HTTP, such as internet radio: how they are known, and recorded as they come."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from yt_dlp.networking import Request, Response
from yt_dlp.networking.exceptions import IncompleteRead, RequestError

from mediadl.worker.extraction import extract
from mediadl.worker.live.patience import Air, Limits, Over, Patience
from mediadl.worker.live.recording import Standing
from mediadl.worker.network import NetworkedYoutubeDL

_BLOCK_BYTES = 16 * 1024
_NAME = "radio"
_BYTES_PER_KBIT = 125


def extract_with_radio(ydl: NetworkedYoutubeDL, url: str) -> dict[str, Any]:
    """As `extraction.extract`; a direct link to an endless stream is told to be live, by its station's name.

    Raises:
        yt_dlp.utils.YoutubeDLError: as the extractors do.
    """
    stations: list[str] = []

    def listen(_request: Request, response: Response) -> None:
        if _is_radio(response):
            stations.append(str(response.headers.get("icy-name") or ""))

    ydl.response_hooks.append(listen)
    try:
        info = extract(ydl, url)
    finally:
        ydl.response_hooks.remove(listen)
    if stations and info.get("direct"):
        info["is_live"] = True
        info["title"] = stations[-1] or info.get("title")
    return info


def recording_of(folder: Path) -> Path | None:
    """What was recorded of such a stream in a job's folder."""
    return next((path for path in folder.glob(f"{_NAME}.*") if path.stat().st_size), None)


class Radio:
    """One attempt at a stream; what it records stands behind what earlier attempts have."""

    def __init__(
        self,
        connect: Callable[[], Response],
        folder: Path,
        suffix: str,
        stop: threading.Event,
        ask: Callable[[], Air],
    ) -> None:
        """`connect` asks for the stream; `ask` reads its page; `suffix` is the file's, without a dot."""
        self.file = folder / f"{_NAME}.{suffix}"
        self._connect = connect
        self._stop = stop
        self._size = self.file.stat().st_size if self.file.exists() else 0
        self._patience = Patience(Limits(), ask, has_begun=self._size > 0)
        self._rate_bps = 0.0
        self._begun_s = time.monotonic()
        self._had = self._size

    def run(self, tell: Callable[[Standing, int], None]) -> None:
        """Record until it is stopped or over; `tell` hears of seconds and bytes.

        Raises:
            RequestError: the station cannot be heard any more, and its page does not say why.
            OSError: what comes cannot be written.
        """
        while not self._stop.is_set():
            try:
                self._listen(tell)
                error: RequestError = IncompleteRead(self._size)
            except RequestError as broken:
                error = broken
            if self._stop.is_set():
                return
            try:
                pause_s = self._patience.failed(error)
            except Over:
                return
            tell(Standing(self._recorded_s(), is_interrupted=True), self._size)
            self._stop.wait(pause_s)

    def _listen(self, tell: Callable[[Standing, int], None]) -> None:
        response = self._connect()
        try:
            self._rate_bps = _announced_bps(response)
            with self.file.open("ab") as file:
                while not self._stop.is_set() and (block := response.read(_BLOCK_BYTES)):
                    file.write(block)
                    self._size += len(block)
                    self._patience.rewarded()
                    tell(Standing(self._recorded_s(), is_interrupted=False), self._size)
        finally:
            response.close()

    def _recorded_s(self) -> float:
        """By the announced rate; without one, by the time that this attempt's bytes have taken."""
        took_s = max(0.001, time.monotonic() - self._begun_s)
        rate_bps = self._rate_bps or (self._size - self._had) / took_s
        return self._size / rate_bps if rate_bps else 0.0


def _is_radio(response: Response) -> bool:
    """Whether it is an Icecast's or SHOUTcast's answer, of which no end is announced.

    A file without a length alone is no sign: asked for again, it would come again from its beginning.
    """
    names = {name.lower() for name in response.headers}
    return "content-length" not in names and any(name.startswith("icy-") for name in names)


def _announced_bps(response: Response) -> float:
    """Bytes a second by `icy-br`, which is in kbit/s, and given twice by some; 0 when it is not said."""
    said = str(response.headers.get("icy-br") or "").partition(",")[0].strip()
    return float(said) * _BYTES_PER_KBIT if said.isdecimal() else 0.0
