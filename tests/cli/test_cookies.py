"""Accounts in the terminal: what is printed has no value in it, but for an export that was confirmed."""

import io
import json
import stat
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from mediadl.cli.cookies import Console, cookies
from mediadl.cli.cookies_arguments import read_cookies_line
from mediadl.domain.accounts import AccountKind, KeyringProblem, VaultStatus
from tests.helpers.jars import ECHO, a_jar
from tests.helpers.ledger import Ledger, a_ledger


@pytest.fixture
async def ledger(tmp_path: Path) -> AsyncIterator[Ledger]:
    async with a_ledger(tmp_path, ECHO) as opened:
        opened.items.status = VaultStatus(is_open=True)
        yield opened


async def run(ledger: Ledger, *line: str, typed: bytes = b"") -> tuple[int, str, str]:
    console = Console(io.TextIOWrapper(io.BytesIO(typed)), io.StringIO(), io.StringIO())
    code = await cookies(read_cookies_line(line), ledger.accounts, console)
    return code, console.output.getvalue(), console.errors.getvalue()


async def test_a_jar_comes_from_stdin_or_a_file_and_is_listed_without_values(
    ledger: Ledger, tmp_path: Path
) -> None:
    (tmp_path / "jar.txt").write_bytes(a_jar(a="HUSH"))
    code, out, _ = await run(ledger, "import", str(tmp_path / "jar.txt"), "--name", "Work")
    assert (code, out) == (0, "Added: “Work” (example.com, 1 cookie).\n")
    await run(ledger, "import", "-", typed=a_jar("other.org", b="HUSH"))
    _, listed, _ = await run(ledger, "list")
    _, record, _ = await run(ledger, "list", "--json")
    assert [one["name"] for one in json.loads(record)] == ["other.org", "Work"]
    assert "Work" in listed
    assert "HUSH" not in listed + record


async def test_a_script_can_renew_an_account(ledger: Ledger) -> None:
    line = ("import", "-", "--name", "Work", "--replace")
    assert (await run(ledger, *line, typed=a_jar(a="0")))[1].startswith("Added")
    assert (await run(ledger, *line, typed=a_jar(a="1", b="2")))[1].startswith("Changed")
    assert [one.cookie_count for one in ledger.accounts.accounts] == [2]


async def test_a_password_is_read_from_stdin(ledger: Ledger) -> None:
    line = ("login", "proxy.lan", "--user", "me", "--kind", "proxy")
    assert (await run(ledger, *line, typed=b"not-real\n"))[:2] == (
        0,
        "Added: “Proxy proxy.lan” (proxy.lan).\n",
    )
    (account,) = ledger.accounts.accounts
    assert (await ledger.accounts._sealed.read(account.id)).password == "not-real"


async def test_an_export_is_confirmed_and_private(ledger: Ledger, tmp_path: Path) -> None:
    await ledger.accounts.import_cookies(a_jar(a="HUSH"), name="Work")
    code, out, err = await run(ledger, "export", "Work")
    assert (code, out) == (1, "")
    assert "--yes" in err
    assert "HUSH" in (await run(ledger, "export", "work", "--yes"))[1]
    place = tmp_path / "out.txt"
    code, out, _ = await run(ledger, "export", "Work", "--yes", "--to", str(place))
    assert (code, "HUSH" in out, "HUSH" in place.read_text()) == (0, False, True)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600


async def test_an_account_is_deleted_by_its_name(ledger: Ledger) -> None:
    await ledger.accounts.import_cookies(a_jar(), name="Work")
    assert (await run(ledger, "delete", "WORK"))[:2] == (0, "“Work” is deleted.\n")
    assert (await run(ledger, "list"))[1].startswith("There are no accounts")


async def test_without_accounts_there_is_no_key_to_change(ledger: Ledger) -> None:
    code, out, _ = await run(ledger, "change-key")
    assert (code, out) == (0, "There are no accounts, so there is no key to change.\n")
    await ledger.accounts.import_cookies(a_jar())
    assert (await run(ledger, "change-key"))[1].startswith("Your accounts are sealed with a new key.")


@pytest.mark.parametrize(
    ("line", "typed", "sentence"),
    [
        (("delete", "Nobody"), b"", "“Nobody” is not there any more"),
        (("import", "nowhere.txt"), b"", "“nowhere.txt” cannot be read: No such file"),
        (("import", "-"), b"<!doctype html><html>", "HTML"),
        (("login", "a.org", "--user", "me"), b"", "password is empty"),
        (("test", "Nobody", "https://a.org/"), b"", "“Nobody”"),
    ],
)
async def test_what_does_not_work_is_a_sentence(
    ledger: Ledger, line: tuple[str, ...], typed: bytes, sentence: str
) -> None:
    code, out, err = await run(ledger, *line, typed=typed)
    assert (code, out) == (1, "")
    assert sentence in err


async def test_without_a_keyring_nothing_is_taken_that_would_be_lost(ledger: Ledger) -> None:
    ledger.items.status = VaultStatus(False, KeyringProblem.NO_KEYRING, "There is no keyring.")
    assert (await run(ledger, "list"))[2] == "mediadl cookies: There is no keyring.\n"
    code, _, err = await run(ledger, "import", "-", typed=a_jar())
    assert (code, err) == (1, "mediadl cookies: Accounts cannot be used now. There is no keyring.\n")
    assert ledger.items.ids() == ()


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no file without an end")
async def test_a_file_without_an_end_is_not_read_to_it(ledger: Ledger) -> None:
    code, _, err = await run(ledger, "import", "/dev/zero")
    assert (code != 0, "too large" in err) == (True, True)


async def test_new_cookies_replace_cookies_alone_and_never_a_login_of_that_name(ledger: Ledger) -> None:
    await ledger.accounts.add_login(AccountKind.LOGIN, "Work", "example.com", "me", "not-real")
    line = ("import", "-", "--name", "Work", "--replace")
    assert (await run(ledger, *line, typed=a_jar(a="1")))[1].startswith("Added")
    assert (await run(ledger, *line, typed=a_jar(a="2")))[1].startswith("Changed")
    jar = next(one for one in ledger.accounts.accounts if one.kind is AccountKind.COOKIES)
    assert "a\t2" in await ledger.accounts.export(jar.id)


async def test_of_two_accounts_of_a_name_none_is_guessed(ledger: Ledger) -> None:
    login = await ledger.accounts.add_login(AccountKind.LOGIN, "Work", "example.com", "me", "not-real")
    jar = await ledger.accounts.import_cookies(a_jar(), name="Work")
    code, _, err = await run(ledger, "delete", "work")
    assert (code, login.id in err, jar.id in err) == (1, True, True)
    assert (await run(ledger, "export", "Work", "--yes"))[0] == 0  # a login has nothing to export
    assert (await run(ledger, "delete", login.id))[0] == 0
    assert [one.id for one in ledger.accounts.accounts] == [jar.id]
