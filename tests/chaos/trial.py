"""One trial: a fresh data folder, jobs, kills at random moments, a last run to the end, what then holds."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.chaos import processes
from tests.chaos.apps import App, ColdApp, WarmApp
from tests.chaos.checks import Verdict, verdict
from tests.chaos.kills import Kill, Scene, plan
from tests.chaos.shapes import Shape

RETRIES = 4
"""How often a user would press retry before giving up, in each run of the app."""
_LAST_RUN_S = 120.0


@dataclass(frozen=True)
class Ground:
    """What all trials share: the site, the references by tree, and a folder for each trial below one."""

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
    jobs: int = 1
    is_cold: bool = True
    """Whether each run of the app is a process of its own, rather than a fork that has imported already."""
    settings: dict[str, Any] = field(default_factory=dict)
    retries: int = RETRIES
    """How often the user presses retry in each run of the app."""
    environment: dict[str, str] = field(default_factory=dict)
    """What the app and all below it inherit besides."""
    prefix: str | None = None
    """A fault of the site, in place of the shape's pace."""
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
        """Medias of the shape."""
        numbers = range(1, self.jobs + 1)
        return [self.shape.link(self.ground.base, number, self.prefix) for number in numbers]

    def run(self) -> Verdict:
        """Kill, start again, and so on; then let it end and look."""
        self._prepare()
        todo = plan(self.seed, self.ground.most_kills)
        while todo:
            with self._app() as app:
                while todo and app.is_running():
                    kill = todo.pop(0)
                    if Scene(app.pid, app.is_running, self.downloads).carry_out(kill):
                        self.kills.append(kill)
        code = None
        with self._app() as app:
            code = app.wait(_LAST_RUN_S)
        left = processes.left_after(self.name)
        return verdict(self, code, left)

    def run_once(self, place: Callable[[Path], AbstractContextManager[None]]) -> Verdict:
        """Let it end without a kill while `place` has its way with the download folder; then look."""
        self._prepare()
        with place(self.downloads):
            with self._app() as app:
                code = app.wait(_LAST_RUN_S)
            return verdict(self, code, processes.left_after(self.name))

    def uninterrupted(self) -> Path:
        """Only let it end, and return the first file; AssertionError when there is none."""
        self._prepare()
        with self._app() as app:
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

    def _app(self) -> App:
        kind = ColdApp if self.is_cold else WarmApp
        own = {processes.MARK: self.name, "XDG_CACHE_HOME": str(self.ground.folder / "cache")}
        return kind(self.folder, {**own, **self.environment}, self.hear)

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
            "retries": self.retries,
        }
        (self.folder / "spec.json").write_text(json.dumps(spec), encoding="utf-8")
