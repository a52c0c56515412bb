"""The newcomer's proof, offline: a site of our own, the real window, one link, one file, one screenshot."""

import argparse
import asyncio
import subprocess
import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from mediadl.app import open_window
from mediadl.domain.job import FINAL_STATES, Job, JobState
from mediadl.engine.engine import Engine
from mediadl.ui.loop import run
from mediadl.ui.main_window import MainWindow
from tests.helpers.engines import paths_in
from tests.helpers.media_site import MediaSite

TIMEOUT_S = 120.0
_PROBE = "format=format_long_name,duration,size:stream=codec_type,codec_name,width,height"


def main() -> int:
    parser = argparse.ArgumentParser(prog="dev.py demo", description=__doc__)
    parser.add_argument("--to", type=Path, help="folder for the file and the screenshot")
    arguments = parser.parse_args()
    folder = (arguments.to or Path(tempfile.mkdtemp(prefix="mediadl-demo-"))).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return run(lambda application: _demo(application, folder), [])


async def _demo(application: QApplication, folder: Path) -> int:
    async with MediaSite(["av480.mp4", "thumbs"]) as site:
        with tempfile.TemporaryDirectory(prefix="mediadl-demo-home-") as home:
            async with open_window(application, paths_in(Path(home))) as (window, engine):
                await engine.change_settings(download_folder=str(folder))
                link = site.url("page/demo", rate=3_000_000)
                print(f"adding {link}")
                job = await _downloaded(window, engine, link)
                await asyncio.sleep(1)  # the thumbnail may still be on its way
                screenshot = folder / "mediadl-demo.png"
                window.grab().save(str(screenshot))
    if job.state is not JobState.COMPLETED:
        print(f"the download failed: {job.failure.message if job.failure else job.state}", file=sys.stderr)
        return 1
    print(f"file: {job.files[0]}")
    print(await asyncio.to_thread(_probe, job.files[0]))
    print(f"screenshot: {screenshot}")
    return 0


async def _downloaded(window: MainWindow, engine: Engine, link: str) -> Job:
    window.add_links([link])
    async with asyncio.timeout(TIMEOUT_S):
        while not engine.jobs or engine.jobs[0].state not in FINAL_STATES:
            await asyncio.sleep(0.05)
    return engine.jobs[0]


def _probe(file: str) -> str:
    command = ["ffprobe", "-v", "error", "-show_entries", _PROBE, "-of", "default=noprint_wrappers=1", file]
    return subprocess.check_output(command, text=True).strip()


if __name__ == "__main__":
    sys.exit(main())
