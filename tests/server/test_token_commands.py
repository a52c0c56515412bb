"""Tokens from the terminal are printed once, listed without, and revoked, also beside a program that runs."""

import io
from pathlib import Path

import pytest

from mediadl.domain.clients import Scope
from mediadl.domain.errors import UserError
from mediadl.server.token_commands import new, revoke, show
from tests.helpers.api import CHROME, FIREFOX, Running
from tests.helpers.engines import paths_in, until


async def test_a_token_is_made_listed_and_revoked(tmp_path: Path) -> None:
    paths, output = paths_in(tmp_path), io.StringIO()
    await new(paths, "Script", [Scope.READ, Scope.SUBMIT], output)
    token = output.getvalue().strip()
    assert token.startswith("mdl_")
    listed = io.StringIO()
    await show(paths, listed)
    assert "Script  read,submit  never used" in listed.getvalue()
    assert token not in listed.getvalue()
    await revoke(paths, "Script", io.StringIO())
    again = io.StringIO()
    await show(paths, again)
    assert "revoked" in again.getvalue()
    with pytest.raises(UserError, match="no token"):
        await revoke(paths, "Script", io.StringIO())


async def test_a_program_that_runs_notices_within_moments(api: Running) -> None:
    paths, output = paths_in(api.folder), io.StringIO()
    await new(paths, "Script", [Scope.READ], output)
    token = output.getvalue().strip()
    await until(lambda: api.server.clients.find(token), 10)
    assert (await api.ask("GET", "/download", token)).status == 200
    await revoke(paths, "Script", io.StringIO())
    await until(lambda: api.server.clients.find(token) is None, 10)
    assert (await api.ask("GET", "/download", token)).status == 401


async def test_a_token_for_extensions_works_from_the_first_of_them_alone(api: Running) -> None:
    output = io.StringIO()
    await new(paths_in(api.folder), "Add-on", [Scope.READ], output, for_extensions=True)
    token = output.getvalue().strip()
    await until(lambda: api.server.clients.find(token), 10)
    asked = [
        await api.ask("GET", "/download", token, headers={"Origin": origin} if origin else {})
        for origin in (None, FIREFOX, CHROME, None, FIREFOX)
    ]
    assert [answer.status for answer in asked] == [403, 200, 403, 403, 200]
