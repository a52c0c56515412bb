"""One trial: a fresh data folder, jobs, kills at random moments, a last run to the end, what then holds."""

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.chaos import processes
from tests.chaos.checks import Verdict, verdict
from tests.chaos.kills import Kill, Scene, plan
from tests.chaos.shapes import Shape
from tests.helpers.media_site import PLUGIN_DIR

ROOT = Path(__file__).parents[2]
RETRIES = 4
"""How often a user would press retry before giving up, in each run of the app."""
_LAST_RUN_S = 120.0


@dataclass(frozen=True)
class Ground:
    """What all trials share: the site, the references by shape, and a folder for each trial below one."""

    base: str
    references: dict[str, Path]
    folder: Path
    most_kills: int = 3


@dataclass
class Trial:
    """One trial while it runs; `name` also marks its processes."""

    name: str
    seed: str
    shape: Shape
    ground: Ground
    settings: dict[str, Any] = field(default_factory=dict)
    accepted: dict[str, str] = field(default_factory=dict)
    """Links by the ids that the app has promised to keep."""
    ended: list[dict[str, Any]] = field(default_factory=list)
    """The jobs as the last run told them."""
    failures: list[str] = field(default_factory=list)
    """The kinds of failure on the way, each of which was retried."""
    kills: list[Kill] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        """Its own folder."""
        return self.ground.folder / self.name

    @property
    def downloads(self) -> Path:
        """Where its files go."""
        return self.folder / "downloads"

    @property
    def links(self) -> list[str]:
        """Two medias of the shape."""
        return [self.shape.link(self.ground.base, number) for number in (1, 2)]

    def run(self) -> Verdict:
        """Kill, start again, and so on; then let it end and look."""
        self._prepare()
        for kill in plan(self.seed, self.ground.most_kills):
            with _App(self) as app:
                if Scene(app.pid, app.is_running, self.downloads).carry_out(kill):
                    self.kills.append(kill)
        code = None
        with _App(self) as app:
            code = app.wait(_LAST_RUN_S)
        left = processes.left_after(self.name)
        return verdict(self, code, left)

    def uninterrupted(self) -> Path:
        """Only let it end, and return the first file; AssertionError when there is none."""
        self._prepare()
        with _App(self) as app:
            code = app.wait(_LAST_RUN_S)
        assert code == 0, (self.folder / "log").read_text(errors="replace")
        files = [Path(file) for job in self.ended for file in job["files"]]
        assert files, self.ended
        return files[0]

    def hear(self, fact: dict[str, Any]) -> None:
        """Take in what the app says."""
        match fact:
            case {"added": job_id, "url": url}:
                self.accepted[job_id] = url
            case {"failed": _, "kind": kind}:
                self.failures.append(kind)
            case {"jobs": jobs}:
                self.ended = jobs

    def _prepare(self) -> None:
        self.downloads.mkdir(parents=True)
        spec = {
            "folder": str(self.folder),
            "cache": str(self.ground.folder / "cache"),
            "links": self.links,
            "options": {"concurrent_fragments": self.shape.fragments},
            "settings": {
                "download_folder": str(self.downloads),
                "max_downloads": 2,
                "keep_awake": False,
                **self.settings,
            },
            "retries": RETRIES,
        }
        (self.folder / "spec.json").write_text(json.dumps(spec), encoding="utf-8")


class _App:
    """One run of the app; at the end of the block it is gone, killed or not."""

    def __init__(self, trial: Trial) -> None:
        self._trial = trial
        environment = {
            **os.environ,
            processes.MARK: trial.name,
            "MEDIADL_TEST_PLUGINS": str(PLUGIN_DIR),
            "no_proxy": "127.0.0.1,localhost",
            "XDG_CACHE_HOME": str(trial.ground.folder / "cache"),
        }
        self._log = (trial.folder / "log").open("ab")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.chaos.driver", str(trial.folder / "spec.json")],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self._log,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        """Of the app itself."""
        return self._process.pid

    def is_running(self) -> bool:
        """Whether it has neither ended nor been killed."""
        return self._process.poll() is None

    def wait(self, longest_s: float) -> int | None:
        """Its exit code; None when it has not ended by then."""
        try:
            return self._process.wait(longest_s)
        except subprocess.TimeoutExpired:
            return None

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.endswith(b"\n"):
                self._trial.hear(json.loads(line))

    def __enter__(self) -> "_App":
        return self

    def __exit__(self, *_exc: object) -> None:
        self._process.kill()
        self._process.wait()
        self._reader.join(5)
        self._log.close()
        assert self._process.stdout is not None
        self._process.stdout.close()
