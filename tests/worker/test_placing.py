"""The layout decides where files go and in which order."""

import queue
from pathlib import Path

from mediadl import wire
from mediadl.worker.placing import Placing
from tests.helpers.workers import download

INFO = {
    "id": "a1",
    "title": "Dawn",
    "extractor_key": "Lab",
    "uploader": "Lab Films",
    "upload_date": "20260615",
}


def test_a_template_places_plain_files_media_first(tmp_path: Path):
    request = download("https://x/v", tmp_path, path_template="{uploader}/{title}", clash="skip")
    placing = Placing(request, lambda _message: None, queue.Queue())
    assert placing.place(INFO, "mp4").shown == "Lab Films/Dawn"
    assert (placing.clash, placing.media_last) == ("skip", False)
    beside = [(tmp_path / "a.srt", ".en")]
    assert placing.sidecars(INFO, beside) is beside


def test_a_library_has_names_of_its_own_and_takes_the_media_last(tmp_path: Path):
    numbers: queue.Queue[wire.SetNumber] = queue.Queue()
    numbers.put(wire.SetNumber(season=2026, number=61501))
    request = download("https://x/v", tmp_path, path_template="{id}", layout="media_library")
    Path(request.temp_folder).mkdir(parents=True)
    placing = Placing(request, lambda _message: None, numbers)
    assert placing.place(INFO, "mp4").stem == "Lab Films - S2026E061501 - Dawn [a1]"
    assert (placing.clash, placing.media_last) == ("replace", True)
    assert [tail for _path, tail in placing.sidecars(INFO, [(tmp_path / "a.srt", ".en")])] == ["", ".en"]
