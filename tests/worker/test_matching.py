"""The extractor that is told for a link is the one that yt-dlp takes, and no answer costs no link."""

import socket
import threading
from collections.abc import Iterator

import pytest
import yt_dlp

from mediadl.worker import matching
from mediadl.worker.matching import Asker, answer, keep_extractors, question
from mediadl.worker.shortcuts import QuickYoutubeDL

LINKS = (
    "https://www.youtube.com/watch?v=BaW_jenozKc",
    "https://youtu.be/BaW_jenozKc",
    "https://www.youtube.com/playlist?list=PL4lCao7KL_QFVb7Iudeipvc2BCavECqzc",
    "https://vimeo.com/76979871",
    "https://soundcloud.com/ethmusic/lostin-powers-she-so-heavy",
    "https://archive.org/details/Cops1922",
    "https://example.com/a.mp4",
    "https://example.com/\N{CLAPPER BOARD}?q=\udc80",
    "no link at all",
)
HALF = "https://[half/an/address"


@pytest.fixture
def _kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QuickYoutubeDL, "kept", None)  # put back at the end
    keep_extractors()


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    """The worker's and the server's."""
    pair = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    yield pair
    for end in pair:
        end.close()


@pytest.mark.usefixtures("_kept")
def test_the_answer_is_the_extractor_that_yt_dlp_would_take(
    ends: tuple[socket.socket, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matching, "_PATIENCE_S", 60.0)  # here the patterns are not yet compiled

    def serve() -> None:
        while link := question(ends[1]):
            answer(ends[1], link)

    server = threading.Thread(target=serve)
    server.start()
    asker = Asker(ends[0])
    assert asker(HALF) is None
    told = [asker(link) for link in LINKS]
    ends[0].close()
    server.join()
    tried = yt_dlp.YoutubeDL({"quiet": True})._ies
    assert told == [next(key for key, kind in tried.items() if kind.suitable(link)) for link in LINKS]
    assert {"Youtube", "YoutubeTab", "Vimeo", "Generic"} < set(told)


def test_where_nothing_fits_nothing_is_told(
    ends: tuple[socket.socket, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QuickYoutubeDL, "kept", {})
    answer(ends[1], LINKS[0])
    assert Asker(ends[0])(LINKS[0]) is None


def test_a_server_that_is_gone_is_asked_once(ends: tuple[socket.socket, socket.socket]) -> None:
    asker = Asker(ends[0])
    ends[1].close()
    assert (asker(LINKS[0]), asker(LINKS[0])) == (None, None)
    assert ends[0].fileno() == -1


def test_a_silent_server_is_not_asked_again(
    ends: tuple[socket.socket, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matching, "_PATIENCE_S", 0.05)
    asker = Asker(ends[0])
    assert (asker(LINKS[0]), asker(LINKS[1])) == (None, None)
    assert question(ends[1]) == LINKS[0]
    assert question(ends[1]) == ""


@pytest.mark.parametrize("link", ["", "https://example.com/" + 40_000 * "x"])
def test_what_fits_into_no_question_is_not_asked(
    link: str, ends: tuple[socket.socket, socket.socket]
) -> None:
    assert Asker(ends[0])(link) is None
    ends[1].setblocking(False)
    with pytest.raises(BlockingIOError):
        ends[1].recv(1)


@pytest.mark.usefixtures("_kept")
def test_what_is_kept_is_all_and_in_yt_dlps_order_and_stays_as_it_was() -> None:
    before = dict(QuickYoutubeDL.kept or {})
    ours = QuickYoutubeDL({"quiet": True})
    ours.get_info_extractor("Generic")
    assert list(ours._ies) == list(yt_dlp.YoutubeDL({"quiet": True})._ies)
    assert not isinstance(ours._ies["Generic"], type)
    assert before == QuickYoutubeDL.kept


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [({}, "Vimeo"), ({"ie_key": "Generic"}, "Generic"), ({"force_generic_extractor": True}, "Generic")],
)
def test_what_is_told_is_taken_unless_another_one_is_wished_for(
    wishes: dict, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QuickYoutubeDL, "key_of", staticmethod(lambda _link: "Vimeo"))
    taken: list[str] = []

    class Stopping(QuickYoutubeDL):
        def get_info_extractor(self, ie_key: str) -> None:
            taken.append(ie_key)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Stopping({"quiet": True}).extract_info("https://vimeo.com/76979871", download=False, **wishes)
    assert taken == [expected]
