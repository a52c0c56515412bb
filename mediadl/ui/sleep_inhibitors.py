"""Keeps the computer from falling asleep, as each system wants to be asked; when to ask is not known here."""

from __future__ import annotations

import asyncio
import logging
import os
import subprocess
import sys
from collections.abc import Callable

from mediadl.ui.desktop_bus import Method, Unavailable, hold

Release = Callable[[], None]

_log = logging.getLogger(__name__)

_WHO = "MediaDL"
_WHY = "Downloads are running"

GNOME = Method(
    "org.gnome.SessionManager", "/org/gnome/SessionManager", "org.gnome.SessionManager", "Inhibit", "susu"
)
POWER_MANAGEMENT = Method(
    "org.freedesktop.PowerManagement",
    "/org/freedesktop/PowerManagement/Inhibit",
    "org.freedesktop.PowerManagement.Inhibit",
    "Inhibit",
    "ss",
)
SCREEN_SAVER = Method(
    "org.freedesktop.ScreenSaver",
    "/org/freedesktop/ScreenSaver",
    "org.freedesktop.ScreenSaver",
    "Inhibit",
    "ss",
)
LOGIND = Method(
    "org.freedesktop.login1",
    "/org/freedesktop/login1",
    "org.freedesktop.login1.Manager",
    "Inhibit",
    "ssss",
    "SYSTEM",
)
_NO_SUSPEND = 4  # gnome-session, gsm-inhibitor-flag.h
# The first that is there is taken. The first two let the screen go dark; the last one is for sessions without
# a desktop. Falling asleep by hand stays possible with each of them.
# https://specifications.freedesktop.org/idle-inhibit-spec/latest/
# https://systemd.io/INHIBITOR_LOCKS/
_ASKED = (
    (GNOME, (_WHO, 0, _WHY, _NO_SUSPEND)),
    (POWER_MANAGEMENT, (_WHO, _WHY)),
    (SCREEN_SAVER, (_WHO, _WHY)),
    (LOGIND, ("idle", _WHO, _WHY, "block")),
)

_ES_CONTINUOUS, _ES_SYSTEM_REQUIRED = 0x80000000, 0x00000001  # SetThreadExecutionState, winbase.h


async def stay_awake() -> Release | None:
    """Ask the system to stay awake; the function that is returned ends that. None when it cannot be asked."""
    if sys.platform == "win32":
        return _windows()
    if sys.platform == "darwin":
        return _macos()
    return await asyncio.to_thread(_linux)


def _linux() -> Release | None:
    for method, values in _ASKED:
        try:
            return hold(method, values).release
        except Unavailable as reason:
            _log.debug("not kept awake by %s", reason)
    return None


def _windows() -> Release | None:
    """The state belongs to the thread that asks: here that of the window."""
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        if kernel.SetThreadExecutionState(_ES_CONTINUOUS | _ES_SYSTEM_REQUIRED):
            return lambda: kernel.SetThreadExecutionState(_ES_CONTINUOUS)
    return None


def _macos() -> Release | None:
    """`caffeinate` ends with this process, whatever becomes of it."""
    return _while_it_runs(("/usr/bin/caffeinate", "-i", "-w", str(os.getpid())))


def _while_it_runs(command: tuple[str, ...]) -> Release | None:
    try:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    except OSError as reason:
        _log.debug("not kept awake: %s", reason)
        return None

    def release() -> None:
        process.terminate()
        process.wait()

    return release
