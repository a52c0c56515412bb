"""Opens the real window over a folder and prints, as JSON, what becomes of the vault and what is said of it.

Usage: `python -m tests.e2e.keyring_window FOLDER PICTURE`.
"""

import asyncio
import json
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from mediadl.app import open_window
from mediadl.domain.accounts import AccountKind
from mediadl.ui.loop import run
from tests.helpers.engines import paths_in

FAKE = "visibly-fake-password"
_LIMIT_S = 120.0
_MORE_S = 0.5
"""For a second notice, which must not come."""


def main(folder: Path, picture: Path) -> int:
    """Return the exit code of the window."""

    async def shown(application: QApplication) -> int:
        async with open_window(application, paths_in(folder)) as (window, engine):
            accounts = engine.accounts
            before = accounts.status
            said = {"opens_beside": window.isVisible() and not before.is_open and not before.message}
            async with asyncio.timeout(_LIMIT_S):
                await accounts.opened()
            said["at_start"] = [notice.text for notice in window.notices.shown]
            await accounts.add_login(AccountKind.LOGIN, "Mine", "site.test", "me", FAKE)
            await asyncio.sleep(_MORE_S)
            window.grab().save(str(picture))
            said["problem"] = accounts.status.problem
            said["notices"] = [notice.text for notice in window.notices.shown]
            said["saved"] = [account.is_saved for account in accounts.accounts if account.name == "Mine"]
            print(json.dumps(said), flush=True)
        return 0

    return run(shown, [])


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
