"""Formats and entries as tables for people; `rich` lays them out."""

import io
import shutil
from collections.abc import Sequence
from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from mediadl.cli.text import visible
from mediadl.domain.accounts import Account
from mediadl.domain.links import public
from mediadl.domain.media import Entry, Format, FormatKind
from mediadl.domain.selection import codec_name
from mediadl.domain.units import date, duration, size

_SECTIONS = (
    (FormatKind.COMBINED, "Video with sound"),
    (FormatKind.VIDEO_ONLY, "Video only"),
    (FormatKind.AUDIO_ONLY, "Audio only"),
)
_PLAIN_WIDTH = 1000
"""Columns of a file or a pipe: enough that hardly anything is folded."""


def formats_table(formats: Sequence[Format]) -> Table:
    """A table of the formats, grouped by kind, best first."""
    table = _table("", "ID", "Resolution", "FPS", "Type", "Codecs", "Bitrate", "Size", "Language", "Note")
    for kind, title in _SECTIONS:
        rows = [candidate for candidate in reversed(formats) if candidate.kind is kind]
        for number, candidate in enumerate(rows):
            table.add_row(*_texts(title if number == 0 else "", *_cells(candidate)))
    return table


def entries_table(entries: Sequence[Entry]) -> Table:
    """A table of the entries, in the list's order."""
    table = _table("#", "Title", "Length", "Date", "By", "Access", "Link")
    for entry in entries:
        table.add_row(
            *_texts(
                str(entry.index),
                entry.title,
                duration(entry.duration_s) if entry.duration_s is not None else "",
                date(entry.upload_date or ""),
                entry.uploader or "",
                entry.availability or "",
                public(entry.url),
            )
        )
    return table


def accounts_table(accounts: Sequence[Account]) -> Table:
    """A table of accounts, by name, without any value."""
    table = _table("Name", "Kind", "Sites", "State", "Cookies", "User", "Changed", "Expires")
    for one in accounts:
        sites = ", ".join(one.domains[:5]) + (", …" if len(one.domains) > 5 else "")
        table.add_row(
            *_texts(
                one.name,
                one.kind.replace("_", " "),
                sites,
                one.state.replace("_", " ") + ("" if one.is_saved else ", for this session"),
                str(one.cookie_count or ""),
                one.username,
                f"{one.changed_at:%Y-%m-%d}" if one.changed_at.year > 1970 else "",
                f"{one.expires_at:%Y-%m-%d}" if one.expires_at else "",
            )
        )
    return table


def laid_out(table: Table, output: TextIO) -> str:
    """The table as text, as wide as the terminal, or as it needs to be when `output` is none."""
    width = shutil.get_terminal_size().columns if output.isatty() else _PLAIN_WIDTH
    text = io.StringIO()
    Console(file=text, highlight=False, markup=False, emoji=False, width=width).print(table)
    return "\n".join(line.rstrip() for line in text.getvalue().splitlines())


def _cells(candidate: Format) -> tuple[str, ...]:
    about = "~" if candidate.size_is_estimate else ""
    resolution = ""
    if candidate.height:
        resolution = f"{candidate.width}x{candidate.height}" if candidate.width else f"{candidate.height}p"
    codecs = [codec_name(candidate.vcodec), codec_name(candidate.acodec)]
    notes = [candidate.note, candidate.dynamic_range or ""]
    return (
        candidate.id,
        resolution,
        f"{candidate.fps:g}" if candidate.fps else "",
        candidate.ext,
        " + ".join(name for name in codecs if name),
        f"{candidate.bitrate_kbps:.0f} kbit/s" if candidate.bitrate_kbps else "",
        f"{about}{size(candidate.size_bytes)}" if candidate.size_bytes else "",
        (candidate.language or "") + (" (original)" if candidate.is_original_language else ""),
        ", ".join(note for note in notes if note and note != "SDR"),
    )


def _table(*titles: str) -> Table:
    table = Table(*titles, box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for column in table.columns:
        column.overflow = "fold"  # nothing is cut: a narrow terminal gets more lines
    return table


def _texts(*cells: str) -> list[Text]:
    return [Text(visible(cell)) for cell in cells]
