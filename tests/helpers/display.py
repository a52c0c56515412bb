"""A virtual screen with a window manager; standard library only, so that dev.py can use it before set-up."""

import contextlib
import os
import select
import subprocess
import time
from collections.abc import Iterator, Mapping

from tests.helpers.children import background, require

SCREEN = "1920x1200x24"
START_LIMIT_S = 20.0
# What would make Qt look at the user's own desktop instead of this screen.
FOREIGN = (
    "WAYLAND_DISPLAY",
    "XAUTHORITY",
    "XDG_CURRENT_DESKTOP",
    "QT_QPA_PLATFORMTHEME",
    "QT_STYLE_OVERRIDE",
)


def has_screen(environment: Mapping[str, str]) -> bool:
    """Say whether a window could open in this environment."""
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


@contextlib.contextmanager
def virtual_screen(environment: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Start Xvfb on a free display and openbox on it; yield the environment that leads there.

    Raises RuntimeError when one of them does not start.
    """
    read_end, write_end = os.pipe()
    command = ["Xvfb", "-displayfd", str(write_end), "-screen", "0", SCREEN, "-nolisten", "tcp", "-noreset"]
    with contextlib.ExitStack() as stack:
        stack.callback(os.close, read_end)
        try:
            stack.enter_context(background(command, environment, pass_fds=(write_end,)))
        finally:
            os.close(write_end)
        inner = {name: value for name, value in environment.items() if name not in FOREIGN}
        inner |= {"DISPLAY": f":{_display_number(read_end)}", "XDG_SESSION_TYPE": "x11"}
        stack.enter_context(background(["openbox", "--sm-disable"], inner))
        _await_window_manager(inner)
        yield inner


def _display_number(read_end: int) -> int:
    """Read the number that Xvfb writes, with a line end, once it accepts connections (Xserver(1))."""
    ready, _, _ = select.select([read_end], [], [], START_LIMIT_S)
    text = os.read(read_end, 16).decode() if ready else ""
    if not text.strip():
        raise RuntimeError("Xvfb, the virtual screen, did not start. Is the package xvfb installed?")
    return int(text)


def _await_window_manager(environment: Mapping[str, str]) -> None:
    """Wait for the property that a window manager sets on the root window (EWMH)."""
    require("xprop")
    command = ["xprop", "-root", "_NET_SUPPORTING_WM_CHECK"]
    deadline_s = time.monotonic() + START_LIMIT_S
    while time.monotonic() < deadline_s:
        said = subprocess.run(command, env=dict(environment), capture_output=True, check=False).stdout
        if b"window id" in said:
            return
        time.sleep(0.05)
    raise RuntimeError("openbox, the window manager, did not start. Is the package openbox installed?")
