"""NFO files, by which media servers know what a file is: XML with a declaration, or it is dropped (Kodi)."""

import re
from collections.abc import Iterable
from xml.etree import ElementTree as ET

from mediadl.domain.media_library import Code, Facts, Show
from mediadl.domain.units import date

# XML 1.0, production 2 "Char": everything else makes the file unreadable.
_UNREADABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_Tag = tuple[str, str]


def show_nfo(show: Show, facts: Facts) -> bytes:
    """`tvshow.nfo`, written with the show's first episode."""
    page = f" ({facts.channel_url})" if facts.channel_url and not show.is_list else ""
    what = "The list" if show.is_list else "The channel"
    tags = [("title", show.title), ("plot", f"{what} “{show.title}” on {facts.extractor}{page}.")]
    return _file("tvshow", facts, tags, show.unique_id)


def episode_nfo(show: Show, code: Code, facts: Facts) -> bytes:
    """The NFO of an episode. Season and number are those of its file's name, which wins in Kodi."""
    season, number = code
    tags = [
        ("title", facts.title),
        ("showtitle", show.title),
        ("season", str(season)),
        ("episode", str(number)),
        *_dated("aired", facts),
        ("plot", facts.plot),
        *_runtime(facts),
    ]
    return _file("episodedetails", facts, tags, facts.id)


def film_nfo(facts: Facts) -> bytes:
    """The NFO of a film."""
    tags = [
        ("title", facts.title),
        ("year", str(facts.year)),
        *_dated("premiered", facts),
        ("plot", facts.plot),
        *_runtime(facts),
        ("studio", facts.extractor),
    ]
    return _file("movie", facts, tags, facts.id)


def _dated(tag: str, facts: Facts) -> list[_Tag]:
    return [(tag, date(facts.upload_date))] if facts.is_dated else []


def _runtime(facts: Facts) -> list[_Tag]:
    """In minutes, as all four read it."""
    return [("runtime", str(max(1, round(facts.duration_s / 60))))] if facts.duration_s else []


def _file(root: str, facts: Facts, tags: Iterable[_Tag], unique_id: str) -> bytes:
    element = ET.Element(root)
    for tag, text in tags:
        if text:
            ET.SubElement(element, tag).text = _UNREADABLE.sub("", text)
    unique = ET.SubElement(element, "uniqueid", type=facts.extractor.lower() or "web", default="true")
    unique.text = _UNREADABLE.sub("", unique_id)
    for genre in facts.genres:
        ET.SubElement(element, "genre").text = _UNREADABLE.sub("", genre)
    ET.indent(element)
    head = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    body: str = ET.tostring(element, encoding="unicode")
    return head + body.encode() + b"\n"
