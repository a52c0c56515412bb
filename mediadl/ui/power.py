"""The programs that put the computer to sleep or shut it down, and how programs are run at the end."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Mapping, Sequence

from mediadl.domain.errors import UserError
from mediadl.engine.worker_process import worker_environment

Commands = Mapping[str, Sequence[str]]
"""Program and arguments for "sleep" and "shut_down"."""

COMMANDS: Mapping[str, Commands] = {
    "linux": {"sleep": ("systemctl", "suspend"), "shut_down": ("systemctl", "poweroff")},
    "darwin": {
        "sleep": ("/usr/bin/pmset", "sleepnow"),
        "shut_down": ("/usr/bin/osascript", "-e", 'tell application "System Events" to shut down'),
    },
    "win32": {
        "sleep": ("rundll32.exe", "powrprof.dll,SetSuspendState", "0,1,0"),
        "shut_down": ("shutdown.exe", "/s", "/t", "0"),
    },
}


def commands_here() -> Commands:
    """Those of this system."""
    return COMMANDS.get(sys.platform, COMMANDS["linux"])


async def run_program(command: Sequence[str]) -> None:
    """Run a program to its end, without a shell; it lives on when we are cancelled.

    Raises:
        UserError: it cannot be started, or ends with an error code; with what it said last.
    """
    try:
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
            env=worker_environment(os.environ),
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UserError(f"“{command[0]}” could not be started: {reason}.") from error
    _, said = await process.communicate()
    if process.returncode:
        words = said.decode(errors="replace").strip().splitlines()
        tail = f": {words[-1][:200]}" if words else "."
        raise UserError(f"“{command[0]}” ended with error code {process.returncode}{tail}")
