"""What ffmpeg records tells its length, and ends as a file that plays when it is stopped."""

import subprocess
from pathlib import Path

from mediadl import wire
from tests.helpers.media_facts import facts_of
from tests.helpers.media_site import MediaSiteProcess
from tests.helpers.workers import Answer, WorkerChild, download


def test_a_recording_by_ffmpeg_is_told_stopped_and_kept(
    site: MediaSiteProcess, worker: WorkerChild, tmp_path: Path
):
    site.reset()
    worker.write(wire.encode(download(site.url("lab/live/other?s=60;speed=4&via=ffmpeg"), tmp_path)))
    said = []
    for line in worker.until_end():
        said.append(line)
        if isinstance(line.message, wire.ProgressMade) and (line.message.progress.recorded_s or 0) >= 4:
            break
    worker.write(wire.encode(wire.StopLive()))
    answer = Answer([*said, *worker.until_end()])
    assert 3.5 <= facts_of(answer.file).duration_s < 50
    command = ["ffmpeg", "-v", "error", "-i", str(answer.file), "-f", "null", "-"]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stderr == ""
    assert any(progress.done_bytes for progress in answer.progress)
