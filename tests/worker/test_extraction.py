"""Links are followed to a video or a list without reading the list."""

from collections.abc import Iterator

import pytest
import yt_dlp

from mediadl import wire
from mediadl.worker.extraction import extract, is_list, tell_list
from tests.helpers.media_site import MediaSiteProcess


@pytest.fixture(scope="module")
def ydl() -> Iterator[yt_dlp.YoutubeDL]:
    with yt_dlp.YoutubeDL({"quiet": True, "no_warnings": True, "proxy": "", "noplaylist": True}) as ydl:
        yield ydl


def test_a_page_gives_one_video_with_its_own_title(ydl: yt_dlp.YoutubeDL, site: MediaSiteProcess):
    info = extract(ydl, site.url("page/harbour?title=Harbour"))
    assert not is_list(info)
    assert info["title"] == "Harbour"


def test_a_feed_is_a_list_whose_entries_are_told(ydl: yt_dlp.YoutubeDL, site: MediaSiteProcess):
    said: list[wire.Message] = []
    info = extract(ydl, site.url("feed.rss?n=3"))
    assert is_list(info)
    tell_list(info, said.append)
    assert isinstance(said[0], wire.Probed)
    assert sum(len(m.entries) for m in said if isinstance(m, wire.EntryFound)) == 3


class _Hops:
    """Answers like `YoutubeDL.extract_info`, from a table."""

    def __init__(self, infos: dict[str, object]) -> None:
        self._infos = infos

    def extract_info(self, url: str, **_options: object) -> object:
        """As yt-dlp does."""
        return self._infos[url]


def test_the_embedding_pages_words_win_over_the_embedded_video():
    hops = _Hops(
        {
            "a": {"_type": "url_transparent", "url": "b", "id": "page", "title": "Page", "uploader": None},
            "b": {"id": "video", "title": "Video", "uploader": "Somebody"},
        }
    )
    info = extract(hops, "a")
    assert (info["id"], info["title"], info["uploader"]) == ("video", "Page", "Somebody")


def test_links_that_lead_in_circles_end():
    with pytest.raises(yt_dlp.utils.ExtractorError, match="circles"):
        extract(_Hops({"a": {"_type": "url", "url": "a"}}), "a")


def test_nothing_is_told_as_nothing():
    with pytest.raises(yt_dlp.utils.ExtractorError, match="Nothing was found"):
        extract(_Hops({"a": None}), "a")


def test_half_characters_are_replaced_everywhere():
    info = extract(_Hops({"a": {"title": "x\ud83d", "chapters": [{"title": "\udc00y"}], "duration": 3}}), "a")
    assert info == {"title": "x?", "chapters": [{"title": "?y"}], "duration": 3}


def test_entries_that_name_no_page_are_left_out_and_keep_their_numbers():
    said: list[wire.Message] = []
    entries = [None, {"_type": "url", "url": "https://x/2", "title": "Two"}, {"url": "javascript:1"}]
    tell_list({"_type": "playlist", "id": "l", "entries": entries}, said.append)
    (found,) = [message for message in said if isinstance(message, wire.EntryFound)]
    assert [(entry.index, entry.title) for entry in found.entries] == [(2, "Two")]


class _Channel:
    """An extractor that gives videos as well as lists."""

    @staticmethod
    def is_single_video(url: str) -> bool | None:
        """As yt-dlp's own."""
        return {"https://x/list": False, "https://x/video": True}.get(url)

    def get_info_extractor(self, _key: str) -> "_Channel":
        """It is the only one."""
        return self


@pytest.mark.parametrize(
    ("address", "key", "expected"),
    [
        ("list", "Films", True),
        ("video", "FilmsTab", False),
        ("unknown", "FilmsTab", True),
        ("unknown", "Films", False),
        ("unknown", None, False),
    ],
)
def test_entries_that_are_lists_themselves_are_told_as_such(address: str, key: str | None, expected: bool):
    said: list[wire.Message] = []
    entry = {"_type": "url", "url": f"https://x/{address}", "ie_key": key}
    tell_list({"_type": "playlist", "id": "c", "entries": [entry]}, said.append, _Channel())
    (batch,) = (message for message in said if isinstance(message, wire.EntryFound))
    assert batch.entries[0].is_list is expected
