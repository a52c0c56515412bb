"""Lists in a list: names of opened ones, and what is told apart as tabs of one page."""

import pytest

from mediadl.domain.inner_lists import inner_id, job_of, outer_id, path_of, tabs_of
from mediadl.domain.media import Entry, Playlist

PAGE = Playlist(id="c", extractor="Lab", url="https://lab.example/@films", title="Films")


def a_list(url: str, title: str | None = None, **facts) -> Entry:
    return Entry(index=1, url=url, title=title or url, **{"is_list": True, **facts})


def test_an_opened_list_knows_the_way_back():
    inner = inner_id(inner_id("job", "https://x/a"), "https://x/b")
    assert (job_of(inner), path_of(inner)) == ("job", ("https://x/a", "https://x/b"))
    assert outer_id(inner) == inner_id("job", "https://x/a")
    assert (outer_id("job"), path_of("job"), job_of("job")) == (None, (), "job")


@pytest.mark.parametrize(
    ("entries", "names"),
    [
        ([a_list(f"{PAGE.url}/videos"), a_list(f"{PAGE.url}/live_now?x=1")], ["Videos", "Live now"]),
        ([a_list("https://y/1", "Films - Videos"), a_list("https://y/2", "Films - B")], ["Videos", "B"]),
        ([a_list(f"{PAGE.url}/videos")], []),
        ([a_list(f"{PAGE.url}/videos"), a_list("https://elsewhere/1", "Another list")], []),
        ([a_list(f"{PAGE.url}/videos"), a_list(f"{PAGE.url}/1", is_list=False)], []),
        ([a_list(f"{PAGE.url}/{number}") for number in range(13)], []),
    ],
)  # fmt: skip
def test_tabs_are_lists_of_the_same_page(entries, names):
    assert [name for name, _entry in tabs_of(PAGE, entries)] == names
