"""What happened to a damaged database: data, and the one sentence for it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True)
class Restoration:
    """A saved queue that was found damaged, and what took its place."""

    set_aside: Path | None
    """Where the damaged file was moved; None when there was none any more."""
    backed_up_at: datetime | None = None
    """Aware: when the backup was made that was restored; None when there was none."""
    salvaged: int = 0
    """Downloads that were read from the damaged file: no backup had them, or only as they were before."""

    @property
    def sentence(self) -> str:
        """What happened and where things are, for people."""
        words = "The saved queue was damaged"
        if self.backed_up_at is None and not self.salvaged:
            words += ", so a new one was started."
        elif self.backed_up_at is None:
            words += f"; {_downloads(self.salvaged)} could be read from it."
        else:
            at = self.backed_up_at.astimezone()
            words += f". It was restored from the backup of {at:%Y-%m-%d %H:%M}"
            words += f", with {_downloads(self.salvaged)} saved since then." if self.salvaged else "."
        return words + (f" The damaged file is kept as “{self.set_aside}”." if self.set_aside else "")


def _downloads(count: int) -> str:
    return "1 download" if count == 1 else f"{count:,} downloads"
