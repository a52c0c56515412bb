"""A notification of the desktop, outside the window; where there is none the caller is told so."""

from __future__ import annotations

import asyncio
import sys

from mediadl.ui.desktop_bus import Method, Unavailable, call

# https://specifications.freedesktop.org/notification-spec/latest/protocol.html
NOTIFY = Method(
    "org.freedesktop.Notifications",
    "/org/freedesktop/Notifications",
    "org.freedesktop.Notifications",
    "Notify",
    "susssasa{sv}i",
)
_AS_LONG_AS_USUAL = -1


async def show_notification(title: str, text: str) -> bool:
    """Show it; False where the desktop has no notifications that we can reach."""
    if sys.platform in {"win32", "darwin"}:
        return False
    # The body may hold markup there, and a title of a video may hold anything.
    plain = text.replace("&", "&amp;").replace("<", "&lt;")
    hints, no_actions = {"desktop-entry": ("s", "mediadl")}, list[str]()
    values = ("MediaDL", 0, "mediadl", title, plain, no_actions, hints, _AS_LONG_AS_USUAL)
    try:
        await asyncio.to_thread(call, NOTIFY, values)
    except Unavailable:
        return False
    return True
