"""Other programs as they are used: a cold process each time, in an empty folder of the same disk."""

import asyncio
import os
import shlex
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

NICE = ("nice", "-n", "10")
"""The priority of the app's own workers: what else the machine does must hit both sides alike."""
YT_DLP = str(Path(sys.executable).with_name("yt-dlp"))
MEDIADL = str(Path(sys.executable).with_name("mediadl"))


def environment() -> dict[str, str]:
    """Ours with no proxy for loopback, and the programs of this environment first."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    return {**os.environ, "PATH": path, "no_proxy": "127.0.0.1,localhost"}


def words(command: Sequence[str]) -> str:
    """The command as it is run."""
    return shlex.join(Path(word).name if word in {YT_DLP, MEDIADL} else word for word in command)


async def timed(command: Sequence[str], scratch: Path, *, stdin: bytes = b"", files: int = 1) -> float:
    """Run a command in a folder of its own below `scratch` and return its seconds.

    Raises:
        RuntimeError: it failed, or left another number of files than `files`.
    """
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        began_s = time.monotonic()
        process = await asyncio.create_subprocess_exec(
            *command,
            cwd=folder,
            env=environment(),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        _, errors = await process.communicate(stdin)
        took_s = time.monotonic() - began_s
        made = [path.name for path in Path(folder).iterdir()]
    if process.returncode or len(made) != files:
        raise RuntimeError(f"{words(command)}: {process.returncode}, {made}, {errors.decode()[-2000:]}")
    return took_s
