"""Plays a scene in a process of its own, in front of a real screen; what it must show is not known here."""

import os
import subprocess
import sys

from tests.e2e.stage import ROOT


def play(
    module: str, *arguments: str, limit_s: float = 240, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run `tests.e2e.<module>` with these arguments; `environment` comes on top of ours."""
    return subprocess.run(
        [sys.executable, "-m", f"tests.e2e.{module}", *arguments],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "xcb", **environment},
        capture_output=True,
        text=True,
        timeout=limit_s,
        check=False,
    )
