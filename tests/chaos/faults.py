"""Faults of server and disk: each job ends with the right file or says why not, and nothing else is left."""

import contextlib
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from tests.chaos import clocks
from tests.chaos.checks import DONE, Verdict
from tests.chaos.shapes import SHAPES, Shape
from tests.chaos.trial import Ground, Trial
from tests.helpers.media_site.trouble import prefix_of

End = Literal["done", "failed", "either"]
Place = Callable[[Path], AbstractContextManager[None]]

MEDIA_PATHS: Mapping[str, str] = {
    "http": "/media/",
    "hls": "/seg_",
    "hls-fmp4": "/seg_",
    "hls-byterange": "/all.ts",
    "dash": "/chunk-",
}
"""What only the addresses of the media itself hold, by protocol: the page and the manifests stay well."""
_ALL = tuple(MEDIA_PATHS)
_NUMBERED = ("hls", "hls-fmp4", "dash")


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong, and how a job may end."""

    name: str
    trouble: Mapping[str, Any]
    """Keys of the media site's faults; they hold for the media itself unless `only` says otherwise."""
    end: End = "done"
    """With the right file, as failed (or as explicitly different), or either."""
    protocols: tuple[str, ...] = _ALL
    place: Place = lambda _folder: nullcontext()
    """What is done to the download folder meanwhile."""
    kinds: tuple[str, ...] = ()
    """The kinds of failure that tell the truth; empty accepts any."""
    clock: tuple[str, clocks.Moment] | None = None
    """By how much the clock is set, and when."""
    least_s: float = 0.0
    """A job that ends sooner was not left alone for as long as the site asked."""

    def shapes(self) -> list[Shape]:
        """The shapes that this is tried with."""
        return [shape for shape in SHAPES if shape.fragments == 8 and shape.protocol in self.protocols]

    def prefix(self, protocol: str) -> str:
        """The fault as the first part of a path."""
        trouble = {"only": MEDIA_PATHS[protocol], **self.trouble}
        return prefix_of(trouble)  # type: ignore[arg-type]  # names are checked by the site


def small_disk(mebibytes: float) -> Place:
    """A disk of so many MiB in place of the folder."""
    return lambda folder: mounted(folder, f"size={int(mebibytes * 1024)}k")


@contextlib.contextmanager
def mounted(folder: Path, options: str) -> Iterator[None]:
    """A file system in memory over the folder; needs root."""
    mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    subprocess.run(mount, check=True, capture_output=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def can_mount() -> bool:
    """Whether this process may mount a file system."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            with mounted(Path(folder), "size=64k"):
                return True
        except (OSError, subprocess.CalledProcessError):
            return False


SERVER_FAULTS = (
    Fault("drops twice", {"drop": 6_000, "times": 2}),
    Fault("503 twice", {"status": 503, "times": 2}),
    Fault("429 once, back in 1 s", {"status": 429, "retry_after": 1, "times": 1}, "done", ("http", "hls")),
    Fault("stalls once", {"stall": 6_000, "times": 1, "only": "_012"}, protocols=("hls",)),
    Fault("length too long once", {"length": 3_000, "times": 1}),
    Fault("length too long always", {"length": 3_000}, "either", ("http",)),
    Fault("length too short always", {"length": -3_000}, "either", ("http", "hls")),
    Fault("one fragment gone for ever", {"status": 404, "only": "12."}, "failed", _NUMBERED),
    Fault("one fragment 503 for ever", {"status": 503, "only": "12."}, "failed", ("hls", "dash")),
)  # fmt: skip
DISK_FAULTS = (
    Fault("disk full", {}, "failed", _ALL, small_disk(0.3), ("no_space",)),
    Fault("disk full while joining", {}, "failed", ("hls", "dash"), small_disk(0.75), ("no_space",)),
    Fault("read-only folder", {}, "failed", ("http", "hls"), lambda folder: mounted(folder, "size=1m,ro"),
          ("folder_unusable",)),
)  # fmt: skip
_MOMENTS: tuple[tuple[clocks.Moment, Mapping[str, Any], float], ...] = (
    ("downloading", {"rate": 60_000, "only": ""}, 0.0),
    ("waiting", {"status": 429, "times": 1}, 6.0),
)
CLOCK_FAULTS = tuple(
    Fault(f"clock {offset[1:]} {way} while {moment}", {**trouble, "retry_after": pause_s}, "done",
          ("http", "hls"), clock=(offset, moment), least_s=least_s)
    # Two lengths, because the site counts a fault by its full address.
    for offset, way, pause_s in (("+5h", "on", 6), ("-5h", "back", 7))
    for moment, trouble, least_s in _MOMENTS
)  # fmt: skip


def run(fault: Fault, shape: Shape, ground: Ground) -> Verdict:
    """Let one job end under the fault, and look; what was expected is no problem."""
    slug = "".join(letter if letter.isalnum() else "-" for letter in f"{fault.name} {shape.protocol}")
    settings = {"automatic_retries": 0 if fault.end == "failed" else 2}
    prefix = fault.prefix(shape.protocol)
    trial = Trial(f"fault-{slug}", "", shape, ground, settings=settings, retries=0, prefix=prefix)
    if fault.clock is None:
        return _as_expected(fault, trial, trial.run_once(fault.place))
    clock = clocks.Clock(trial.folder, *fault.clock)
    trial.environment = clock.environment
    begun_s = time.monotonic()
    with clock.running():
        said = trial.run_once(fault.place)
    took_s = time.monotonic() - begun_s
    if not clock.was_set or took_s < fault.least_s:
        said.wrong.append(f"ended after {took_s:.1f} s; the clock was set: {clock.was_set}")
    return _as_expected(fault, trial, said)


def _as_expected(fault: Fault, trial: Trial, said: Verdict) -> Verdict:
    is_done = [job["state"] == "completed" for job in trial.ended]
    if fault.end == "failed" and any(is_done):
        said.wrong.append("called done under a fault that leaves no whole file")
    kinds = [job["failure"]["kind"] for job in trial.ended if job["failure"]]
    said.wrong += [f"fails as {kind}" for kind in kinds if fault.kinds and kind not in fault.kinds]
    if fault.end != "done":
        said.failed.clear()
        if not all(job["state"] in DONE for job in trial.ended):
            # What a failed job has is kept for its next attempt.
            said.left = [what for what in said.left if "mediadl" not in what]
    return said
