"""Which subtitle tracks are taken of those that a site offers. Nothing is fetched here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mediadl.domain.options import DownloadOptions

_ENGLISH = ("en",)
_READABLE = ("vtt", "srt", "ass", "ssa", "ttml")
"""Formats that players and ffmpeg read, the best first; the site's others are its own business."""


@dataclass(frozen=True)
class Track:
    """One language to fetch, under the site's own key for it."""

    key: str
    is_automatic: bool = False


@dataclass(frozen=True)
class Choice:
    """The tracks to fetch, and the languages wished for that are not there."""

    tracks: tuple[Track, ...] = ()
    missing: tuple[str, ...] = ()


def choose_tracks(written: Sequence[str], automatic: Sequence[str], options: DownloadOptions) -> Choice:
    """Pick from the keys of what people wrote and of what a machine did, which is taken only if allowed."""
    written = [key for key in written if key != "live_chat"]
    machine = list(automatic) if options.auto_subtitles else []
    if not options.subtitle_languages:
        if written:
            return Choice(tuple(Track(key) for key in written))
        return Choice(tuple(_tracks(_ENGLISH, [], machine)))
    tracks = dict.fromkeys(_tracks(options.subtitle_languages, written, machine))
    missing = [
        wish for wish in options.subtitle_languages
        if _match(wish, written) is None and _match(wish, machine) is None
    ]  # fmt: skip
    return Choice(tuple(tracks), tuple(missing))


def best_format(suffixes: Sequence[str], wanted: str | None) -> int:
    """Position of the track to fetch among a language's; sites list the worst first.

    The one wanted when it is offered, else one that can be converted to it, else the site's best.
    """
    for suffix in (wanted, *_READABLE):
        if suffix and suffix in suffixes:
            return len(suffixes) - 1 - list(reversed(suffixes)).index(suffix)
    return len(suffixes) - 1


def _tracks(wishes: Iterable[str], written: Sequence[str], machine: Sequence[str]) -> Iterable[Track]:
    for wish in wishes:
        if (key := _match(wish, written)) is not None:
            yield Track(key)
        elif (key := _match(wish, machine)) is not None:
            yield Track(key, is_automatic=True)


def _match(wish: str, keys: Sequence[str]) -> str | None:
    """The language itself, else one of its regions, else the language without the region asked for."""
    wanted = wish.lower()
    exact = [key for key in keys if key.lower() == wanted]
    regions = [key for key in keys if key.lower().startswith(f"{wanted}-")]
    roots = [key for key in keys if key.lower() == wanted.split("-")[0]]
    return next(iter((*exact, *regions, *roots)), None)
