"""The same for plain yt-dlp: killed as often, and its command run again until it says that it is done."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

from tests.chaos import processes
from tests.chaos.checks import Verdict
from tests.chaos.kills import plan
from tests.chaos.shapes import Shape
from tests.chaos.trial import Ground
from tests.helpers.media_site import PLUGIN_DIR

_MOST_RUNS = 8
_LONGEST_S = 120.0
_POLL_S = 0.01


def command(shape: Shape, link: str) -> list[str]:
    """The peer's exact command; the folder that it runs in is the trial's."""
    plugins = ["--ignore-config", "--plugin-dirs", str(PLUGIN_DIR)]
    return [sys.executable, "-m", "yt_dlp", *plugins, "-N", str(shape.fragments), link]


def run(name: str, seed: str, shape: Shape, ground: Ground) -> Verdict:
    """Kill it as often as the plan of this seed kills ours; then run it until it says that it is done."""
    folder = ground.folder / name
    folder.mkdir(parents=True)
    dice = random.Random(seed)
    link = shape.link(ground.base, 1)
    said = Verdict()
    for _ in plan(seed, ground.most_kills):
        said.kills += _killed(shape, link, folder, name, dice.uniform(0, 2.0))
    codes: list[int] = []
    while len(codes) < _MOST_RUNS and 0 not in codes:
        codes.append(_run(shape, link, folder, name).wait(_LONGEST_S))
    processes.left_after(name)
    if 0 not in codes:
        said.failed.append(f"exit codes {codes}")
        return said
    files = [file for file in folder.iterdir() if file.suffix in {".mp4", ".mkv"}]
    if len(files) != 1:
        said.wrong.append(f"files {[file.name for file in folder.iterdir()]}")
    elif problem := shape.problem(files[0], ground.references[f"yt-dlp {shape.tree}"]):
        said.wrong.append(problem)
    return said


def reference(ground: Ground, shape: Shape) -> Path:
    """A file as an uninterrupted run of the same command makes it."""
    folder = ground.folder / f"yt-dlp reference {shape.tree}"
    folder.mkdir(parents=True)
    link = shape.link(ground.base, 0)
    code = _run(shape, link, folder, "reference").wait(_LONGEST_S)
    assert code == 0, f"yt-dlp cannot download {link}"
    (file,) = folder.iterdir()
    return file


def _killed(shape: Shape, link: str, folder: Path, name: str, after_s: float) -> bool:
    """Run it and kill it so many seconds after its first bytes; whether it came to that."""
    process = _run(shape, link, folder, name)
    had = _bytes(folder)
    while process.poll() is None and _bytes(folder) == had:
        time.sleep(_POLL_S)
    if process.poll() is None:
        time.sleep(after_s)
    was_running = process.poll() is None
    processes.kill_group(process.pid)
    process.wait()
    return was_running


def _run(shape: Shape, link: str, folder: Path, name: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, processes.MARK: name, "no_proxy": "127.0.0.1,localhost"}
    return subprocess.Popen(
        command(shape, link),
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _bytes(folder: Path) -> int:
    total = 0
    for path in folder.iterdir():
        try:
            total += path.stat().st_size
        except OSError:  # it was just renamed
            continue
    return total
