"""A session and a screen of its own for each process of a test run that is spread over several."""

import contextlib
import os
import sys

from tests.helpers.display import virtual_screen
from tests.helpers.session_bus import private_session


def move_to(stack: contextlib.ExitStack) -> None:
    """Give this process a home, bus, keyring and screen of its own until the stack is closed.

    Windows of two processes on one screen would take the focus from each other.
    """
    if sys.platform != "linux":
        return
    environment = stack.enter_context(private_session(dict(os.environ)))
    environment = stack.enter_context(virtual_screen(environment))
    os.environ.clear()
    os.environ.update(environment)
