"""The tree that Plex, Jellyfin, Kodi and Emby read: shows, films, folders and names. No file is touched."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from mediadl.domain.episodes import first_of_day
from mediadl.domain.file_place import FilePlace, Limits, place_of
from mediadl.domain.media import ListPlace
from mediadl.domain.naming import legal_stem
from mediadl.domain.template_pieces import FieldPiece, Literal
from mediadl.domain.templates import Template

FILMS = "Movies"
"""Folder of what belongs to no channel and no list."""

# What Kodi (CAdvancedSettings.cpp) and Jellyfin (NamingOptions.cs) would read as another episode's number.
_EPISODE = re.compile(r"(s\d+)([][ ._-]*)(e)(?=\d)", re.IGNORECASE)
_CROSS = re.compile(r"(?<=\d)(x)(?=\d)", re.IGNORECASE)
_SECOND = re.compile(r"^([ex])(?=\d)", re.IGNORECASE)
_DOT = "·"
_LONGEST_SHOW, _LONGEST_ID = 60, 60


Code = tuple[int, int]
"""Season and number of an episode."""


_OF_SHOW = re.compile(
    r"tvshow\.nfo"
    r"|((season(\d+|-all|-specials)-)?(poster|fanart|banner|landscape)|folder)\.(jpe?g|png|webp)",
    re.IGNORECASE,
)
"""As Kodi and Jellyfin name them."""


@dataclass(frozen=True)
class Facts:
    """What is known of one media, as plain text."""

    id: str
    extractor: str
    title: str
    channel: str | None = None
    channel_id: str | None = None
    channel_url: str | None = None
    upload_date: str = ""
    """YYYYMMDD; the day of the download where the site does not say."""
    is_dated: bool = True
    """Whether the site said the day."""
    plot: str = ""
    duration_s: float | None = None
    genres: tuple[str, ...] = ()

    @property
    def year(self) -> int:
        """Of the upload."""
        return int(self.upload_date[:4])


@dataclass(frozen=True)
class Show:
    """A channel, or a list, as a series."""

    key: str
    """What its episodes are numbered under, whatever it is called one day."""
    title: str
    unique_id: str
    is_list: bool = False

    def season(self, facts: Facts, in_list: ListPlace | None) -> Code:
        """Season of the media, and the first number that it may have there."""
        if self.is_list:
            return 1, (in_list.index if in_list else None) or 1
        return first_of_day(facts.upload_date)

    def season_folder(self, season: int) -> tuple[str, str]:
        """Its folder, and in it that of the season; Jellyfin takes no more than four digits."""
        return legal_stem(_named(self.title)), f"Season {season:0{2 if self.is_list else 4}}"


def show_of(facts: Facts, in_list: ListPlace | None) -> Show | None:
    """The series that the media is an episode of; None for a film."""
    if in_list is not None and in_list.title and not in_list.is_channel:
        key = in_list.id or in_list.title
        return Show(f"{facts.extractor}:list:{key}", in_list.title, key, is_list=True)
    channel = facts.channel or (in_list.title if in_list else None)
    if not channel:
        return None
    key = facts.channel_id or channel
    return Show(f"{facts.extractor}:channel:{key}", channel, key)


def episode_place(show: Show, code: Code, facts: Facts, root: str, limits: Limits) -> FilePlace:
    """Where an episode goes. `root` is the library's folder.

    Raises:
        InvalidTemplate: the folder leaves no room for a name.
    """
    name = _named(show.title)
    season, number = code
    tag = f"S{season:02}E{number:02}" if show.is_list else f"S{season:04}E{number:06}"
    parts: list[list[Literal | FieldPiece]] = [[Literal(part)] for part in show.season_folder(season)]
    return _placed([*parts, [Literal(f"{name} - {tag} - "), *_titled(facts)]], facts, root, limits)


def film_place(facts: Facts, root: str, limits: Limits) -> FilePlace:
    """Where a film goes: a folder of its own name and year. As `episode_place`."""
    tail = Literal(f" ({facts.year})")
    title = FieldPiece((("title", None),))
    return _placed([[Literal(FILMS)], [title, tail], [title, tail]], facts, root, limits)


def belongs_to_show(name: str) -> bool:
    """Whether a file of this name is that of a whole show or season, which all its episodes share."""
    return bool(_OF_SHOW.fullmatch(name))


def numbers_in(names: Iterable[str], season: int, media_id: str) -> tuple[frozenset[int], int | None]:
    """The numbers of a season's files but this media's own, and that one if there is a file of it."""
    mark = f"[{_identified(media_id)}]"
    tagged = re.compile(rf" - S0*{season}E(\d+) - ")
    others: set[int] = set()
    own = None
    for name in names:
        if (match := tagged.search(name)) is None:
            continue
        if mark in name:
            own = int(match[1])
        else:
            others.add(int(match[1]))
    return frozenset(others), own


def neutral(text: str) -> str:
    """The text without what media servers take for an episode's code: “S01E02” becomes “S01·E02”."""
    text = _EPISODE.sub(lambda match: f"{match[1]}{match[2]}{_DOT}{match[3]}", text)
    return _SECOND.sub(rf"\1{_DOT}", _CROSS.sub(rf"{_DOT}\1", text))


def _titled(facts: Facts) -> list[Literal | FieldPiece]:
    return [FieldPiece((("title", None),)), Literal(f" [{_identified(facts.id)}]")]


def _placed(parts: list[list[Literal | FieldPiece]], facts: Facts, root: str, limits: Limits) -> FilePlace:
    template = Template("", tuple(tuple(part) for part in parts))
    return place_of(template, {"title": neutral(facts.title)}, root, "mkv", limits)


def _named(show: str) -> str:
    return _cut(neutral(show), _LONGEST_SHOW) or "Unknown"


def _identified(media_id: str) -> str:
    return _cut(neutral(media_id), _LONGEST_ID)


def _cut(text: str, most: int) -> str:
    return text.encode(errors="replace")[:most].decode(errors="ignore").strip(" .")
