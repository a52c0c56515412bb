"""Links that name a video and a list, as one copied out of a playlist does: which is meant, or ask."""

from typing import Any

from yt_dlp.extractor.common import InfoExtractor

from mediadl.domain.job import Part

_ASKS = "_mediadl_asks_part"
_OWN = InfoExtractor._yes_playlist  # noqa: SLF001 - the one place where an extractor knows of both


class NamesBoth(Exception):
    """A link names a video and a list, and nobody has said yet which one is meant."""


def params_for(part: Part) -> dict[str, Any]:
    """yt-dlp's parameters that hold to the part; with "ask" `NamesBoth` comes where it matters."""
    return {"noplaylist": part != "list", _ASKS: part == "ask"}


def hear_of_both() -> None:
    """Have the extractors of this process ask, for good."""
    InfoExtractor._yes_playlist = _yes_playlist  # noqa: SLF001 - as above


def _yes_playlist(self: InfoExtractor, playlist_id: object, video_id: object, *rest: Any, **more: Any) -> Any:
    if playlist_id and video_id and self.get_param(_ASKS):
        raise NamesBoth
    return _OWN(self, playlist_id, video_id, *rest, **more)
