"""What was typed after `mediadl cookies`, as frozen data; no secret can be given on the line."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from mediadl.cli.links import links_of
from mediadl.cli.parser import Parser
from mediadl.domain.accounts import AccountKind
from mediadl.domain.errors import UserError

Action = Literal["import", "login", "list", "test", "delete", "export", "change-key"]
_KINDS = {
    "site": AccountKind.LOGIN,
    "video-password": AccountKind.VIDEO_PASSWORD,
    "proxy": AccountKind.PROXY,
}


@dataclass(frozen=True)
class CookiesArguments:
    """One thing to do with accounts; what an action does not use is empty."""

    action: Action
    file: str = ""
    """To import; "-" is stdin."""
    browser: str = ""
    profile: str = ""
    name: str | None = None
    """Of the account: the new one's, or the one's that it is about."""
    replaces: bool = False
    """Give the account of that name these cookies, if there is one."""
    kind: AccountKind = AccountKind.LOGIN
    site: str = ""
    username: str = ""
    link: str = ""
    to: Path | None = None
    """File to export to; None is the terminal."""
    is_sure: bool = False
    as_json: bool = False


def read_cookies_line(argv: Sequence[str]) -> CookiesArguments:
    """Read the line.

    Raises:
        SystemExit: 2 on bad usage, with a sentence on stderr; 0 after `--help`.
    """
    parser = _parser()
    named = parser.parse_args(argv)
    try:
        return _of(named)
    except UserError as error:
        parser.error(str(error))


def _of(named: argparse.Namespace) -> CookiesArguments:
    match named.action:
        case "import":
            return _import(named)
        case "login":
            return CookiesArguments(
                "login", name=named.name, kind=_KINDS[named.kind], site=named.site, username=named.user
            )
        case "test":
            [link] = links_of([named.link])
            return CookiesArguments("test", name=named.account, link=link)
        case "export":
            to = Path(named.to) if named.to else None
            return CookiesArguments("export", name=named.account, to=to, is_sure=named.yes)
        case "delete":
            return CookiesArguments("delete", name=named.account)
    return CookiesArguments(named.action, as_json=named.action == "list" and named.json)


def _import(named: argparse.Namespace) -> CookiesArguments:
    if bool(named.file) == bool(named.browser):
        raise UserError("Name a file of cookies, - for stdin, or a browser with --browser.")
    if named.replace and not named.name:
        raise UserError("--replace needs --name, to know which account gets these cookies.")
    browser, _colon, profile = (named.browser or "").partition(":")
    return CookiesArguments(
        "import",
        file=named.file or "",
        browser=browser.strip().lower(),
        profile=profile,
        name=named.name,
        replaces=named.replace,
    )


def _parser() -> Parser:
    parser = Parser(
        prog="mediadl cookies",
        description="Accounts: cookies and logins, sealed with a key in the system's keyring.",
        allow_abbrev=False,
    )
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")

    def action(name: Action, help_: str) -> Parser:
        made: Parser = actions.add_parser(name, help=help_, description=f"{help_}.", allow_abbrev=False)
        return made

    taken = action("import", "Take cookies from a file, from stdin, or from a browser")
    taken.add_argument("file", nargs="?", metavar="FILE", help="Netscape file or JSON export; - is stdin")
    taken.add_argument("--browser", metavar="BROWSER[:PROFILE]", help="such as firefox, or firefox:work")
    taken.add_argument("--name", metavar="NAME", help="name for the account (default: the site)")
    taken.add_argument("--replace", action="store_true", help="give them to the account of that name")
    login = action("login", "Add a login; its password is asked for, or read from stdin")
    login.add_argument("site", metavar="SITE", help="host of the site, or of the proxy")
    login.add_argument("--user", metavar="USER", default="", help="user name; a video's password has none")
    login.add_argument("--kind", choices=tuple(_KINDS), default="site", help="what it opens (default: site)")
    login.add_argument("--name", metavar="NAME", help="name for the account")
    action("list", "List the accounts, without any value").add_argument(
        "--json", action="store_true", help="print one JSON array"
    )
    tested = action("test", "Look at a link with an account and without it")
    tested.add_argument("account", metavar="NAME")
    tested.add_argument("link", metavar="URL")
    action("delete", "Delete an account for good").add_argument("account", metavar="NAME")
    exported = action("export", "Write the cookies of an account as a Netscape file")
    exported.add_argument("account", metavar="NAME")
    exported.add_argument("--to", metavar="FILE", help="file to write (default: print)")
    exported.add_argument("--yes", action="store_true", help="do not ask whether that is meant")
    action("change-key", "Seal all accounts with a new key; the old one opens none of them any more")
    return parser
