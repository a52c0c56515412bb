"""What was typed after `mediadl add`, as frozen data; whether a MediaDL runs is found out later."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from mediadl.cli.asked import add_how, add_links, add_what, links_asked, options_asked
from mediadl.cli.parser import Parser
from mediadl.domain.errors import UserError
from mediadl.domain.layers import Layer
from mediadl.domain.option_checks import problems, stopping
from mediadl.domain.options import DownloadOptions


@dataclass(frozen=True)
class AddArguments:
    """Give these links to the MediaDL that runs."""

    links: tuple[str, ...]
    """At least one, valid, in order, each once."""
    options: Layer = field(default_factory=DownloadOptions)
    """What was typed alone."""
    preset: str | None = None


def read_add_line(argv: Sequence[str]) -> AddArguments:
    """Read the line.

    Raises:
        SystemExit: 2 on bad usage, with a sentence on stderr; 0 after `--help`.
    """
    parser = _parser()
    named = parser.parse_intermixed_args(argv)
    try:
        options = options_asked(named)
        if wrong := stopping(problems(options)):
            raise UserError(wrong[0].sentence)
        return AddArguments(links_asked(named, "add"), options, named.preset)
    except UserError as error:
        parser.error(str(error))


def _parser() -> Parser:
    parser = Parser(
        prog="mediadl add",
        description="Give links to the MediaDL that runs: the window, which stays where it is, or"
        " “mediadl serve”.",
        epilog="Exit code: 0 taken, 1 no MediaDL runs or it does not take them, 2 bad usage.",
        allow_abbrev=False,
    )
    add_links(parser)
    add_what(parser)
    add_how(parser)
    return parser
