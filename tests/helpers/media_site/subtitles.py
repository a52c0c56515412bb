"""The subtitle texts of the media and their two file formats, WebVTT and SubRip."""

from collections.abc import Iterable
from dataclasses import dataclass

_TEXTS = {
    "en": (
        "The bars move.",
        "A tone is heard.",
        "Time goes by.",
        "Half is over.",
        "Nearly done.",
        "The end.",
    ),
    "de": (
        "Die Balken laufen.",
        "Ein Ton klingt.",
        "Zeit vergeht.",
        "Halb vorbei.",
        "Gleich fertig.",
        "Ende.",
    ),
    "fr": ("Les barres bougent.", "Un son.", "Le temps passe.", "La moitié.", "Presque fini.", "Fin."),
}


@dataclass(frozen=True)
class Cue:
    """One line of text on the screen, times in seconds from the start."""

    start_s: int
    end_s: int
    text: str


def cues(language: str) -> list[Cue]:
    """Return the cues of one of en, de, fr; raises KeyError for others."""
    return [Cue(2 * index, 2 * index + 2, text) for index, text in enumerate(_TEXTS[language])]


def webvtt(part: Iterable[Cue]) -> str:
    """Return a WebVTT file of the cues."""
    blocks = [f"{_stamp(cue.start_s, '.')} --> {_stamp(cue.end_s, '.')}\n{cue.text}\n" for cue in part]
    return "\n".join(["WEBVTT\n", *blocks])


def subrip(part: Iterable[Cue]) -> str:
    """Return a SubRip file of the cues."""
    blocks = [
        f"{number}\n{_stamp(cue.start_s, ',')} --> {_stamp(cue.end_s, ',')}\n{cue.text}\n"
        for number, cue in enumerate(part, 1)
    ]
    return "\n".join(blocks)


def _stamp(seconds: int, point: str) -> str:
    return f"00:{seconds // 60:02d}:{seconds % 60:02d}{point}000"
