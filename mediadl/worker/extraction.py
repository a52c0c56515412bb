"""Reads what is behind a link, so that a list can be told entry by entry. Nothing is downloaded here."""

import re
from collections.abc import Callable
from typing import Any

import yt_dlp

from mediadl import wire
from mediadl.worker.batches import EntryBatches
from mediadl.worker.feed import FeedFound, feed_info
from mediadl.worker.found import entry_from, playlist_from

_MAX_HOPS = 8
_LISTS = re.compile(r"(Tab|Playlist|Channel|User|Album|Series|Season)$")
"""How yt-dlp names extractors of lists, of those that give videos as well."""


def extract(ydl: yt_dlp.YoutubeDL, url: str) -> dict[str, Any]:
    """Follow a link to a video or a list, whose info is not processed yet.

    The merging of an embedding page's fields into the embedded video is yt-dlp's own for "url_transparent"
    (YoutubeDL.process_ie_result); it is done here because yt-dlp would read a whole list before returning.

    Raises:
        yt_dlp.utils.YoutubeDLError: as the extractors do.
    """
    info = _extract_once(ydl, url, None)
    for _hop in range(_MAX_HOPS):
        kind = info.get("_type", "video")
        if kind not in {"url", "url_transparent"}:
            return _without_number(info)
        inner = _extract_once(ydl, info["url"], info.get("ie_key"))
        if kind == "url_transparent":
            keep = {"_type", "url", "ie_key", "id", "extractor", "extractor_key"}
            inner.update({key: value for key, value in info.items() if value is not None and key not in keep})
        info = inner
    raise yt_dlp.utils.ExtractorError("This link redirects in circles", expected=True)


def is_list(info: dict[str, Any]) -> bool:
    """Whether this is a list of entries rather than one video."""
    return info.get("_type") in {"playlist", "multi_video", "compat_list"}


def tell_list(
    info: dict[str, Any], send: Callable[[wire.Message], None], ydl: yt_dlp.YoutubeDL | None = None
) -> None:
    """Send the list's head and then its entries, as the site gives them.

    With `ydl` entries that its extractors know to be lists are told as such.
    """
    send(wire.Probed(found=playlist_from(info)))
    with EntryBatches(lambda entries: send(wire.EntryFound(entries=entries))) as batches:
        for index, entry_info in enumerate(info.get("entries") or (), start=1):
            if not entry_info:
                continue
            entry = entry_from(entry_info, index, is_list=_names_list(entry_info, ydl))
            if entry is not None:
                batches.add(entry)


def _names_list(info: dict[str, Any], ydl: yt_dlp.YoutubeDL | None) -> bool:
    """Whether an entry is a list itself, as far as its extractor can tell from the address."""
    if is_list(info):
        return True
    key, url = info.get("ie_key"), info.get("url")
    if ydl is None or not key or not isinstance(url, str):
        return False
    says = ydl.get_info_extractor(key).is_single_video(url)
    return says is False or (says is None and bool(_LISTS.search(key)))


def _extract_once(ydl: yt_dlp.YoutubeDL, url: str, ie_key: str | None) -> dict[str, Any]:
    try:
        info = ydl.extract_info(url, download=False, process=False, ie_key=ie_key)
    except FeedFound as found:
        info = feed_info(found, url)
        ydl.add_default_extra_info(info, ydl.get_info_extractor("Generic"), url)
    if not info:
        raise yt_dlp.utils.ExtractorError("Nothing was found behind this link", expected=True)
    return {key: _encodable(value) for key, value in info.items()}


def _encodable(value: Any) -> Any:
    """The value without halves of surrogate pairs, which no file name and no argument of ffmpeg can hold."""
    match value:
        case str():
            return value.encode(errors="replace").decode()
        case dict():
            return {key: _encodable(inner) for key, inner in value.items()}
        case list():
            return [_encodable(inner) for inner in value]
    return value


def _without_number(info: dict[str, Any]) -> dict[str, Any]:
    """Undo the numbering that yt-dlp's HTML5 extraction gives even to the only video of a page."""
    title, media_id = str(info.get("title") or ""), str(info.get("id") or "")
    if info.get("extractor_key") == "HTML5MediaEmbed" and title.endswith(" (1)") and media_id.endswith("-1"):
        info["title"] = title.removesuffix(" (1)")
    return info
