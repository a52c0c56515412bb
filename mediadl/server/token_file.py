"""The file from which a script on this computer takes its token: private, made once, kept over restarts."""

import os
from pathlib import Path

from mediadl.domain.clients import Scope
from mediadl.domain.errors import FolderUnusable
from mediadl.server.clients import Clients
from mediadl.server.tokens import is_token, new_token


async def provide(clients: Clients, path: Path) -> None:
    """See to it that the file holds a token that opens everything; one that is there is kept.

    Raises:
        FolderUnusable: the file cannot be read or written, or others may read it.
        StoreUnusable: the client cannot be saved.
    """
    try:
        token = _read(path) or _written(path)
    except OSError as error:
        raise FolderUnusable(f"The token cannot be kept in “{path}”: {error.strerror}.") from error
    if clients.find(token) is None:
        await clients.make(f"Token file {path.name}", [Scope.ALL], token=token)


def _read(path: Path) -> str:
    """The token of the file; empty where there is no file."""
    try:
        found = path.stat()
        token = path.read_text(encoding="utf-8", errors="replace").strip()
    except FileNotFoundError:
        return ""
    if os.name == "posix" and found.st_mode & 0o077:
        raise FolderUnusable(f"Others may read “{path}”. Make it private: chmod 600 “{path}”")
    if not is_token(token):
        raise FolderUnusable(f"“{path}” holds no token. Remove the file, and a new one is made.")
    return token


def _written(path: Path) -> str:
    token = new_token()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f"{token}\n")
    return token
