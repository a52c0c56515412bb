"""Numbers in the words of people: sizes, speeds, durations. One notation for window and terminal."""


def size(size_bytes: float) -> str:
    """Bytes in decimal units, three digits at most: "812 B", "3.4 MB", "12 GB"."""
    value = float(size_bytes)
    for unit in ("B", "kB", "MB", "GB", "TB"):
        if value < 999.5 or unit == "TB":
            return f"{value:.1f} {unit}" if value < 9.95 and unit != "B" else f"{value:.0f} {unit}"
        value /= 1000
    raise AssertionError("unreachable")


def speed(bytes_per_s: float) -> str:
    """Bytes per second: "3.4 MB/s"."""
    return f"{size(bytes_per_s)}/s"


def duration(seconds: float) -> str:
    """A length as a clock shows it: "0:07", "3:25", "1:02:03"."""
    total = max(0, round(seconds))
    minutes, second = divmod(total, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def remaining(seconds: float) -> str:
    """Time left in words: "12 s left", "4 min left", "2 h 5 min left"."""
    total = max(0, round(seconds))
    if total < 60:
        return f"{total} s left"
    minutes = round(total / 60)
    if minutes < 60:
        return f"{minutes} min left"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min left" if minutes else f"{hours} h left"


def date(yyyymmdd: str) -> str:
    """A yt-dlp date as ISO 8601: "20260131" → "2026-01-31"; anything else as it is."""
    if len(yyyymmdd) == 8 and yyyymmdd.isdigit():
        return f"{yyyymmdd[:4]}-{yyyymmdd[4:6]}-{yyyymmdd[6:]}"
    return yyyymmdd
