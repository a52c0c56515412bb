"""`mediadl cookies`: accounts in the terminal; secrets come by file, stdin or prompt, never by the line."""

import asyncio
import contextlib
import getpass
import json
import sys
from collections.abc import Awaitable, Callable, Container
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from mediadl.cli.cookies_arguments import CookiesArguments
from mediadl.cli.text import Lines, visible
from mediadl.domain.account_choice import IDENTITIES, find
from mediadl.domain.account_words import KINDS
from mediadl.domain.accounts import Account, AccountKind, AccountSource, AccountState
from mediadl.domain.cookie_files import MAX_BYTES
from mediadl.domain.errors import InvalidCookies, UnknownAccount, UserError
from mediadl.engine.accounts import Accounts
from mediadl.engine.whole_file import save_private

_DONE, _FAILED = 0, 1


@dataclass(frozen=True)
class Console:
    """Where a command reads and writes."""

    input: TextIO
    output: TextIO
    errors: TextIO


async def cookies(arguments: CookiesArguments, accounts: Accounts, console: Console | None = None) -> int:
    """Do it and return the exit code; 1 comes with a sentence on stderr."""
    console = console or Console(sys.stdin, sys.stdout, sys.stderr)
    out, bad_news = Lines(console.output), Lines(console.errors)
    try:
        status = await accounts.opened()
        if status.message and arguments.action != "list":
            raise UserError(f"Accounts cannot be used now. {status.message}")
        if status.message:
            bad_news.write(f"mediadl cookies: {visible(status.message)}")
        out.write(await _ACTIONS[arguments.action](arguments, accounts, console))
    except UserError as error:
        bad_news.write(f"mediadl cookies: {visible(str(error))}")
        return _FAILED
    return _DONE


async def _import(arguments: CookiesArguments, accounts: Accounts, console: Console) -> str:
    if arguments.browser:
        return _added(await accounts.import_browser(arguments.browser, arguments.profile, arguments.name))
    data = await asyncio.to_thread(_content, arguments.file, console.input)
    if arguments.replaces and (known := _jar(accounts, arguments.name or "")):
        return _added(await accounts.update_secret(known.id, data=data), "Changed")
    source = AccountSource.PASTED if arguments.file == "-" else AccountSource.FILE
    return _added(await accounts.import_cookies(data, name=arguments.name, source=source))


async def _login(arguments: CookiesArguments, accounts: Accounts, console: Console) -> str:
    password = await asyncio.to_thread(_password, console)
    added = await accounts.add_login(
        arguments.kind, arguments.name, arguments.site, arguments.username, password
    )
    return _added(added)


async def _list(arguments: CookiesArguments, accounts: Accounts, console: Console) -> str:
    if arguments.as_json:
        return json.dumps([_record(one) for one in accounts.accounts], ensure_ascii=False, indent=2)
    if not accounts.accounts:
        return "There are no accounts. “mediadl cookies import FILE” adds one."
    from mediadl.cli.tables import accounts_table, laid_out  # rich takes its time to import

    return laid_out(accounts_table(accounts.accounts), console.output)


async def _test(arguments: CookiesArguments, accounts: Accounts, _console: Console) -> str:
    account = _only(accounts, arguments.name or "", IDENTITIES)
    return visible(await accounts.test(account.id, arguments.link))


async def _delete(arguments: CookiesArguments, accounts: Accounts, _console: Console) -> str:
    account = _only(accounts, arguments.name or "", frozenset(AccountKind))
    await accounts.delete(account.id)
    return f"“{visible(account.name)}” is deleted."


async def _export(arguments: CookiesArguments, accounts: Accounts, console: Console) -> str:
    account = _only(accounts, arguments.name or "", {AccountKind.COOKIES})
    if not arguments.is_sure:
        await asyncio.to_thread(_confirm, account, console)
    text = await accounts.export(account.id)
    if arguments.to is None:
        return text.rstrip("\n")
    await save_private(arguments.to, text)
    return f"The cookies of “{visible(account.name)}” are in {visible(str(arguments.to))}."


async def _change_key(_arguments: CookiesArguments, accounts: Accounts, _console: Console) -> str:
    if accounts.is_empty:
        return "There are no accounts, so there is no key to change."
    await accounts.change_key()
    if any(one.state is AccountState.UNREADABLE for one in accounts.accounts):
        return "Your accounts are sealed with a new key, but for those that cannot be opened."
    return "Your accounts are sealed with a new key. The old one opens none of them any more."


_ACTIONS: dict[str, Callable[[CookiesArguments, Accounts, Console], Awaitable[str]]] = {
    "import": _import,
    "login": _login,
    "list": _list,
    "test": _test,
    "delete": _delete,
    "export": _export,
    "change-key": _change_key,
}


def _jar(accounts: Accounts, name: str) -> Account | None:
    """The cookies of this name or id, which new ones may replace."""
    jars = [one for one in accounts.accounts if one.kind is AccountKind.COOKIES]
    try:
        return find(jars, name)
    except UnknownAccount:
        return None


def _only(accounts: Accounts, wanted: str, kinds: Container[AccountKind]) -> Account:
    """The account of this id or name, of one of these kinds.

    Raises:
        UserError: there is none, or there are several: none of them is guessed.
    """
    fitting = [one for one in accounts.accounts if one.kind in kinds]
    named = [one for one in fitting if one.name.casefold() == wanted.strip().casefold()]
    if len(named) > 1 and wanted not in {one.id for one in fitting}:
        said = ", ".join(f"{one.id} ({KINDS[one.kind].lower()})" for one in named)
        raise UserError(f"Several accounts have the name “{wanted}”. Say which one by its id: {said}.")
    return named[0] if named else accounts.account(wanted)


def _added(account: Account, verb: str = "Added") -> str:
    count = (
        f", {account.cookie_count} cookie{'s'[: account.cookie_count > 1]}" if account.cookie_count else ""
    )
    sites = ", ".join(account.domains[:3]) + (", …" if len(account.domains) > 3 else "")
    return visible(f"{verb}: “{account.name}” ({sites}{count}).")


def _record(account: Account) -> dict[str, object]:
    return {
        "id": account.id,
        "kind": account.kind,
        "name": account.name,
        "domains": account.domains,
        "state": account.state,
        "cookies": account.cookie_count,
        "username": account.username or None,
        "source": account.source,
        "changed_at": account.changed_at.isoformat(),
        "expires_at": account.expires_at.isoformat() if account.expires_at else None,
        "tested_at": account.tested_at.isoformat() if account.tested_at else None,
        "test_result": account.test_result or None,
    }


def _content(name: str, stdin: TextIO) -> bytes:
    """The file's content, as bytes; "-" is stdin."""
    try:
        with contextlib.nullcontext(stdin.buffer) if name == "-" else Path(name).open("rb") as file:
            data = file.read(MAX_BYTES + 1)  # whatever it is, /dev/zero too
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InvalidCookies(f"“{name}” cannot be read: {reason}.") from error
    if len(data) > MAX_BYTES:
        raise InvalidCookies("This is too large to be a file of cookies.")
    return data


def _password(console: Console) -> str:
    """Asked for where somebody sits, else the first line of stdin."""
    if console.input.isatty():
        return getpass.getpass("Password: ", stream=console.errors)
    return console.input.readline().rstrip("\r\n")


def _confirm(account: Account, console: Console) -> None:
    if not console.input.isatty():
        raise UserError("Whoever has the cookies is logged in as you. Say that it is meant with --yes.")
    console.errors.write(
        f"Whoever has the cookies of “{visible(account.name)}” is logged in as you. Export them? [y/N] "
    )
    console.errors.flush()
    if console.input.readline().strip().lower() not in {"y", "yes"}:
        raise UserError("Nothing was exported.")
