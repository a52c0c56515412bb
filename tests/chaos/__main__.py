"""The chaos suite from the command line: kill trials of every shape, plain yt-dlp beside them, and faults."""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.chaos import clocks, faults, table, vanilla
from tests.chaos.checks import Verdict
from tests.chaos.shapes import MEDIA, SHAPES, Shape, reference_problem
from tests.chaos.trial import Ground, Trial
from tests.helpers.media_site import MediaSiteProcess

Verdicts = list[tuple[Shape, Verdict]]

_MOST_ATTEMPTS = 4


def arguments(words: Sequence[str]) -> argparse.Namespace:
    """Read the command line; `--help` explains it."""
    parser = argparse.ArgumentParser(prog="dev.py chaos", description=__doc__)
    parser.add_argument("--trials", type=int, default=300, help="kill trials over all shapes (300)")
    every = "do the same to plain yt-dlp, in every EVERYth round of all shapes (1)"
    parser.add_argument("--vanilla", type=int, nargs="?", const=1, default=0, metavar="EVERY", help=every)
    parser.add_argument("--seed", default="", help="repeat a run; a new one is drawn and printed without it")
    parser.add_argument("--at-once", type=int, default=3, help="trials at the same time (3)")
    parser.add_argument("--minutes", type=float, default=600.0, help="begin no trial after so long (600)")
    parser.add_argument("--faults", action="store_true", help="try every fault of server and disk, too")
    parser.add_argument("--only", default="", help="shapes whose name contains this")
    parser.add_argument("--fault", default="", help="with --faults: those whose name contains this")
    return parser.parse_args(words)


@contextmanager
def ground(shapes: Sequence[Shape], *, with_vanilla: bool) -> Iterator[Ground]:
    """The site and an uninterrupted download of each tree, to compare with."""
    with MediaSiteProcess(MEDIA) as site, tempfile.TemporaryDirectory(prefix="mediadl-chaos-") as folder:
        made = Ground(site.base, {}, Path(folder))
        by_tree = {shape.tree: shape for shape in shapes}
        with ThreadPoolExecutor(2) as pool:
            for tree, file in zip(
                by_tree, pool.map(partial(_reference, made), by_tree.values()), strict=True
            ):
                made.references[tree] = file
            if with_vanilla:
                theirs = pool.map(partial(vanilla.reference, made), by_tree.values())
                made.references.update(zip((f"yt-dlp {tree}" for tree in by_tree), theirs, strict=True))
        yield made


def _reference(made: Ground, shape: Shape) -> Path:
    file = Trial(f"reference {shape.name}", "", shape, made).uninterrupted()
    problem = reference_problem(file)
    assert problem is None, f"{shape.name} has {problem}"
    return file


@dataclass(frozen=True)
class Batch:
    """Which trials: every so-many-th round is done to yt-dlp too (0: none), every so-many-th is cold."""

    count: int
    seed: str
    at_once: int
    vanilla_every: int = 0
    cold_every: int = 1
    longest_s: float = 36_000.0
    """After so long no trial is begun any more."""


def kill_trials(batch: Batch, shapes: Sequence[Shape], made: Ground) -> tuple[Verdicts, Verdicts]:
    """Run them, the shapes in turn; ours and yt-dlp's verdicts."""
    ours: Verdicts = []
    theirs: Verdicts = []

    ends_at = time.monotonic() + batch.longest_s

    def one(number: int) -> None:
        if time.monotonic() > ends_at:
            return
        round_, turn = divmod(number, len(shapes))
        shape, seed = shapes[turn], f"{batch.seed}/{number}"
        is_cold = number % batch.cold_every == 0
        jobs = 2 if round_ % 4 == 0 else 1
        for attempt in range(_MOST_ATTEMPTS):  # one in which no kill found its moment says nothing
            own = f"{seed}/{attempt}" if attempt else seed
            trial = Trial(f"trial-{number}-{attempt}", own, shape, made, jobs=jobs, is_cold=is_cold)
            verdict = trial.run()
            if verdict.kills or verdict.problems:
                break
        _report(f"{seed} {shape.name} ({', '.join(map(str, trial.kills))})", verdict)
        ours.append((shape, verdict))
        if batch.vanilla_every and round_ % batch.vanilla_every == 0:
            theirs.append((shape, vanilla.run(f"yt-dlp-{number}", seed, shape, made)))

    with ThreadPoolExecutor(batch.at_once) as pool:
        list(pool.map(one, range(batch.count)))
    return ours, theirs


def fault_trials(at_once: int, made: Ground, named: str = "") -> list[tuple[str, Verdict]]:
    """Every fault with every shape that it is for; what cannot be tried here is said loudly."""
    tried = list(faults.SERVER_FAULTS)
    if faults.can_mount():
        tried += faults.DISK_FAULTS
    else:
        print("SKIPPED, mounting needs root:", ", ".join(fault.name for fault in faults.DISK_FAULTS))
    if clocks.library() is not None:
        tried += faults.CLOCK_FAULTS
    else:
        print("SKIPPED, libfaketime is not installed:", ", ".join(one.name for one in faults.CLOCK_FAULTS))
    pairs = [(fault, shape) for fault in tried if named in fault.name for shape in fault.shapes()]

    def one(pair: tuple[faults.Fault, Shape]) -> tuple[str, Verdict]:
        verdict = faults.run(*pair, made)
        _report(f"{pair[0].name}, {pair[1].protocol}", verdict)
        return pair[0].name, verdict

    with ThreadPoolExecutor(at_once) as pool:
        return list(pool.map(one, pairs))


def _report(name: str, verdict: Verdict) -> None:
    for problem in verdict.problems:
        print(f"{name}: {problem}", flush=True)


def main(words: Sequence[str]) -> int:
    """Run what was asked for; 1 when a trial of ours found something."""
    asked = arguments(words)
    seed = asked.seed or f"{random.SystemRandom().getrandbits(32):08x}"
    shapes = [shape for shape in SHAPES if asked.only in shape.name]
    print(f"seed {seed}, {asked.trials} kill trials, {asked.at_once} at once", flush=True)
    begun_s = time.monotonic()
    batch = Batch(
        asked.trials, seed, asked.at_once, asked.vanilla, cold_every=10, longest_s=asked.minutes * 60
    )
    with ground(shapes, with_vanilla=bool(asked.vanilla)) as made:
        ours, theirs = kill_trials(batch, shapes, made)
        of_faults = fault_trials(asked.at_once, made, asked.fault) if asked.faults else []
    print(table.text(table.rows(ours), table.rows(theirs)))
    if of_faults:
        print(table.faults_text(of_faults))
    print(f"seed {seed}, {time.monotonic() - begun_s:.0f} s")
    return int(any(verdict.problems for _, verdict in [*ours, *of_faults]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
