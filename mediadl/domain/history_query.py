"""What is asked of the history: words, order, kind, state of the file; nothing is looked up here."""

from dataclasses import dataclass
from typing import Literal

Order = Literal["newest", "oldest", "title", "size", "site"]
Kind = Literal["video", "audio"]
Standing = Literal["there", "gone", "differs"]


@dataclass(frozen=True)
class HistoryQuery:
    """An empty one asks for everything, the newest first."""

    search: str = ""
    """Part of a title, of a site's name or of a playlist's; upper and lower case are the same."""
    order: Order = "newest"
    kind: Kind | None = None
    standing: Standing | None = None
    """Only lines whose file is there, or gone, or not quite what was asked for; None is any."""

    @property
    def narrows(self) -> bool:
        """Whether lines may be left out."""
        return bool(self.search or self.kind or self.standing)

    def takes(self, *, is_missing: bool) -> bool:
        """Whether a line is asked for whose file is or is not there."""
        return self.standing not in {"there", "gone"} or is_missing == (self.standing == "gone")
