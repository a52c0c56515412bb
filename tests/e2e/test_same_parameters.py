"""Same link, same preset: window, `mediadl get` and engine give yt-dlp the same parameters to the byte."""

import asyncio
import io
import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mediadl import app, wire
from mediadl.domain.job import JobState
from mediadl.domain.options import Clip, DownloadOptions
from mediadl.domain.presets import BUILT_IN, Preset
from mediadl.domain.rules import Rule
from mediadl.engine.engine import Engine
from mediadl.engine.tasks import Tasks
from mediadl.paths import Paths
from mediadl.ui.loop import run
from mediadl.worker.options import download_params
from tests.helpers import recording_worker

LINK = "https://videos.example/watch"
OWN = Preset(
    name="own",
    title="My own",
    options=DownloadOptions(
        quality="480p",
        video_codec="h264",
        require=("video_codec",),
        download_subtitles=True,
        subtitle_languages=("en", "de"),
        embed_subtitles=True,
        sponsorblock_remove=("sponsor",),
        clips=(Clip(start_s=1, end_s=9.5),),
        headers=(("Accept-Language", "de"),),
        rate_limit_bps=500_000,
    ),
)
NAMES = [known.name for known in (*BUILT_IN, OWN)]
RULED = "https://rules.example/watch"
SETTINGS = {
    "own_presets": (OWN,),
    "defaults": DownloadOptions(write_thumbnail=True, thumbnail_format="jpg", quality="360p"),
    "rules": (Rule(site="rules.example", preset="own"), Rule(title="T", site="facts.example", preset="own")),
}


@pytest.fixture
def notes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The file in which the workers of all three ways note what they are asked."""
    monkeypatch.setattr(app, "worker_command", lambda: recording_worker.command(tmp_path / "notes"))
    monkeypatch.setattr(app, "forks_command", lambda: None)  # forks are of the real worker
    return tmp_path / "notes"


def _parameters(notes: Path) -> dict[str, str]:
    """The parameters that each download would give to yt-dlp, as text, by its link; the file is emptied."""
    found: dict[str, str] = {}
    for line in notes.read_bytes().splitlines():
        request = wire.decode_request(line)
        if isinstance(request, wire.Download):
            params = download_params(request.options, "/ffmpeg", Path("/cache"), Path("/temp"))
            found[request.url] = _as_text(request.folder, params)
    notes.unlink()
    return found


def _as_text(folder: str, params: dict[str, Any]) -> str:
    def plain(value: object) -> object:
        if isinstance(value, set | frozenset):
            return sorted(value)
        return {"class": type(value).__qualname__, **getattr(value, "__dict__", {})}

    return json.dumps([folder, params], default=plain, sort_keys=True)


def _link(preset: str) -> str:
    return f"{LINK}?{preset}"


async def _until_all_done(engine: Engine, count: int) -> None:
    async with asyncio.timeout(60):
        while [job.state for job in engine.jobs] != [JobState.COMPLETED] * count:
            await asyncio.sleep(0.02)


async def _by_engine(home: Path) -> None:
    async with app.open_engine(Paths.of_user(), Tasks()) as (engine, _prober):
        await engine.change_settings(download_folder=str(home / "files"), **SETTINGS)
        for name in NAMES:
            await engine.add(_link(name), preset=name)
        await engine.add(RULED)
        await engine.add("https://facts.example/")
        await _until_all_done(engine, len(NAMES) + 2)
        await engine.remove_many([job.id for job in engine.jobs])


async def _by_terminal() -> None:
    from mediadl.cli.arguments import parse

    for name in NAMES:
        assert await app._run_on_own_queue(parse(["get", _link(name), "--preset", name]), Tasks()) == 0
    for link in (RULED, "https://facts.example/"):
        assert await app._run_on_own_queue(parse(["get", link]), Tasks()) == 0


async def _by_window(application: Any) -> None:
    async with app.open_window(application, Paths.of_user()) as (window, engine):
        for link in (RULED, "https://facts.example/", *map(_link, NAMES)):
            if link.startswith(LINK):
                actions = window.link_bar.preset_button.menu().actions()
                next(a for a in actions if a.data() == link.partition("?")[2]).trigger()
            window.link_bar.field.setText(link)
            QTest.keyClick(window.link_bar.field, Qt.Key.Key_Return)
        await _until_all_done(engine, len(NAMES) + 2)


def test_every_preset_and_rule_means_the_same_whichever_way_a_link_comes(
    home: Path, notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout", io.StringIO())
    asyncio.run(_by_engine(home))
    by_engine = _parameters(notes)
    asyncio.run(_by_terminal())
    by_terminal = _parameters(notes)

    async def window(application: Any) -> int:
        await _by_window(application)
        return 0

    assert run(window, []) == 0
    assert len(by_engine) == len(NAMES) + 2
    assert by_terminal == by_engine
    assert _parameters(notes) == by_engine
    assert by_engine[RULED] == by_engine["https://facts.example/"] == by_engine[_link("own")]
    assert (
        len({by_engine[_link(name)] for name in NAMES}) == len(NAMES) - 1
    )  # the media library is Best under other names
