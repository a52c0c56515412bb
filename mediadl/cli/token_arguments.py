"""What was typed after `mediadl token`, as frozen data; a token itself never stands on a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from mediadl.cli.parser import Parser
from mediadl.domain.clients import Scope


@dataclass(frozen=True)
class TokenArguments:
    """One thing to do with tokens of the API; what an action does not use is empty."""

    action: Literal["new", "list", "revoke"]
    name: str = ""
    """Of the new one's client."""
    scopes: tuple[Scope, ...] = ()
    for_extensions: bool = False
    """Whether it is for a browser extension that cannot pair."""
    which: str = ""
    """Id, or the beginning of one, or the name of a client."""


def read_token_line(argv: Sequence[str]) -> TokenArguments:
    """Read the line.

    Raises:
        SystemExit: 2 on bad usage, with a sentence on stderr; 0 after `--help`.
    """
    named = _parser().parse_args(argv)
    match named.action:
        case "new":
            scopes = tuple(dict.fromkeys(Scope(word) for word in named.scope))
            return TokenArguments("new", name=named.name, scopes=scopes, for_extensions=named.for_extensions)
        case "revoke":
            return TokenArguments("revoke", which=named.which)
    return TokenArguments("list")


def _parser() -> Parser:
    parser = Parser(prog="mediadl token", description="Tokens of the local API.", allow_abbrev=False)
    actions = parser.add_subparsers(dest="action", required=True, metavar="new|list|revoke")
    new = actions.add_parser("new", help="make a token and print it, once", allow_abbrev=False)
    new.add_argument("--scope", action="append", required=True, choices=[scope.value for scope in Scope],
        help="what it may do; give it once for each")  # fmt: skip
    new.add_argument("--name", default="Terminal", help="what it is shown as (default: Terminal)")
    new.add_argument("--for-extensions", action="store_true",
        help="for an extension that cannot pair; it belongs to the first that uses it")  # fmt: skip
    actions.add_parser("list", help="show who has a token", allow_abbrev=False)
    revoke = actions.add_parser("revoke", help="take a token back at once", allow_abbrev=False)
    revoke.add_argument("which", metavar="ID", help="id as the list shows it, or the name")
    return parser
