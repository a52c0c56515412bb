"""The last look before a file is delivered: is it what was asked for? Nothing is changed here."""

from collections.abc import Sequence
from pathlib import Path

from mediadl.domain.failures import FailureKind
from mediadl.domain.media import Format, Media
from mediadl.domain.option_checks import problems, stopping
from mediadl.domain.options import DownloadOptions
from mediadl.domain.selection import chosen_formats
from mediadl.domain.substitutes import substitute_words
from mediadl.domain.verification import Found, Length, differences
from mediadl.domain.wishes import Unmet, required, unmet_by_choice, unmet_by_file
from mediadl.worker.media_probe import is_no_media, look_into
from mediadl.worker.problem import DownloadProblem
from mediadl.worker.steps import StepSkipped

_BY_CHOICE = frozenset({"height", "language"})
"""Wishes that only the list of formats can judge: what else was offered, and in which language."""


def check_choice(media: Media, options: DownloadOptions) -> None:
    """Stop before the download when the chosen formats cannot be what was required.

    Raises:
        DownloadProblem: REQUIREMENT_UNMET.
    """
    _stop_if_required(unmet_by_choice(media, chosen_formats(media), options), options)


def refuse_impossible(media: Media, options: DownloadOptions) -> None:
    """Stop before the download when the options make no sense for this media.

    Raises:
        DownloadProblem: OPTIONS_IMPOSSIBLE, or REQUIREMENT_UNMET for a wish that was made a condition.
    """
    for problem in stopping(problems(options, media)):
        is_wish = problem.field in {"audio_language", "more_audio_languages"}
        kind = FailureKind.REQUIREMENT_UNMET if is_wish else FailureKind.OPTIONS_IMPOSSIBLE
        raise DownloadProblem(kind, problem.sentence, subject=problem.sentence.rstrip("."))


def refuse_no_media(file: Path) -> None:
    """Stop before anything is written into a file that is no media.

    Raises:
        DownloadProblem: NOT_MEDIA.
    """
    if is_no_media(file):
        raise DownloadProblem(FailureKind.NOT_MEDIA, "It is a picture, a page or a document.")


def inspect(file: Path, ffmpeg: str | None) -> Found:
    """Look into a file.

    Raises:
        DownloadProblem: NOT_MEDIA, when there is nothing in it that plays.
        StepSkipped: there is no tool to look with.
    """
    found = look_into(file, ffmpeg)
    if found is None:
        raise StepSkipped("There is no ffmpeg that could look into the file, so it was not checked.")
    if not found.is_media:
        names = ", ".join(sorted(found.containers)) or "nothing that ffprobe knows"
        raise DownloadProblem(FailureKind.NOT_MEDIA, f"It holds {names}.")
    return found


def check_file(
    found: Found, media: Media, options: DownloadOptions, length: Length | None
) -> tuple[str, ...]:
    """In what a file is not what was asked for and announced, a sentence each.

    Raises:
        DownloadProblem: REQUIREMENT_UNMET.
    """
    chosen = chosen_formats(media)
    unmet = _unmet(media, chosen, options, found)
    _stop_if_required(unmet, options)
    said = (
        substitute_words(media, options),
        *differences(chosen, options, length, found),
        *(one.sentence for one in unmet),
    )
    return tuple(dict.fromkeys(sentence for sentence in said if sentence))


def _unmet(
    media: Media, chosen: Sequence[Format], options: DownloadOptions, found: Found
) -> tuple[Unmet, ...]:
    by_choice = [one for one in unmet_by_choice(media, chosen, options) if one.wish in _BY_CHOICE]
    known = {one.wish for one in by_choice}
    return (*by_choice, *(one for one in unmet_by_file(found, options) if one.wish not in known))


def _stop_if_required(unmet: Sequence[Unmet], options: DownloadOptions) -> None:
    if (one := required(unmet, options)) is not None:
        raise DownloadProblem(FailureKind.REQUIREMENT_UNMET, one.sentence, subject=one.sentence.rstrip("."))
