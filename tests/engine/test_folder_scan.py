"""Media of other programs are known by the notes beside them, or by the ids in their names."""

import json
from pathlib import Path

import pytest

from mediadl.domain.errors import UserError
from mediadl.engine.folder_scan import scan


def _put(folder: Path, name: str, note: object = None) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"media")
    if note is not None:
        file.with_name(f"{file.stem}.info.json").write_text(json.dumps(note))
    return file


def test_a_note_beside_the_file_says_what_it_is(tmp_path: Path):
    note = {"extractor_key": "Vimeo", "id": "12", "webpage_url": "https://vimeo.example/12", "title": "x"}
    file = _put(tmp_path, "deep/Film.mp4", note)
    (line,) = scan(tmp_path, {})
    assert (line.identity, line.intent, line.path, line.source) == ("vimeo 12", "video", str(file), "scan")


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Film [dQw4w9WgXcQ].webm", [("youtube dQw4w9WgXcQ", "video")]),
        ("Song [dQw4w9WgXcQ].opus", [("youtube dQw4w9WgXcQ", "audio")]),
        ("Film [77001].mkv", [("vimeo 77001", "video")]),
        ("Film [1080p].mp4", []),
        ("Film.mp4", []),
        ("Film [dQw4w9WgXcQ].txt", []),
        (".mediadl/x/Film [dQw4w9WgXcQ].mp4", []),
    ],
)
def test_an_id_in_the_name_is_that_of_a_known_media_or_of_youtube(tmp_path: Path, name: str, found):
    _put(tmp_path, name)
    assert [(line.identity, line.intent) for line in scan(tmp_path, {"77001": "vimeo 77001"})] == found


@pytest.mark.parametrize("note", [[], {"id": 3}, {"extractor_key": "X", "id": "", "webpage_url": "x"}])
def test_a_note_that_makes_no_sense_says_nothing(tmp_path: Path, note: object):
    _put(tmp_path, "Film.mp4", note)
    assert scan(tmp_path, {}) == []


def test_a_folder_that_is_gone_is_named(tmp_path: Path):
    with pytest.raises(UserError, match="nowhere"):
        scan(tmp_path / "nowhere", {})
