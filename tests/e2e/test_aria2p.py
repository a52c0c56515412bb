"""aria2p as it comes from the package index, its library and its commands, against the real API."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import aria2p
import pytest

from mediadl.domain.clients import Scope
from mediadl.domain.job import JobState
from tests.helpers.api import Running
from tests.helpers.aria2 import EVERYTHING, aria2_api
from tests.helpers.engines import until
from tests.helpers.media_site import MediaSiteProcess, media_path


@pytest.fixture
async def api(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Running]:
    """An API whose clients may name the media site."""
    monkeypatch.setenv("MEDIADL_ALLOW_LOOPBACK_URLS", "1")
    async with aria2_api(tmp_path) as running:
        yield running


async def _theirs(api: Running, *scopes: Scope) -> aria2p.API:
    _client, token = await api.client(*(scopes or EVERYTHING))
    return aria2p.API(aria2p.Client(host="http://127.0.0.1", port=api.port, secret=token, timeout=20))


async def _do(function: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    """Call what blocks, while the API goes on."""
    return await asyncio.to_thread(function, *arguments, **named)


async def test_add_list_pause_resume_stats_and_events(api: Running, media_site: MediaSiteProcess) -> None:
    theirs = await _theirs(api)
    told: list[tuple[str, str]] = []
    names = [f"on_download_{what}" for what in ("start", "pause", "stop", "complete", "error")]
    hear = {name: lambda _api, gid, name=name: told.append((name[12:], gid)) for name in names}
    theirs.listen_to_notifications(threaded=True, timeout=1, handle_signals=False, **hear)
    try:
        await until(lambda: api.server.api is not None and len(api.server.api.streams) == 1)
        link = media_site.url(
            "media/av480.mp4", rate=60_000, login="1", times=2
        )  # which is until it is paused
        options = {"out": "Ours.mp4", "header": ["Cookie: session=let-me-in"]}
        download = await _do(theirs.add_uris, [link], options)
        await until(lambda: ("start", download.gid) in told)
        [listed] = await _do(theirs.get_downloads)
        assert (listed.gid, listed.is_active) == (download.gid, True)
        stats = await _do(theirs.get_stats)
        assert (stats.num_active, stats.num_waiting) == (1, 0)
        assert await _do(theirs.pause, [listed]) == [True]
        await _do(listed.update)
        assert listed.is_paused
        await until(lambda: ("pause", download.gid) in told)
        assert await _do(theirs.resume, [listed]) == [True]
        await until(lambda: ("complete", download.gid) in told)
        await _do(listed.update)
        assert (listed.progress, listed.name) == (100.0, "Ours.mp4")
        assert listed.root_files_paths == [api.folder / "downloads" / "Ours.mp4"]
        assert listed.root_files_paths[0].read_bytes() == media_path("av480.mp4").read_bytes()
    finally:
        await _do(theirs.stop_listening)
    assert [what for what, _gid in told] == ["start", "pause", "start", "complete"]


async def test_move_options_remove_purge_and_what_is_refused(api: Running) -> None:
    await api.watched.engine.change_settings(max_downloads=1)
    theirs = await _theirs(api)
    links = [f"https://example.invalid/{number}" for number in range(3)]
    added = [await _do(theirs.add_uris, [link], {"referer": "https://r.example/"}) for link in links]
    assert await _do(theirs.pause_all)
    assert await _do(theirs.move_to_top, added[2]) == 0
    assert [one.gid for one in await _do(theirs.get_downloads)] == [added[at].gid for at in (2, 0, 1)]
    [options] = await _do(theirs.get_options, [added[0]])
    assert options.get("referer") == "https://r.example/"
    assert (await _do(theirs.get_global_options)).max_concurrent_downloads == 1
    assert await _do(theirs.remove, [added[0]]) == [True]
    await _do(theirs.client.remove, added[1].gid)
    assert await _do(theirs.purge)
    assert [one.gid for one in await _do(theirs.get_downloads)] == [added[2].gid]
    for refused in (
        theirs.client.shutdown,
        theirs.client.save_session,
        lambda: theirs.set_global_options({}),
    ):
        with pytest.raises(aria2p.ClientException, match="disabled"):
            await _do(refused)
    assert await _do(theirs.remove_all)
    assert api.watched.engine.jobs == ()


async def test_the_commands(api: Running, capsys: pytest.CaptureFixture[str]) -> None:
    _client, token = await api.client(*EVERYTHING)
    before = ["--host", "http://127.0.0.1", "--port", str(api.port), "--secret", token]

    async def run(*words: str, code: int = 0) -> str:
        assert await _do(aria2p.main, [*before, *words]) == code
        return capsys.readouterr().out

    said = await run("add", "https://example.invalid/film")
    [job] = api.watched.engine.jobs
    gid = said.split()[-1]
    assert said == f"Created download {gid}\n"
    await run("pause", "--all")
    assert api.watched.engine.job(job.id).state is JobState.PAUSED
    assert gid in await run("show")
    assert '"numWaiting": "1"' in await run("call", "getGlobalStat")
    await run("resume", gid[:6])
    await run("remove", gid)
    await run("purge")
    assert gid not in await run("show")
    await run("pause", gid, code=1)
    assert "aria2.addUri" in await run("call", "listMethods")
    wrong = [*before[:-1], "wrong"]
    with pytest.raises(aria2p.ClientException, match="Unauthorized"):
        await _do(aria2p.main, [*wrong, "show"])
