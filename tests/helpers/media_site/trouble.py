"""The language of faults: what a URL prefix `/f/<spec>/` asks for; carrying it out is `serve.py`'s.

A spec is `key=value` pairs joined by `;`, for instance `/f/rate=200000;drop=500000;times=1/media/av480.mp4`.
"""

from collections import Counter
from dataclasses import dataclass, fields
from typing import TypedDict
from urllib.parse import quote, unquote


class TroubleArgs(TypedDict, total=False):
    """The keys of a spec as keyword arguments; see `Trouble` for their meaning and units."""

    rate: int
    stall: int
    drop: int
    times: int
    skip: int
    status: int
    retry_after: int
    length: int
    norange: int
    delay: int
    login: int | str
    redirect: int
    only: str
    changes: int
    etag: int


@dataclass(frozen=True)
class Trouble:
    """One spec. A field that is None is a fault that is not wanted."""

    rate: int | None = None
    """Bytes a second of the body."""
    stall: int | None = None
    """After so many bytes of the body nothing more comes, the connection stays open."""
    drop: int | None = None
    """After so many bytes of the body the connection is closed."""
    times: int | None = None
    """The fault happens so many times for each full URL, then never again; None is always."""
    skip: int | None = None
    """So many requests of each full URL go well first (a probe, for instance)."""
    status: int | None = None
    """The answer is this status with a short page."""
    retry_after: int | None = None
    """Value of the Retry-After header of such an answer, in seconds."""
    length: int | None = None
    """Added to the true Content-Length; the body keeps its true length, or is cut to the smaller value."""
    norange: int | None = None
    """1: Range headers are ignored."""
    delay: int | None = None
    """Milliseconds before the answer begins."""
    login: str | None = None
    """Needs the cookie `session=let-me-in`; without it `1` answers 403, `redirect` sends to `/login`."""
    redirect: int | None = None
    """1: a 302 to the same URL without this key."""
    only: str | None = None
    """The fault is for paths (with their query) that hold this text; others go well."""

    changes: int | None = None
    """After so many requests of a full URL the file is another one of the same size; `times` is not asked."""
    etag: int | None = None
    """1: with `changes`, an ETag names the file that is sent, and If-Range is heeded."""

    @classmethod
    def parse(cls, spec: str) -> "Trouble":
        """Read the spec of a URL, percent-encoded or not; raises ValueError with the offending part."""
        known = {field.name: str(field.type) for field in fields(cls)}
        values: dict[str, int | str] = {}
        for part in filter(None, spec.split(";")):
            key, _, text = part.partition("=")
            key, text = unquote(key), unquote(text)
            if key not in known:
                raise ValueError(f"no such trouble: {part}")
            try:
                values[key] = int(text or "1") if known[key].startswith("int") else text
            except ValueError as error:
                raise ValueError(f"not a number: {part}") from error
        return cls(**values)  # type: ignore[arg-type]  # the loop above has checked names and types

    @property
    def waits_for_bytes(self) -> bool:
        """Whether the fault happens within the body, so that a request ended before is not counted."""
        return self.stall is not None or self.drop is not None


NO_TROUBLE = Trouble()


def prefix_of(args: TroubleArgs) -> str:
    """Return `/f/<spec>` for these faults, or an empty text for none."""
    if not args:
        return ""
    pairs = (f"{key}={quote(str(value), safe='+-')}" for key, value in args.items())
    return "/f/" + ";".join(pairs)


class TroubleLog:
    """Counts by full URL how often a request came and how often its fault happened."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()
        self._happened: Counter[str] = Counter()

    def is_due(self, trouble: Trouble, url: str) -> bool:
        """Note a request and say whether its fault shall happen."""
        self._seen[url] += 1
        if trouble.skip is not None and self._seen[url] <= trouble.skip:
            return False
        return trouble.times is None or self._happened[url] < trouble.times

    def note(self, url: str) -> None:
        """Note that the fault of this URL has happened."""
        self._happened[url] += 1

    def seen(self, url: str) -> int:
        """How many requests of this URL came, the one that is being answered among them."""
        return self._seen[url]

    def clear(self) -> None:
        """Forget everything."""
        self._seen.clear()
        self._happened.clear()
