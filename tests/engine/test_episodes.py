"""A channel of twenty videos becomes a tree that Plex, Jellyfin, Kodi and Emby read: every rule and trap."""

import asyncio
import re
import shutil
from collections import Counter
from pathlib import Path
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest

from mediadl import wire
from mediadl.domain.job import Job, JobState
from mediadl.domain.presets import preset
from mediadl.engine.bus import Bus
from mediadl.engine.episodes import Episodes
from mediadl.store.store import Store
from tests.helpers.engines import Watched, running_engine
from tests.helpers.media_site import MediaSiteProcess

COUNT = 20
PRESET = preset("media-library").options
TITLES = {
    3: "S01E02 of the harbour",
    4: "Best of s1 e2, s01.e03 and 3x04",
    5: "A/B: what? <now> & “then”",
    6: "E02 and on " + "long " * 60,
}
_CODE = re.compile(r"s\d+[][ ._-]*e\d+|\d+x\d+", re.IGNORECASE)
"""What Kodi (CAdvancedSettings.cpp) and Jellyfin (NamingOptions.cs) look for in a name, over and over."""
_NAME = re.compile(r"Bay Films - S(\d{4})E(\d{6}) - (.+) \[(bay-\d+)\]")


def _channel(**more: str) -> str:
    """Two videos a day, some of them with titles that mislead."""
    days = {f"{n}.date": f"20260{6 + n // 10}{10 + n // 2}" for n in range(1, COUNT + 1)}
    titles = {f"{n}.title": title for n, title in TITLES.items()}
    each = {"each.only": "small.mp4", "each.duration": "3", "each.channel": "Bay Films"}
    return f"lab/channel/bay?{urlencode({'n': str(COUNT), **each, **days, **titles, **more})}"


async def _take(watched: Watched, url: str, items: str = ":") -> list[Job]:
    """Download these entries with the preset; subtitles in one language, to be quick."""
    engine = watched.engine
    options = PRESET.model_copy(update={"subtitle_languages": ("en",), "embed_metadata": False})
    before = {job.id for job in engine.jobs}
    await engine.add(url, options, items=items)
    await watched.until(lambda: any(job.id not in before and job.batch_id for job in engine.jobs))
    return [job for job in await watched.until_all_ended() if job.id not in before]


async def _download(folder: Path, url: str, items: str = ":") -> list[Job]:
    async with running_engine(folder, max_downloads=2) as watched:
        return await _take(watched, url, items)


@pytest.fixture(scope="module")
def jobs(media_site: MediaSiteProcess, tmp_path_factory: pytest.TempPathFactory) -> list[Job]:
    """All twenty, downloaded once."""
    folder = tmp_path_factory.mktemp("library")
    return asyncio.run(_download(folder, media_site.url(_channel())))


def _home(jobs: list[Job]) -> Path:
    return Path(jobs[0].options.folder or "")


def test_every_episode_is_complete_and_lies_in_its_channel_and_season(jobs: list[Job]):
    assert [job.differences for job in jobs] == [()] * COUNT
    assert {job.state for job in jobs} == {JobState.COMPLETED}
    root = _home(jobs)
    assert [path.name for path in root.iterdir()] == ["Bay Films"]
    show = root / "Bay Films"
    assert sorted(path.name for path in show.iterdir()) == [
        "Season 2026", "fanart.jpg", "poster.jpg", "tvshow.nfo",
    ]  # fmt: skip
    names = Counter(path.name.rpartition("]")[2] for path in (show / "Season 2026").iterdir())
    assert names == {".mp4": COUNT, ".nfo": COUNT, "-thumb.jpg": COUNT, ".en.srt": COUNT}


def test_a_name_has_one_code_and_the_nfo_says_the_same(jobs: list[Job]):
    for job in jobs:
        media = Path(job.files[0])
        match = _NAME.fullmatch(media.stem)
        assert match is not None, media.name
        assert len(_CODE.findall(media.stem)) == 1
        assert len(media.name.encode()) <= 255 - len("-thumb")
        nfo = ET.parse(media.with_suffix(".nfo")).getroot()
        told = {element.tag: element.text for element in nfo}
        assert (nfo.tag, told["season"], told["episode"]) == ("episodedetails", match[1], str(int(match[2])))
        assert (told["showtitle"], told["uniqueid"], told["runtime"]) == ("Bay Films", match[4], "1")
        assert (told["aired"] or "").replace("-", "") == f"{match[1]}{match[2][:4]}"
        assert told["title"] == job.title
        assert (told["plot"], told["genre"]) == ("Moving bars and a tone, in many sizes.", "Science")


def test_two_videos_of_one_day_have_two_numbers(jobs: list[Job]):
    numbers = [match[2] for job in jobs if (match := _NAME.fullmatch(Path(job.files[0]).stem))]
    assert len(set(numbers)) == COUNT
    assert set(Counter(number[:4] for number in numbers).values()) <= {1, 2}
    assert {number[4:] for number in numbers} == {"01", "02"}


def test_every_nfo_has_its_declaration_and_every_picture_is_a_jpeg(jobs: list[Job]):
    files = [path for path in _home(jobs).rglob("*") if path.is_file()]
    for path in files:
        if path.suffix == ".nfo":
            assert path.read_bytes().startswith(b'<?xml version="1.0" encoding="UTF-8"')
        if path.suffix == ".jpg":
            assert path.read_bytes().startswith(b"\xff\xd8\xff")
    assert not [path for path in files if path.name.startswith(".")]
    show = ET.parse(_home(jobs) / "Bay Films" / "tvshow.nfo").getroot()
    told = {element.tag: element.text for element in show}
    assert (show.tag, told["title"], told["genre"]) == ("tvshow", "Bay Films", "Science")
    assert "The channel “Bay Films” on Lab" in (told["plot"] or "")


def test_the_media_came_last(jobs: list[Job]):
    for job in jobs:
        media, *beside = [Path(name) for name in job.files]
        assert media.suffix == ".mp4"
        assert all(path.stat().st_ctime_ns <= media.stat().st_ctime_ns for path in beside)


def test_numbers_stay_when_videos_are_had_again_even_by_an_empty_database(
    jobs: list[Job], media_site: MediaSiteProcess
):
    home = _home(jobs).parent
    before = {Path(job.files[0]).name for job in jobs}
    nfo = _home(jobs) / "Bay Films" / "tvshow.nfo"
    nfo.write_bytes(nfo.read_bytes() + b"<!-- mine -->")
    shutil.rmtree(home / "data")
    again = asyncio.run(_download(home, media_site.url(_channel()), items="7"))
    assert {Path(job.files[0]).name for job in again} <= before
    assert len(list(_home(jobs).rglob("*.mp4"))) == COUNT
    assert nfo.read_bytes().endswith(b"<!-- mine -->")


async def test_a_list_is_a_season_of_its_own_in_the_order_of_its_entries(
    tmp_path: Path, media_site: MediaSiteProcess
):
    done = await _download(tmp_path, media_site.url(_channel(title="Best of the bay")), items="2,5")
    names = {str(Path(job.files[0]).relative_to(tmp_path / "downloads"))[:45] for job in done}
    assert names == {
        "Best of the bay/Season 01/Best of the bay - S01E02 - "[:45],
        "Best of the bay/Season 01/Best of the bay - S01E05 - "[:45],
    }
    assert [job.playlist_index for job in done] == [2, 5]


async def test_a_number_that_cannot_be_saved_is_given_all_the_same(tmp_path: Path):
    store = await Store.open(tmp_path / "db")
    wanted = wire.NumberWanted(show="s", media="m", season=1, first=3, taken=(3,))
    episodes = Episodes(store.episodes, Bus())
    assert await episodes.number(wanted) == wire.SetNumber(season=1, number=4)
    await store.close()
