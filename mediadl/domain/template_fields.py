"""The fields that an output template can name, with a sample of each; how templates are read is elsewhere."""

import difflib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType

Value = str | int | float | None
Values = Mapping[str, Value]
"""What is known of one media, by the names of `FIELDS`; None, or no entry, is what the site does not say."""


@dataclass(frozen=True)
class Field:
    """A field: what it means for people, and what it is for the sample."""

    title: str
    sample: Value


_TABLE: dict[str, Field] = {
    "title": Field("Title", "Harbour at dawn"),
    "safe_title": Field("Title in letters, digits and _ only", "Harbour_at_dawn"),
    "id": Field("Id on the site", "h4rb0ur"),
    "ext": Field("Suffix of the file", "mp4"),
    "uploader": Field("Uploader", "Lab Films"),
    "uploader_id": Field("Id of the uploader", "@labfilms"),
    "channel": Field("Channel", "Lab Films"),
    "channel_id": Field("Id of the channel", "UC123"),
    "upload_date": Field("Day of upload", "20261101"),
    "release_date": Field("Day of release", "20261101"),
    "timestamp": Field("Time of upload", 1_793_520_000),
    "epoch": Field("Time of the download", 1_793_606_400),
    "playlist": Field("Title of the list", "Harbours of the north"),
    "playlist_title": Field("Title of the list", "Harbours of the north"),
    "playlist_id": Field("Id of the list", "PL42"),
    "playlist_index": Field("Number in the list", 7),
    "playlist_count": Field("How many the list has", 20),
    "n_entries": Field("How many the list has", 20),
    "batch_id": Field("Id of the batch", "5f0c9d2e"),
    "duration": Field("Length in seconds", 754),
    "duration_string": Field("Length", "12-34"),
    "resolution": Field("Picture size", "1920x1080"),
    "width": Field("Width of the picture", 1920),
    "height": Field("Height of the picture", 1080),
    "fps": Field("Pictures a second", 30),
    "vcodec": Field("Codec of the picture", "avc1.640028"),
    "acodec": Field("Codec of the sound", "mp4a.40.2"),
    "format_id": Field("Id of the format", "137+140"),
    "language": Field("Language", "en"),
    "view_count": Field("Views", 1037),
    "extractor": Field("Site", "lab"),
    "extractor_key": Field("Site", "Lab"),
    "webpage_url_domain": Field("Domain of the site", "example.org"),
    "series": Field("Series", "Harbours"),
    "season_number": Field("Season", 1),
    "episode": Field("Title of the episode", "Dawn"),
    "episode_number": Field("Number of the episode", 2),
    "artist": Field("Artist", "The Bars"),
    "album": Field("Album", "Tones"),
    "track": Field("Track", "Dawn"),
    "track_number": Field("Number of the track", 3),
    "release_year": Field("Year of release", 2026),
}
FIELDS: Mapping[str, Field] = MappingProxyType(_TABLE)

SAMPLE: Values = MappingProxyType({name: field.sample for name, field in _TABLE.items()})
"""A made-up media of which everything is known."""

COMMON = ("title", "id", "uploader", "upload_date", "playlist", "playlist_index", "channel", "height")
"""Those that people want most, in the order in which they are offered."""

DATES = frozenset({"upload_date", "release_date"})
"""Fields of the form YYYYMMDD; `timestamp` and `epoch` are seconds since 1970, UTC."""
_TIMES = frozenset({"timestamp", "epoch"})


def nearest(name: str) -> str | None:
    """The field that somebody who wrote this name may have meant."""
    close = difflib.get_close_matches(name.lower(), FIELDS, n=1, cutoff=0.6)
    return close[0] if close else None


def is_known(name: str) -> bool:
    """Whether there is such a field."""
    return name in FIELDS


def has_moment(name: str) -> bool:
    """Whether the field can be written as a date."""
    return name in DATES or name in _TIMES


def moment(name: str, value: Value) -> datetime | None:
    """The time that a field of days or seconds stands for, in UTC; None for what is none."""
    if value is None:
        return None
    try:
        if name in DATES:
            return datetime.strptime(str(value), "%Y%m%d").replace(tzinfo=UTC)
        return datetime.fromtimestamp(float(value), UTC) if name in _TIMES else None
    except (ValueError, OverflowError, OSError):
        return None


def safe_title(title: str) -> str:
    """The title in ASCII letters, digits, "-", "." and "_" alone, for scripts and old devices."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9.-]+", "_", plain).strip("._-")
