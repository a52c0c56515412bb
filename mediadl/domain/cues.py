"""Cuts the text of SubRip and WebVTT subtitles to a part of their media. No file is read here."""

import re

_TIME = r"(?:(\d+):)?(\d{1,2}):(\d{2})([.,])(\d{3})"
_SPAN = re.compile(rf"^[ \t]*{_TIME}[ \t]+-->[ \t]+{_TIME}(.*)$", re.MULTILINE)
"""WebVTT, section 4, and SubRip, which writes a comma and always the hours."""


def cut_cues(text: str, start_s: float, end_s: float | None) -> str:
    """The cues that are seen within the part, counted from its start; what is no cue stays."""
    blocks = re.split(r"\n[ \t]*\n+", text.replace("\r\n", "\n").strip("\n"))
    kept: list[str] = []
    number = 0
    for block in blocks:
        span = _SPAN.search(block)
        if span is None:
            kept.append(block)
            continue
        begin_s, stop_s = _seconds(span, 1), _seconds(span, 6)
        last_s = stop_s if end_s is None else min(stop_s, end_s)
        if begin_s >= last_s or last_s <= start_s:
            continue
        number += 1
        head = str(number) + "\n" if block[: span.start()].strip().isdigit() else block[: span.start()]
        mark = span[4]
        times = f"{_clock(max(0.0, begin_s - start_s), mark)} --> {_clock(last_s - start_s, mark)}{span[11]}"
        kept.append(f"{head}{times}{block[span.end() :]}")
    return "\n\n".join(kept) + "\n"


def _seconds(span: "re.Match[str]", first: int) -> float:
    hours, minutes, seconds, _mark, thousandths = (span[group] for group in range(first, first + 5))
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + int(thousandths) / 1000


def _clock(seconds: float, mark: str) -> str:
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    minutes, second = divmod(whole, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{second:02}{mark}{thousandths:03}"
