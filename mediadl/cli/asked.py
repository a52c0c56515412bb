"""What a line asks for a link: links, preset, folder and options, as `get` and `add` read them alike."""

import argparse
from pathlib import Path

from mediadl.cli.links import links_in_file, links_of
from mediadl.cli.option_flags import add_option_flags, chosen_options
from mediadl.cli.parser import Parser
from mediadl.cli.wishes import add_wishes, wishes
from mediadl.domain.errors import FolderUnusable, UserError
from mediadl.domain.options import DownloadOptions


def add_links(parser: Parser) -> None:
    """Let links be named, and files of them."""
    parser.add_argument("links", nargs="*", metavar="URL", help="link of a video, a sound or a list")
    parser.add_argument("--from-file", action="append", default=[], metavar="FILE",
        help="read links from a file, one a line, # starts a comment; - is stdin")  # fmt: skip


def add_what(parser: Parser) -> None:
    """Add what of the link is wanted, and where."""
    add = parser.add_argument
    add("--preset", metavar="NAME",
        help="what to get: a built-in preset or one of your own (default: as your rules say,"
        " else best)")  # fmt: skip
    add("--format", metavar="SELECTOR", help="yt-dlp format selector; wins over the preset's quality")
    add("--to", metavar="DIR", help="folder for the files, made if missing (default: as in Settings)")
    add("--live-from-start", action="store_true",
        help="record live streams from their beginning, as far as the site still has it")  # fmt: skip


def add_how(parser: Parser) -> None:
    """Add a flag for every option, in groups of their own."""
    add_wishes(parser)
    add_option_flags(parser)


def links_asked(named: argparse.Namespace, purpose: str) -> tuple[str, ...]:
    """The links that are named and those in files, in order, each once.

    Raises:
        UserError: there is none, or one is no link.
    """
    links = list(links_of(named.links))
    for name in named.from_file:
        links += links_in_file(name)
    if not links:
        raise UserError(f"There is no link to {purpose}. Give one, or a file of links with --from-file.")
    return tuple(dict.fromkeys(links))


def options_asked(named: argparse.Namespace) -> DownloadOptions:
    """What was typed alone, with absolute folders.

    Raises:
        UserError: a folder, a name or a selector cannot be used.
    """
    if named.format is not None and not named.format.strip():
        raise UserError("--format is empty. Write a selector such as bv*[height<=720]+ba.")
    typed = {
        "custom_format": named.format,
        "folder": _folder(named.to),
        "live_from_start": named.live_from_start or None,
        **wishes(named),
        **chosen_options(named),
    }
    options = DownloadOptions(**{name: value for name, value in typed.items() if value is not None})
    if options.temp_folder is not None:
        options = options.model_copy(update={"temp_folder": _folder(options.temp_folder)})
    return options


def _folder(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        text.encode()
        folder = Path(text).expanduser().absolute()
    except (UnicodeEncodeError, RuntimeError):
        raise FolderUnusable(f"The folder {text!r} cannot be used. Choose another one with --to.") from None
    if not text.strip() or "\0" in text:
        raise FolderUnusable("--to names no folder.")
    return str(folder)
