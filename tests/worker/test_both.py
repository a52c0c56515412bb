"""A link that names a video and a list: either, or the question which one is meant."""

import pytest
import yt_dlp
from yt_dlp.extractor.common import InfoExtractor

from mediadl.worker.both import NamesBoth, hear_of_both, params_for


class Playlists(InfoExtractor):
    """Asks what every extractor of such links asks."""

    def ask(self, playlist_id: str | None, video_id: str | None) -> bool:
        """Whether the list is meant."""
        return bool(self._yes_playlist(playlist_id, video_id))


@pytest.fixture
def ask(monkeypatch):
    monkeypatch.setattr(InfoExtractor, "_yes_playlist", InfoExtractor._yes_playlist)
    hear_of_both()

    def ask(part, playlist_id, video_id):
        with yt_dlp.YoutubeDL({"quiet": True, "noprogress": True, **params_for(part)}) as ydl:
            return Playlists(ydl).ask(playlist_id, video_id)

    return ask


@pytest.mark.parametrize(("part", "is_list"), [("video", False), ("list", True)])
def test_what_was_said_holds(ask, part, is_list):
    assert ask(part, "PL1", "v1") is is_list


def test_only_a_link_that_names_both_is_asked_about(ask):
    with pytest.raises(NamesBoth):
        ask("ask", "PL1", "v1")
    assert ask("ask", "PL1", None)
    assert not ask("ask", None, "v1")
