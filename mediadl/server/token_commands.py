"""`mediadl token new|list|revoke`: in the database itself, whoever owns it; a program that runs notices."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TextIO

from mediadl.domain.clients import FIRST_EXTENSION, Client, Scope
from mediadl.domain.errors import UserError
from mediadl.paths import Paths, ensure_private
from mediadl.server.clients import client_with_token
from mediadl.store.clients import add_beside, clients_beside, revoke_beside
from mediadl.store.ownership import Ownership
from mediadl.store.store import Store

_SHORT = 8
"""So much of an id is shown, and enough to name it."""


async def new(
    paths: Paths, name: str, scopes: Sequence[Scope], output: TextIO, *, for_extensions: bool = False
) -> int:
    """Make a token and print it, once; one for extensions belongs to the first of them that uses it.

    Raises:
        UserError: it cannot be saved.
    """
    await _ensure_database(paths)
    client, token = client_with_token(name, scopes, origin=FIRST_EXTENSION if for_extensions else None)
    await asyncio.to_thread(add_beside, paths.database, client)
    output.write(f"{token}\n")
    return 0


async def show(paths: Paths, output: TextIO) -> int:
    """Print the clients, a line each.

    Raises:
        UserError: they cannot be read.
    """
    await _ensure_database(paths)
    clients = await asyncio.to_thread(clients_beside, paths.database)
    output.writelines(f"{_line(client)}\n" for client in clients)
    return 0


async def revoke(paths: Paths, which: str, output: TextIO) -> int:
    """Revoke the token whose id begins so, or whose client has this name.

    Raises:
        UserError: there is none, or more than one.
    """
    await _ensure_database(paths)
    clients = [one for one in await asyncio.to_thread(clients_beside, paths.database) if not one.is_revoked]
    found = [one for one in clients if one.id.startswith(which) or one.name == which]
    if len(found) != 1:
        what = "more than one token" if found else "no token"
        raise UserError(f"There is {what} “{which}”. “mediadl token list” shows them; give the id.")
    await asyncio.to_thread(revoke_beside, paths.database, found[0].id, datetime.now(UTC))
    output.write(
        f"The token of {found[0].name} opens nothing any more. "
        "MediaDL deletes the cookies that it has handed over: at once while it runs, else when it starts.\n"
    )
    return 0


async def _ensure_database(paths: Paths) -> None:
    """Make the database, or bring an old one up to date, unless somebody owns it and has done so."""
    ensure_private(paths.data)
    ownership = Ownership(paths.lock)
    if ownership.acquire("serve"):
        try:
            await (await Store.open(paths.database)).close()
        finally:
            ownership.release()


def _line(client: Client) -> str:
    used = f"{client.last_used_at:%Y-%m-%d}" if client.last_used_at else "never used"
    state = "revoked" if client.is_revoked else used
    words = (client.id[:_SHORT], client.name, ",".join(sorted(client.scopes)), state, client.origin or "")
    return "  ".join(words).rstrip()
