"""Asks yt-dlp itself what is wrong with options; no link is opened."""

import optparse
from pathlib import Path

from yt_dlp.utils import YoutubeDLError

from mediadl import wire
from mediadl.domain.option_checks import Problem, problems, stopping
from mediadl.worker.format_choice import chosen_of
from mediadl.worker.options import download_params
from mediadl.worker.shortcuts import QuickYoutubeDL

_NOWHERE = Path("check")


def check_options(request: wire.Check, ffmpeg: str | None, cache: Path) -> wire.OptionsChecked:
    """All that `domain.option_checks` knows, and then what only yt-dlp's parsers can say."""
    options, found = request.options, problems(request.options)
    chosen: tuple[str, ...] = ()
    if stopping(found):
        return wire.OptionsChecked(problems=found)
    try:
        params = download_params(options, ffmpeg, cache, _NOWHERE)
    except optparse.OptParseError as error:
        refused = Problem(field="extra_arguments", sentence=_sentence(error))
        return wire.OptionsChecked(problems=(*found, refused))
    selector, target = params.pop("format"), params.pop("impersonate", None)
    with QuickYoutubeDL({**params, "cachedir": False}) as ydl:
        try:
            chosen = chosen_of(ydl, selector, request.formats)
        except SyntaxError as error:
            reason = str(error.msg).strip().splitlines()[0].removeprefix("Invalid format specification: ")
            sentence = f"The selector “{selector}” cannot be read: {reason}."
            found += (Problem(field="custom_format", sentence=sentence),)
        else:
            if request.formats and not chosen:
                sentence = f"None of the formats that are offered fits the selector “{selector}”."
                found += (Problem(field="custom_format", sentence=sentence),)
        if target is not None and not _can_imitate(ydl, target):
            found += (Problem(field="impersonate", sentence=impersonation_words(str(target))),)
    return wire.OptionsChecked(problems=found, chosen_ids=chosen)


def impersonation_words(target: str) -> str:
    """What to say when a browser cannot be imitated here."""
    return (
        f"“{target}” cannot be imitated on this computer. Install the package curl_cffi beside MediaDL, "
        "or leave the browser out."
    )


def _can_imitate(ydl: QuickYoutubeDL, target: object) -> bool:
    try:
        return bool(ydl._impersonate_target_available(target))  # noqa: SLF001 - no public way
    except YoutubeDLError:
        return False


def _sentence(error: optparse.OptParseError) -> str:
    """yt-dlp's words without the usage that it prints around them."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    reason = next((line for line in reversed(lines) if "error:" in line), lines[-1] if lines else "")
    return f"yt-dlp does not accept this: {reason.partition('error: ')[2] or reason}."
