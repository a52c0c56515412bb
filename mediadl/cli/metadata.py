"""`mediadl show`: looks at one link after the other and writes what is known of all of them."""

import asyncio
import contextlib
import sys
from pathlib import Path
from typing import TextIO

from mediadl.cli.arguments import ShowArguments
from mediadl.cli.interruption import Interruption
from mediadl.cli.text import CANNOT_WRITE, Lines, visible
from mediadl.domain.errors import UserError
from mediadl.domain.media import Entry, Media, Playlist
from mediadl.domain.metadata_export import Item, as_csv, as_json, failed_item, list_item, media_item
from mediadl.engine.prober import ProbeFailed, Prober
from mediadl.engine.whole_file import write_whole

_DONE, _SOME_FAILED = 0, 1


async def show_metadata(
    arguments: ShowArguments, prober: Prober, output: TextIO, errors: TextIO | None = None
) -> int:
    """Write all items and return the exit code: 1 when some link failed, which costs the others nothing."""
    bad_news = Lines(errors or sys.stderr)
    with Interruption() as interruption:
        try:
            items = [await _item(link, prober, bad_news, arguments) for link in arguments.links]
            text = as_csv(items) if arguments.as_csv else as_json(items)
            problem = await _write(text, arguments.to, output)
        except asyncio.CancelledError:
            exit_code = interruption.exit_code()
            if exit_code is None:
                raise
            return exit_code
    if problem is not None:
        if problem:
            bad_news.write(f"mediadl show: {CANNOT_WRITE.format(reason=problem)}")
        return _SOME_FAILED
    return _SOME_FAILED if any(item["kind"] == "failed" for item in items) else _DONE


async def _item(link: str, prober: Prober, bad_news: Lines, arguments: ShowArguments) -> Item:
    try:
        return await _look(link, prober)
    except UserError as error:
        bad_news.write(f"mediadl show: {visible(link)}: {visible(str(error))}")
        if arguments.is_verbose and isinstance(error, ProbeFailed):
            for line in error.failure.detail.splitlines():
                bad_news.write(f"  {visible(line)}")
        return failed_item(link, str(error))


async def _look(link: str, prober: Prober) -> Item:
    playlist: Playlist | None = None
    entries: list[Entry] = []
    async with contextlib.aclosing(prober.look(link)) as findings:
        async for found in findings:
            match found:
                case Media():
                    return media_item(link, found)
                case Playlist():
                    playlist = found
                case _:
                    entries += found
    if playlist is None:
        raise UserError("Nothing was found behind this link.")
    return list_item(link, playlist, entries)


async def _write(text: str, to: Path | None, output: TextIO) -> str | None:
    """None when it is written, else the reason why not, which is empty when just nobody reads any more."""
    if to is None:
        lost: list[str] = []
        Lines(output, on_lost=lost.append).write(text.rstrip("\r\n"))
        return lost[0] if lost else None
    try:
        await asyncio.to_thread(write_whole, to, text)
    except OSError as error:
        return f"“{to}”: {error.strerror or error}"
    return None
