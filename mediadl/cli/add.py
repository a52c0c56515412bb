"""`mediadl add`: gives links to the MediaDL of this user that runs, and says so when none does."""

from typing import TextIO

from mediadl.cli.add_arguments import AddArguments
from mediadl.cli.text import visible
from mediadl.domain.errors import UnknownPreset, UserError
from mediadl.domain.resolving import find_preset
from mediadl.engine.hand_over import HandedOver, Send, hand_over
from mediadl.paths import Paths
from mediadl.store.ownership import Ownership
from mediadl.store.settings import peek

_BAD_USAGE = 2
_NOBODY = (
    "MediaDL is not running. Start it (“mediadl”, or “mediadl serve” without a window) and add the link"
    " again; “mediadl get” downloads without it."
)
_SILENT = "MediaDL is running, but it does not answer. End it, start it again, then add the link again."


def add(arguments: AddArguments, paths: Paths, send: Send, output: TextIO, errors: TextIO) -> int:
    """Give the links away and return the exit code. This blocks.

    Raises:
        UserError: nobody takes them.
    """
    try:
        if arguments.preset is not None:
            find_preset(peek(paths.database), arguments.preset)
    except UnknownPreset as error:
        errors.write(f"mediadl add: {visible(str(error))}\n")
        return _BAD_USAGE
    handed = HandedOver(
        links=list(arguments.links), preset=arguments.preset, options=arguments.options, is_quiet=True
    )
    is_there = Ownership(paths.lock).owner_is_alive()
    if not hand_over(handed, paths, send, timeout_s=5.0 if is_there else 0.0):
        raise UserError(_SILENT if is_there else _NOBODY)
    count = len(arguments.links)
    output.write("Added 1 link.\n" if count == 1 else f"Added {count} links.\n")
    return 0
