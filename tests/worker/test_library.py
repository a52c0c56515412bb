"""A worker asks for an episode's number, and lays a film out without one."""

import queue
from pathlib import Path
from typing import Any

import pytest

from mediadl import wire
from mediadl.domain.media import ListPlace
from mediadl.worker import library
from mediadl.worker.library import Library, completed, facts_from
from mediadl.worker.problem import DownloadProblem
from tests.helpers.media_site import MediaSiteProcess
from tests.helpers.workers import WorkerChild, download

INFO: dict[str, Any] = {
    "id": "a1",
    "title": "Dawn",
    "extractor_key": "Lab",
    "uploader": "Lab Films",
    "upload_date": "20260615",
    "categories": ["Science"],
    "channel_url": "javascript:alert(1)",
}


def _request(folder: Path, **changes: Any) -> wire.Download:
    return download("https://example.org/v", folder, layout="media_library", **changes)


def test_the_number_is_asked_for_once_with_what_lies_there(tmp_path: Path):
    season = tmp_path / "Lab Films" / "Season 2026"
    season.mkdir(parents=True)
    (season / "Lab Films - S2026E061501 - Noon [b2].mp4").touch()
    (season / "Lab Films - S2026E061502 - Old title [a1].mkv").touch()
    sent: list[wire.Message] = []
    numbers: queue.Queue[wire.SetNumber] = queue.Queue()
    numbers.put(wire.SetNumber(season=2026, number=61502))
    made = Library(_request(tmp_path), sent.append, numbers)
    assert made.place(INFO).stem == made.place(INFO).stem == "Lab Films - S2026E061502 - Dawn [a1]"
    [wanted] = sent
    assert isinstance(wanted, wire.NumberWanted)
    assert (wanted.show, wanted.media) == ("Lab:channel:Lab Films", "Lab:a1")
    assert (wanted.first, wanted.own, wanted.taken) == (61501, 61502, (61501,))


def test_an_engine_that_gives_no_number_ends_the_request(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(library, "_ANSWER_WITHIN_S", 0.01)
    with pytest.raises(DownloadProblem, match="no number"):
        Library(_request(tmp_path), lambda _message: None, queue.Queue()).place(INFO)


def test_a_day_that_the_site_does_not_say_is_today(tmp_path: Path):
    facts = facts_from({**INFO, "upload_date": None})
    assert (len(facts.upload_date), facts.is_dated) == (8, False)
    assert facts_from(INFO).channel_url is None
    assert facts_from(INFO).genres == ("Science",)


def test_the_layout_brings_its_picture_along(tmp_path: Path):
    options = completed(_request(tmp_path)).options
    assert (options.write_thumbnail, options.thumbnail_format) == (True, "jpg")
    plain = download("https://example.org/v", tmp_path)
    assert completed(plain) is plain


def test_a_video_of_nobody_is_a_film_with_the_pictures_that_kodi_takes(
    site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    url = site.url("lab/v/dawn?only=small.mp4&duration=3&title=Dawn&date=20260615&nobody=1")
    request = download(url, tmp_path, layout="media_library", embed_metadata=False)
    answer = worker.ask(request)
    assert answer.of(wire.NumberWanted) == []
    names = [str(Path(name).relative_to(tmp_path)) for name in answer.finished.files]
    assert names[0] == "Movies/Dawn (2026)/Dawn (2026).mp4"
    tails = {name.removeprefix("Movies/Dawn (2026)/Dawn (2026)") for name in names}
    assert tails == {".mp4", ".nfo", "-poster.jpg", "-fanart.jpg"}
    assert (
        b"<premiered>2026-06-15</premiered>" in (tmp_path / "Movies/Dawn (2026)/Dawn (2026).nfo").read_bytes()
    )


def test_an_episode_of_a_list_brings_the_lists_picture(
    site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    in_list = ListPlace(title="Best", id="PL", index=3, thumbnail_url=site.url("thumb/best.jpg"))
    url = site.url("lab/v/dawn?only=small.mp4&duration=3&title=Dawn")
    request = download(url, tmp_path, layout="media_library", embed_metadata=False, in_list=in_list)
    worker.write(wire.encode(request))
    said = []
    for one in worker.until_end():
        said.append(one.message)
        if isinstance(one.message, wire.NumberWanted):
            worker.write(wire.encode(wire.SetNumber(season=1, number=one.message.first)))
    assert isinstance(said[-1], wire.Finished)
    assert Path(said[-1].files[0]).name == "Best - S01E03 - Dawn [dawn].mp4"
    home = tmp_path / "Best"
    thumb = home / "Season 01" / "Best - S01E03 - Dawn [dawn]-thumb.jpg"
    assert (home / "poster.jpg").read_bytes() == (home / "fanart.jpg").read_bytes() != thumb.read_bytes()
