"""A token file is made private, kept over restarts, and refused when it is not ours alone."""

from pathlib import Path

import pytest

from mediadl.domain.clients import Scope
from mediadl.domain.errors import FolderUnusable
from mediadl.server.clients import Clients
from mediadl.server.token_file import provide
from mediadl.store.store import Store


async def test_a_file_is_made_once_and_its_token_opens_everything(tmp_path: Path) -> None:
    store = await Store.open(tmp_path / "a.sqlite3")
    clients, file = Clients(store.clients), tmp_path / "token"
    await provide(clients, file)
    assert file.stat().st_mode & 0o777 == 0o600
    token = file.read_text().strip()
    again = Clients(store.clients)
    await again.load()
    await provide(again, file)
    assert file.read_text().strip() == token
    found = again.find(token)
    assert found is not None
    assert (found.scopes, len(again.all)) == (frozenset({Scope.ALL}), 1)
    await store.close()


@pytest.mark.parametrize(
    ("text", "mode", "words"),
    [("x", 0o600, "holds no token"), ("x", 0o644, "Others may read"), (None, 0, "cannot be kept")],
)
async def test_a_file_that_cannot_be_trusted_is_refused(
    tmp_path: Path, text: str | None, mode: int, words: str
) -> None:
    store = await Store.open(tmp_path / "a.sqlite3")
    file = tmp_path / ("token" if text else "no/such/token")
    if text:
        file.write_text(text)
        file.chmod(mode)
    with pytest.raises(FolderUnusable, match=words):
        await provide(Clients(store.clients), file)
    await store.close()
