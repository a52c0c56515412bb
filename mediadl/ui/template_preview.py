"""What an output template makes of a sample, in words for the line below its field; no widget here."""

import sys
from dataclasses import dataclass, field

from mediadl.domain.errors import InvalidTemplate
from mediadl.domain.file_place import WINDOWS, FilePlace, Limits, limits_of, path_length, place_of
from mediadl.domain.template_fields import SAMPLE, Values
from mediadl.domain.templates import parse


@dataclass(frozen=True)
class Sample:
    """The media that a preview is of, and where it would go."""

    values: Values = field(default_factory=lambda: SAMPLE)
    folder: str = ""
    """The download folder."""
    suffix: str = "mp4"
    name: str = "a sample"
    """What it is, for people: "a sample", or the title of an item."""


@dataclass(frozen=True)
class Preview:
    """The path below the download folder and what is to be said of it, or why there is none."""

    path: str = ""
    facts: str = ""
    problem: str = ""


def preview_of(text: str, sample: Sample, limits: Limits | None = None) -> Preview:
    """Try the template on the sample, with the limits of this system unless others are given."""
    limits = limits or limits_of(sys.platform)
    try:
        place = place_of(parse(text), sample.values, sample.folder, sample.suffix, limits)
    except InvalidTemplate as error:
        return Preview(problem=str(error))
    return Preview(f"{place.shown}.{sample.suffix}", _facts(place, sample, limits))


def _facts(place: FilePlace, sample: Sample, limits: Limits) -> str:
    length = path_length(place, sample.folder, sample.suffix, limits)
    unit = "bytes" if limits.in_bytes else "characters"
    facts = [f"Legal on every system · path of {length:,} {unit}, {limits.path:,} are possible"]
    if place.is_cut:
        facts.append("the name is cut to fit")
    if limits != WINDOWS and path_length(place, sample.folder, sample.suffix, WINDOWS) > WINDOWS.path:
        facts.append(f"too long for Windows, which takes {WINDOWS.path}")
    return " · ".join(facts)
