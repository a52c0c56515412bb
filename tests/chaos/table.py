"""Many trials beside each other, and the table of what they found."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tests.chaos.checks import Verdict
from tests.chaos.shapes import SHAPES, Shape

COLUMNS = ("lost", "doubled", "wrong", "failed", "left")


@dataclass
class Row:
    """All trials of one shape."""

    trials: int = 0
    kills: int = 0
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COLUMNS, 0))

    def add(self, verdict: Verdict) -> None:
        """Count a trial; a column counts trials in which something of it was found."""
        self.trials += 1
        self.kills += verdict.kills
        for column in COLUMNS:
            self.counts[column] += bool(getattr(verdict, column))


def rows(verdicts: Iterable[tuple[Shape, Verdict]]) -> dict[str, Row]:
    """One row for each shape that was tried, in the order of `SHAPES`."""
    found: dict[str, Row] = {}
    for shape, verdict in verdicts:
        found.setdefault(shape.name, Row()).add(verdict)
    return {shape.name: found[shape.name] for shape in SHAPES if shape.name in found}


def text(ours: Mapping[str, Row], theirs: Mapping[str, Row]) -> str:
    """The table: our columns, and beside them what a rerun yt-dlp made of the same media; none when empty."""
    head = f"{'':18}{'trials':>8}{'kills':>7}" + "".join(f"{name:>9}" for name in COLUMNS)
    if theirs:
        head += "   |  yt-dlp" + "".join(f"{name:>8}" for name in ("kills", "wrong", "failed"))
    lines = [head]
    names = list(dict.fromkeys([*ours, *theirs]))
    lines += [_line(name, ours.get(name, Row()), theirs.get(name)) for name in names]
    lines.append(_line("all", _sum(ours.values()), _sum(theirs.values()) if theirs else None))
    return "\n".join(lines)


def faults_text(verdicts: Iterable[tuple[str, Verdict]]) -> str:
    """One line a fault: how many trials, and how many of them found something."""
    found: dict[str, list[Verdict]] = {}
    for name, verdict in verdicts:
        found.setdefault(name, []).append(verdict)
    lines = [f"{'fault':34}{'trials':>8}{'problems':>10}"]
    for name, of_fault in found.items():
        lines.append(f"{name:34}{len(of_fault):>8}{sum(bool(said.problems) for said in of_fault):>10}")
    return "\n".join(lines)


def _line(name: str, ours: Row, theirs: Row | None) -> str:
    numbers = "".join(f"{ours.counts[column]:>9}" for column in COLUMNS)
    line = f"{name:18}{ours.trials:>8}{ours.kills:>7}{numbers}"
    if theirs:
        line += f"   |{theirs.trials:>8}{theirs.kills:>8}"
        line += f"{theirs.counts['wrong']:>8}{theirs.counts['failed']:>8}"
    return line


def _sum(rows: Iterable[Row]) -> Row:
    total = Row()
    for row in rows:
        total.trials += row.trials
        total.kills += row.kills
        for column in COLUMNS:
            total.counts[column] += row.counts[column]
    return total
