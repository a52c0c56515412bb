"""Cookies of a browser come by a worker, or it is said why not."""

import sys
from pathlib import Path

import pytest

from mediadl import wire
from mediadl.domain.errors import InvalidCookies
from mediadl.domain.failures import Failure, FailureKind
from mediadl.engine.browser_cookies import browser_cookies
from tests.helpers.jars import HELLO, a_cookie
from tests.helpers.ledger import a_ledger

_DONE = wire.Finished()
_REFUSED = wire.Failed(
    failure=Failure(kind=FailureKind.ACCOUNT_UNUSABLE, message="Chrome cannot be read here.")
)


def saying(*lines: wire.Message) -> list[str]:
    said = "".join(wire.encode(line).decode() for line in lines)
    return [sys.executable, "-c", f"print({HELLO!r}, end='', flush=True); input(); print({said!r}, end='')"]


async def test_what_a_worker_reads_is_given(tmp_path: Path) -> None:
    async with a_ledger(tmp_path, saying(wire.BrowserRead(cookies=(a_cookie(),)), _DONE)) as ledger:
        assert await browser_cookies(ledger.pool, "firefox", "") == (a_cookie(),)


@pytest.mark.parametrize(
    ("worker", "sentence"),
    [
        (saying(_REFUSED), "Chrome cannot be read here"),
        (saying(_DONE), "Chrome has no cookies in this profile"),
        ([sys.executable, "-c", "pass"], "ended unexpectedly"),
    ],
)
async def test_what_cannot_be_read_is_said(tmp_path: Path, worker: list[str], sentence: str) -> None:
    async with a_ledger(tmp_path, worker) as ledger:
        with pytest.raises(InvalidCookies, match=sentence):
            await browser_cookies(ledger.pool, "chrome", "")
