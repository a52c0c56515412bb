"""What was typed after `mediadl serve`, and what the environment says where nothing was typed."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mediadl.cli.parser import Parser
from mediadl.domain.errors import UserError


@dataclass(frozen=True)
class ServeArguments:
    """Serve the API without a window."""

    port: int | None = None
    """This port and no other; None is the Settings' one, or one of the next nine."""
    token_file: Path | None = None
    """Holds the token of scripts; made if missing."""
    to: Path | None = None
    """Absolute folder for files; None is the Settings' one."""
    pairs: bool = False
    """Let browsers ask for a token in the first two minutes."""
    settings: dict[str, Any] = field(default_factory=dict)
    """What of `Settings` holds while this serves; it is not saved."""


def read_serve_line(argv: Sequence[str]) -> ServeArguments:
    """Read the line, and the environment for what it leaves out.

    Raises:
        SystemExit: 2 on bad usage, with a sentence on stderr; 0 after `--help`.
    """
    from mediadl.cli.serve_environment import read_environment

    parser = _parser()
    named = parser.parse_args(argv)
    try:
        around = read_environment()
    except UserError as error:
        parser.error(str(error))
    to = named.to or around.to
    token_file = named.token_file or around.token_file
    return ServeArguments(
        port=named.port or around.port,
        token_file=token_file.expanduser().absolute() if token_file else None,
        to=to.expanduser().absolute() if to else None,
        pairs=named.pair,
        settings=around.settings,
    )


def _parser() -> Parser:
    parser = Parser(
        prog="mediadl serve",
        description="Serve the local API, and download what its clients ask for, without a window.",
        epilog="What is not given here the environment says, and then Settings: MEDIADL_PORT, "
        "MEDIADL_TOKEN_FILE, MEDIADL_TO; and also MEDIADL_MAX_DOWNLOADS, MEDIADL_SITE_DOWNLOADS, "
        "MEDIADL_SPEED_LIMIT, MEDIADL_RETRIES, MEDIADL_API_METUBE, MEDIADL_API_ARIA2.",
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("--port", type=_port, metavar="N", help="port on this computer (default: as in Settings)")
    add("--token-file", type=Path, metavar="FILE",
        help="file for the token of scripts on this computer, made if missing")  # fmt: skip
    add("--to", type=Path, metavar="DIR", help="folder for the files (default: as in Settings)")
    add("--pair", action="store_true", help="let a browser ask for a token in the first two minutes")
    return parser


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65_535:
        raise argparse.ArgumentTypeError(f"“{text}” is not a port from 1 to 65535")
    return int(text)
