"""The window while a program floods its API: `python -m tests.e2e.flood_scene FOLDER`."""

import asyncio
import io
import json
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

from mediadl.domain.clients import Scope
from mediadl.server.token_commands import new
from tests.bench.ticker import Ticker
from tests.e2e.stage import ROOT, Stage, perform
from tests.helpers.api_shell import a_free_port
from tests.helpers.engines import paths_in

FRAME_MS = 50.0
"""What one turn of the loop may take of the processor: that of a crowded machine is not counted."""


async def flooded(stage: Stage) -> None:
    """Guesses, requests and links come as fast as they can, and no turn of the window's loop is long."""
    port, output = a_free_port(), io.StringIO()
    await new(paths_in(stage.folder), "Script", [Scope.READ, Scope.SUBMIT], output)
    await stage.engine.change_settings(api_enabled=True, api_port=port)
    ticker = Ticker()
    flood = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.e2e.flood", str(port), cwd=ROOT, stdin=PIPE, stdout=PIPE
    )
    assert flood.stdin is not None
    assert flood.stdout is not None
    flood.stdin.write(output.getvalue().encode())
    flood.stdin.close()
    assert await flood.stdout.readline() == b"begun\n"
    ticker.start()
    said, _ = await flood.communicate()
    own_ms = sorted(ticker.stop()["own_ms"])
    counts: dict[str, int] = json.loads(said)
    assert set(counts) == {"200", "201", "401", "429"}, counts
    assert len(stage.engine.jobs) == counts["201"]
    assert own_ms[-1] < FRAME_MS, (counts, own_ms[-10:])


if __name__ == "__main__":
    sys.exit(perform(flooded, Path(sys.argv[1])))
