"""What is known of links, as JSON or as a table of comma-separated values; nothing secret is in either."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mediadl.domain.csv_text import csv_text
from mediadl.domain.job import Job
from mediadl.domain.links import shareable
from mediadl.domain.media import Entry, Media, Playlist
from mediadl.domain.media_report import formats_report_of, playlist_report_of
from mediadl.domain.units import date

Item = Mapping[str, Any]
"""One link: its `link`, its `kind` ("media", "playlist" or "failed"), and what is known, ready for JSON."""

COLUMNS = (
    "kind", "link", "list", "index", "title", "site", "id", "uploader", "channel", "upload_date", "duration",
    "view_count", "availability", "live", "best_height", "subtitles", "chapters", "url", "thumbnail",
    "problem",
)  # fmt: skip
"""Of the table. `duration` is in seconds, `upload_date` as ISO 8601, `subtitles` are languages."""


def media_item(link: str, media: Media) -> Item:
    """A media with all it is offered in."""
    report = formats_report_of(media).model_dump(mode="json")
    known = {**report, "channel": media.channel, "channel_id": media.channel_id}
    return _item({"kind": "media", "link": link, **known})


def list_item(link: str, playlist: Playlist, entries: Sequence[Entry]) -> Item:
    """A list with its entries."""
    report = playlist_report_of(playlist, entries).model_dump(mode="json")
    return _item({"kind": "playlist", "link": link, **report, "channel": playlist.channel})


def job_item(job: Job) -> Item:
    """What the queue knows of a job whose link nobody has looked at in this run."""
    return _item(
        {
            "kind": "media",
            "link": job.url,
            "url": job.url,
            "title": job.display_title,
            "extractor": job.site,
            "duration": job.duration_s,
            "thumbnail": job.thumbnail_url,
            "is_live": job.is_live,
            "list": job.playlist_title,
            "index": job.playlist_index,
        }
    )


def failed_item(link: str, problem: str) -> Item:
    """A link that nothing is known of, and why."""
    return _item({"kind": "failed", "link": link, "problem": problem})


def as_json(items: Iterable[Item]) -> str:
    """One object with all of them, in their order."""
    return json.dumps({"version": 1, "items": list(items)}, ensure_ascii=False, indent=2) + "\n"


def as_csv(items: Iterable[Item]) -> str:
    """A line each under a line of names; a list has a line for every entry (RFC 4180)."""
    return csv_text(COLUMNS, (row for item in items for row in _rows(item)))


def _rows(item: Item) -> list[Mapping[str, Any]]:
    if item["kind"] != "playlist":
        return [_row(item)]
    shared = {"kind": "entry", "link": item["link"], "list": item["title"], "extractor": item["extractor"]}
    return [_row({**entry, **shared}) for entry in item["entries"]]


def _row(item: Item) -> Mapping[str, Any]:
    formats = [one for kind in (item.get("formats") or {}).values() for one in kind]
    heights = [one["height"] for one in formats if one["height"]]
    return {
        **item,
        "site": item.get("extractor"),
        "upload_date": date(item.get("upload_date") or ""),
        "live": "yes" if item.get("is_live") or item.get("live_status") == "is_live" else "",
        "best_height": max(heights, default=None),
        "subtitles": " ".join(item.get("subtitles") or ()),
        "chapters": len(item.get("chapters") or ()) or None,
    }


def _item(known: dict[str, Any]) -> Item:
    return {key: _cleaned(value) for key, value in known.items()}


def _cleaned(value: Any) -> Any:
    """The same without what is a key to something in its links."""
    match value:
        case dict():
            return {key: _cleaned(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_cleaned(inner) for inner in value]
        case str() if value.startswith(("http://", "https://")):
            return shareable(value)
    return value
