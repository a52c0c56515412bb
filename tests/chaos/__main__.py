"""The chaos suite from the command line: kill trials of every shape, plain yt-dlp beside them, and faults."""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from tests.chaos import table, vanilla
from tests.chaos.checks import Verdict
from tests.chaos.shapes import MEDIA, SHAPES, Shape, reference_problem
from tests.chaos.trial import Ground, Trial
from tests.helpers.media_site import MediaSiteProcess


def arguments(words: Sequence[str]) -> argparse.Namespace:
    """Read the command line; `--help` explains it."""
    parser = argparse.ArgumentParser(prog="dev.py chaos", description=__doc__)
    parser.add_argument("--trials", type=int, default=300, help="kill trials over all shapes (300)")
    parser.add_argument("--vanilla", action="store_true", help="do the same to plain yt-dlp")
    parser.add_argument("--seed", default="", help="repeat a run; a new one is drawn and printed without it")
    parser.add_argument("--at-once", type=int, default=3, help="trials at the same time (3)")
    parser.add_argument("--only", default="", help="shapes whose name contains this")
    parser.add_argument("--keep", action="store_true", help="keep the folders of trials that found something")
    return parser.parse_args(words)


@contextmanager
def ground(shapes: Sequence[Shape], *, with_vanilla: bool) -> Iterator[Ground]:
    """The site and an uninterrupted download of each shape, to compare with."""
    with MediaSiteProcess(MEDIA) as site, tempfile.TemporaryDirectory(prefix="mediadl-chaos-") as folder:
        made = Ground(site.base, {}, Path(folder))
        for shape in shapes:
            made.references[shape.name] = _reference(shape, made)
            if with_vanilla:
                made.references[f"yt-dlp {shape.name}"] = vanilla.reference(shape, made)
        yield made


def _reference(shape: Shape, made: Ground) -> Path:
    trial = Trial(f"reference {shape.name}", "", shape, Ground(made.base, {}, made.folder, most_kills=0))
    file = trial.uninterrupted()
    assert (problem := reference_problem(file)) is None, f"{shape.name} has {problem}"
    return file


def kill_trials(
    count: int, seed: str, shapes: Sequence[Shape], at_once: int, made: Ground, *, with_vanilla: bool
) -> tuple[list[tuple[Shape, Verdict]], list[tuple[Shape, Verdict]]]:
    """Run them, the shapes in turn; ours and yt-dlp's verdicts."""

    def one(number: int) -> tuple[Shape, Verdict, Verdict | None]:
        shape = shapes[number % len(shapes)]
        own = f"{seed}/{number}"
        verdict = Trial(f"trial {number}", own, shape, made).run()
        theirs = vanilla.run(f"yt-dlp {number}", own, shape, made) if with_vanilla else None
        _report(f"{own} {shape.name}", verdict)
        return shape, verdict, theirs

    with ThreadPoolExecutor(at_once) as pool:
        all_of = list(pool.map(one, range(count)))
    ours = [(shape, verdict) for shape, verdict, _ in all_of]
    return ours, [(shape, theirs) for shape, _, theirs in all_of if theirs is not None]


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
    with ground(shapes, with_vanilla=asked.vanilla) as made:
        ours, theirs = kill_trials(
            asked.trials, seed, shapes, asked.at_once, made, with_vanilla=asked.vanilla
        )
    print(table.text(table.rows(ours), table.rows(theirs)))
    print(f"seed {seed}, {time.monotonic() - begun_s:.0f} s")
    return int(any(verdict.problems for _, verdict in ours))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
