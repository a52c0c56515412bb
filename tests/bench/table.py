"""The one table that the bench prints: a line a comparison, and below it what each peer was."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One comparison; the figures are all runs of one interleaved measurement, in `unit`."""

    name: str
    unit: str
    ours: Sequence[float]
    peer: Sequence[float]
    command: str
    """The peer's exact command, or what it is in words."""
    limit: float | None = None
    """The ratio that is not to be exceeded (or, when `more_is_better`, to be reached)."""
    more_is_better: bool = False
    absolute: bool = False
    """The limit is one for our own median, not for the ratio."""

    @property
    def ratio(self) -> float:
        """Median of ours over median of the peer's."""
        return statistics.median(self.ours) / max(statistics.median(self.peer), 1e-9)

    @property
    def verdict(self) -> str:
        """Whether the limit is kept, in a word; empty without one."""
        if self.limit is None:
            return ""
        reached = statistics.median(self.ours) if self.absolute else self.ratio
        kept = reached >= self.limit if self.more_is_better else reached <= self.limit
        return "yes" if kept else "NO"

    @property
    def target(self) -> str:
        """The limit in signs."""
        if self.limit is None:
            return ""
        sign = ">=" if self.more_is_better else "<="
        return f"{sign} {self.limit:g}{' ' + self.unit if self.absolute else ''}"

    def line(self, peer: int | None = None) -> str:
        """The row as text; `peer` is the number of its peer's command below the table."""
        ours, theirs = statistics.median(self.ours), statistics.median(self.peer)
        name = f"{self.name} ({self.unit})" + ("" if peer is None else f" [{peer}]")
        figures = f"{len(self.ours):>3}{ours:>12,.4g}{theirs:>12,.4g}{self.ratio:>8.2f}"
        return f"{name:<58}{figures}  {self.target:<11}{self.verdict}".rstrip()


HEAD = f"{'median of n runs in turns':<58}{'n':>3}{'ours':>12}{'peer':>12}{'ratio':>8}  {'target':<11}kept"


def table(rows: Sequence[Row]) -> str:
    """The rows as text, the peers' commands numbered below."""
    commands = list(dict.fromkeys(row.command for row in rows))
    lines = [HEAD, "-" * len(HEAD)]
    lines += [row.line(commands.index(row.command) + 1) for row in rows]
    lines += ["", *(f"[{number}] {command}" for number, command in enumerate(commands, start=1))]
    return "\n".join(lines)
