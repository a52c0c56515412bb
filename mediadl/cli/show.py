"""`mediadl formats` and `mediadl playlist`: look at one link and print what is there, no more."""

import asyncio
import contextlib
import json
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import TextIO

from mediadl.cli.arguments import FormatsArguments, PlaylistArguments
from mediadl.cli.interruption import Interruption
from mediadl.cli.text import CANNOT_WRITE, Lines, visible
from mediadl.domain.errors import UserError
from mediadl.domain.failures import FailureKind, failure
from mediadl.domain.media import Entry, Media, Playlist
from mediadl.domain.media_report import formats_report_of, playlist_report_of
from mediadl.domain.units import date, duration
from mediadl.engine.prober import ProbeFailed, Prober

_DONE, _FAILED = 0, 1
_Findings = AsyncGenerator[Media | Playlist | tuple[Entry, ...], None]


async def show_formats(
    arguments: FormatsArguments, prober: Prober, output: TextIO, errors: TextIO | None = None
) -> int:
    """Print the formats behind the link and return the exit code; a list or a failure is 1."""

    async def look() -> str:
        media = await _media_at(arguments.link, prober)
        if arguments.as_json:
            return json.dumps(formats_report_of(media).model_dump(mode="json"))
        return _formats_text(media, output)

    return await _show("formats", look, output, errors, is_verbose=arguments.is_verbose)


async def show_playlist(
    arguments: PlaylistArguments, prober: Prober, output: TextIO, errors: TextIO | None = None
) -> int:
    """Print the entries behind the link and return the exit code; a single media or a failure is 1."""

    async def look() -> str:
        playlist, entries = await _list_at(arguments.link, prober)
        if arguments.as_json:
            return json.dumps(playlist_report_of(playlist, entries).model_dump(mode="json"))
        return _playlist_text(playlist, entries, output)

    return await _show("playlist", look, output, errors, is_verbose=arguments.is_verbose)


async def _show(
    command: str,
    look: Callable[[], Awaitable[str]],
    output: TextIO,
    errors: TextIO | None,
    *,
    is_verbose: bool,
) -> int:
    bad_news = Lines(errors or sys.stderr)
    lost: list[str] = []
    with Interruption() as interruption:
        try:
            Lines(output, on_lost=lost.append).write(await look())
        except UserError as error:
            bad_news.write(f"mediadl {command}: {visible(str(error))}")
            if is_verbose and isinstance(error, ProbeFailed):
                for line in error.failure.detail.splitlines():
                    bad_news.write(f"  {visible(line)}")
            return _FAILED
        except asyncio.CancelledError:
            exit_code = interruption.exit_code()
            if exit_code is None:
                raise
            return exit_code
    if any(lost):
        bad_news.write(f"mediadl {command}: {CANNOT_WRITE.format(reason=lost[0])}")
    return _FAILED if lost else _DONE


def _findings(prober: Prober, link: str) -> contextlib.aclosing["_Findings"]:
    """What the prober yields; leaving early ends its worker at once."""
    return contextlib.aclosing(prober.look(link))


async def _media_at(link: str, prober: Prober) -> Media:
    async with _findings(prober, link) as findings:
        async for found in findings:
            if isinstance(found, Media):
                return found
            if isinstance(found, Playlist):
                raise UserError(
                    f"“{found.title}” is a list. “mediadl playlist” shows its entries; "
                    "take the link of one of them."
                )
    raise UserError("Nothing was found behind this link.")


async def _list_at(link: str, prober: Prober) -> tuple[Playlist, list[Entry]]:
    playlist: Playlist | None = None
    entries: list[Entry] = []
    async with _findings(prober, link) as findings:
        async for found in findings:
            if isinstance(found, Media):
                raise UserError(
                    f"“{found.title}” is a single video, not a list. “mediadl formats” shows what it "
                    "is offered in, “mediadl get” downloads it."
                )
            if isinstance(found, Playlist):
                playlist = found
            else:
                entries += found
    if playlist is None:
        raise UserError("Nothing was found behind this link.")
    if not entries:
        raise ProbeFailed(failure(FailureKind.EMPTY_LIST))
    return playlist, entries


def _formats_text(media: Media, output: TextIO) -> str:
    from mediadl.cli.tables import formats_table, laid_out  # rich takes its time; --json does not need it

    facts = [media.uploader, media.duration_s is not None and duration(media.duration_s)]
    facts += [media.upload_date and date(media.upload_date), media.is_live and "live"]
    head = " · ".join(visible(fact) for fact in (media.title, *facts) if fact)
    chosen = f"\n\nBest: {visible('+'.join(media.chosen_ids))}" if media.chosen_ids else ""
    return f"{head}\n\n{laid_out(formats_table(media.formats), output)}{chosen}"


def _playlist_text(playlist: Playlist, entries: list[Entry], output: TextIO) -> str:
    from mediadl.cli.tables import entries_table, laid_out

    noun = "entry" if len(entries) == 1 else "entries"
    head = " · ".join(visible(fact) for fact in (playlist.title, playlist.uploader) if fact)
    return f"{head} · {len(entries)} {noun}\n\n{laid_out(entries_table(entries), output)}"
