"""What was typed after `mediadl`, read and checked as frozen data; nothing is started or written here."""

import argparse
import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mediadl import __version__
from mediadl.cli.add_arguments import AddArguments, read_add_line
from mediadl.cli.asked import add_how, add_links, add_what, links_asked, options_asked
from mediadl.cli.conf_file import archive_of, conf_file, notes_of
from mediadl.cli.cookies_arguments import CookiesArguments, read_cookies_line
from mediadl.cli.links import links_of
from mediadl.cli.parser import Parser
from mediadl.cli.serve_arguments import ServeArguments, read_serve_line
from mediadl.cli.speed import speed
from mediadl.cli.token_arguments import TokenArguments, read_token_line
from mediadl.domain import items as ranges
from mediadl.domain.errors import UserError
from mediadl.domain.layers import Layer, layered, saying
from mediadl.domain.option_checks import problems, stopping
from mediadl.domain.options import DownloadOptions
from mediadl.domain.page_links import is_page_link
from mediadl.domain.settings import AUTOMATIC_RETRIES_LIMIT, MAX_DOWNLOADS_LIMIT
from mediadl.engine.archive_file import archive_text_of

COMMANDS = ("get", "add", "formats", "playlist", "show", "cookies", "serve", "token")


@dataclass(frozen=True)
class WindowArguments:
    """Open the window and add these links, in order, each once."""

    links: tuple[str, ...] = ()
    """Or one `mediadl:` link as it was fired, read by nobody yet."""


@dataclass(frozen=True)
class GetArguments:
    """Download these links in the terminal."""

    links: tuple[str, ...]
    """At least one, valid, in order, each once."""
    options: Layer = field(default_factory=DownloadOptions)
    """What was typed alone; with an absolute folder, which need not exist, or none for the Settings'."""
    preset: str | None = None
    """Name of a preset, the user's own among them; None leaves it to the user's rules, then "best"."""
    items: str | None = None
    """Range expression that can be read; None takes everything of a list."""
    jobs: int | None = None
    """1 to 16 downloads at once, or None for the number in the user's Settings."""
    limit_rate: int | None = None
    """Bytes a second for all downloads together, 0 for no limit, or None for what the user's Settings say."""
    retries: int | None = None
    """How often a passing fault is tried again, 0 to 20, or None for the number in the user's Settings."""
    notes: tuple[str, ...] = ()
    """What could not be taken over from a configuration file, a sentence each."""
    archive: str = ""
    """Text of an archive of yt-dlp, which can be read; what it lists is skipped."""
    as_json: bool = False
    is_verbose: bool = False


@dataclass(frozen=True)
class FormatsArguments:
    """Show the formats behind one link."""

    link: str
    as_json: bool = False
    is_verbose: bool = False


@dataclass(frozen=True)
class PlaylistArguments:
    """Show the entries of one list."""

    link: str
    as_json: bool = False
    is_verbose: bool = False


@dataclass(frozen=True)
class ShowArguments:
    """Write what is known of these links."""

    links: tuple[str, ...]
    """At least one, valid, in order, each once."""
    as_csv: bool = False
    to: Path | None = None
    """File to write; None is the terminal."""
    is_verbose: bool = False


@dataclass(frozen=True)
class SelfTestArguments:
    """Check that this installation works, end to end."""


@dataclass(frozen=True)
class WorkerArguments:
    """Be a worker process: the engine starts us this way, people do not."""


Arguments = (
    WindowArguments
    | AddArguments
    | GetArguments
    | FormatsArguments
    | PlaylistArguments
    | ShowArguments
    | CookiesArguments
    | ServeArguments
    | TokenArguments
    | SelfTestArguments
    | WorkerArguments
)

_READERS: dict[str, Callable[[Sequence[str]], Arguments]] = {
    "add": read_add_line,
    "cookies": read_cookies_line,
    "serve": read_serve_line,
    "token": read_token_line,
}
"""Commands with a module of their own."""


def parse(argv: Sequence[str]) -> Arguments:
    """Read what comes after the program's name. Files named by `--from-file` are read, "-" is stdin.

    Raises:
        SystemExit: 2 on bad usage, with a sentence on stderr; 0 after `--help` and `--version`.
    """
    if any(is_page_link(text) for text in argv):
        return _of_page(argv)
    if argv and (read := _READERS.get(argv[0])):
        return read(argv[1:])
    if argv and argv[0] in COMMANDS:
        parser_of = {"get": _get_parser, "show": _metadata_parser}
        parser = parser_of[argv[0]]() if argv[0] in parser_of else _show_parser(argv[0])
        named = parser.parse_intermixed_args(_with_items_joined(argv[1:]))
        try:
            match argv[0]:
                case "get":
                    return _get(named)
                case "show":
                    return _metadata(named)
            return _show(argv[0], named)
        except UserError as error:
            parser.error(str(error))
    return _main(argv)


def _main(argv: Sequence[str]) -> Arguments:
    parser = _main_parser()
    named = parser.parse_intermixed_args(argv)
    if named.worker:
        return WorkerArguments()
    if named.self_test:
        return SelfTestArguments()
    try:
        return WindowArguments(links_of(named.links))
    except UserError as error:
        parser.error(_perhaps_a_command(named.links[0]) or str(error))


def _of_page(argv: Sequence[str]) -> Arguments:
    """A page chose what stands in such a link, and perhaps what the system made of it: it stands alone."""
    if len(argv) > 1:
        _main_parser().error("A mediadl: link stands alone: nothing else is taken beside it.")
    return WindowArguments(tuple(argv))


def _perhaps_a_command(word: str) -> str:
    """What to say of a first word that is neither command nor link; empty when it looks like a link."""
    if not word.isalpha():
        return ""
    near = difflib.get_close_matches(word.lower(), COMMANDS, n=1)
    advice = f"Did you mean “{near[0]}”?" if near else f"There are: {', '.join(COMMANDS)}."
    return f"There is no command “{word}”. {advice}"


def _get(named: argparse.Namespace) -> GetArguments:
    if named.items is not None:
        ranges.check(named.items)
    links = links_asked(named, "download")
    imported = conf_file(named.import_conf)
    options = options_asked(named)
    if named.archive is not None:
        options = saying(options, "skip_downloaded", True)
    options = layered(imported.options, options)
    if wrong := stopping(problems(options)):
        raise UserError(wrong[0].sentence)
    return GetArguments(
        links=links,
        options=options,
        notes=notes_of(imported),
        preset=named.preset,
        items=named.items,
        jobs=named.jobs,
        limit_rate=named.limit_rate,
        retries=named.retries,
        archive=archive_of(imported) if named.archive is None else archive_text_of(Path(named.archive)),
        as_json=named.json,
        is_verbose=named.verbose,
    )


def _metadata(named: argparse.Namespace) -> ShowArguments:
    to = None if named.to is None else Path(named.to)
    if to is not None and (not named.to.strip() or "\0" in named.to):
        raise UserError("--to names no file.")
    by_suffix = to is not None and to.suffix.lower() == ".csv"
    as_csv = named.csv or (by_suffix and not named.json)
    return ShowArguments(links_asked(named, "look at"), as_csv, to, named.verbose)


def _show(command: str, named: argparse.Namespace) -> FormatsArguments | PlaylistArguments:
    [link] = links_of([named.link])
    if command == "formats":
        return FormatsArguments(link, named.json, named.verbose)
    return PlaylistArguments(link, named.json, named.verbose)


def _with_items_joined(argv: Sequence[str]) -> list[str]:
    """Write "--items -5:" as "--items=-5:", which argparse would take for an option otherwise."""
    joined = list(argv)
    for at in range(len(joined) - 2, -1, -1):
        if joined[at] == "--items":
            joined[at : at + 2] = [f"--items={joined[at + 1]}"]
    return joined


def _jobs(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MAX_DOWNLOADS_LIMIT:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number from 1 to {MAX_DOWNLOADS_LIMIT}")
    return int(text)


def _retries(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > AUTOMATIC_RETRIES_LIMIT:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number from 0 to {AUTOMATIC_RETRIES_LIMIT}")
    return int(text)


def _main_parser() -> Parser:
    parser = Parser(
        prog="mediadl",
        usage="mediadl [URL…]\n       mediadl get URL… [options]\n"
        "       mediadl add URL… [options]\n       mediadl formats URL [--json]\n"
        "       mediadl playlist URL [--json]\n"
        "       mediadl show URL… [--csv] [--to FILE]\n"
        "       mediadl cookies import|login|list|test|delete|export"
        "\n       mediadl serve [options]\n       mediadl token new|list|revoke",
        description="Paste a link, get the file. Without a command the window opens and adds the links.",
        epilog="Commands: get downloads in the terminal, add gives links to the MediaDL that runs, "
        "formats and playlist show what a link offers, "
        "show writes all that is known of links, cookies keeps accounts, "
        "serve runs the local API without a window, token makes and revokes its tokens. "
        "“mediadl get --help” tells more.",
        allow_abbrev=False,
    )
    parser.add_argument("links", nargs="*", metavar="URL", help="link to add")
    parser.add_argument("--version", action="version", version=f"mediadl {__version__}")
    parser.add_argument("--self-test", action="store_true", help="check that this installation works")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    return parser


def _get_parser() -> Parser:
    parser = Parser(
        prog="mediadl get",
        description="Download links in the terminal.",
        epilog="Exit code: 0 all done, 1 some failed, 2 bad usage (nothing was started), 130 interrupted.",
        allow_abbrev=False,
    )
    add = parser.add_argument
    add_links(parser)
    add_what(parser)
    add("--items", metavar="RANGES", help="entries to take from lists, such as 1-3,7 (default: all)")
    add("--jobs", type=_jobs, metavar="N",
        help=f"downloads at once, 1 to {MAX_DOWNLOADS_LIMIT} (default: as in Settings)")  # fmt: skip
    add("--limit-rate", type=speed, metavar="RATE",
        help="bytes a second for all downloads together, such as 500K or 2.5M; 0 is no limit"
        " (default: as in Settings)")  # fmt: skip
    add("--retries", type=_retries, metavar="N",
        help="how often a passing fault is tried again, 0 is never (default: as in Settings)")  # fmt: skip
    add("--archive", metavar="FILE",
        help="skip what this archive of yt-dlp lists and what was downloaded before")  # fmt: skip
    add("--import-conf", metavar="FILE", help="take over what a yt-dlp.conf says, below all other options")
    add_how(parser)
    _add_output_options(parser, "print one JSON object a line for every event, and a summary at the end")
    return parser


def _show_parser(command: str) -> Parser:
    what = "formats that a link offers" if command == "formats" else "entries of a list"
    description = f"Show the {what}; nothing is downloaded."
    parser = Parser(prog=f"mediadl {command}", description=description, allow_abbrev=False)
    parser.add_argument("link", metavar="URL")
    _add_output_options(parser, "print one JSON object")
    return parser


def _metadata_parser() -> Parser:
    parser = Parser(
        prog="mediadl show",
        description="Write what is known of links, of lists entry by entry; nothing is downloaded.",
        epilog="Cookies, headers and signed addresses are left out.",
        allow_abbrev=False,
    )
    add = parser.add_argument
    add_links(parser)
    add("--csv", action="store_true", help="write a table of comma-separated values, a line for each media")
    add("--to", metavar="FILE", help="file to write; its suffix .csv or .json says which (default: print)")
    _add_output_options(parser, "write one JSON object, which is the default")
    return parser


def _add_output_options(parser: Parser, json_help: str) -> None:
    parser.add_argument("--json", action="store_true", help=json_help)
    parser.add_argument("--verbose", action="store_true", help="with an error, print its details")
