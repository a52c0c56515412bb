"""Values of yt-dlp's info become a place below the download folder, and never one outside."""

from pathlib import Path
from typing import Any

import pytest

from mediadl import wire
from mediadl.domain.failures import FailureKind
from mediadl.domain.file_place import FilePlace
from mediadl.domain.media import ListPlace
from mediadl.worker.naming import check_folder, make_folder, place_for, values_from
from mediadl.worker.problem import DownloadProblem
from tests.helpers.workers import download

INFO: dict[str, Any] = {
    "id": "h4rb",
    "title": "Har\u202ebour",
    "channel": "Lab\nFilms",
    "duration": 754.2,
    "artists": ["A", "B"],
    "is_live": True,
    "fps": 30,
    "artist": ["A", "B"],
}


def _request(folder: Path, **changes: Any) -> wire.Download:
    return download("https://example.org/v", folder, **changes)


def test_what_the_site_says_is_made_fit_for_a_name(tmp_path: Path):
    values = values_from(_request(tmp_path, in_list=ListPlace(title="L", index=3)), INFO, "mkv")
    assert (values["title"], values["channel"], values["uploader"]) == ("Harbour", "Lab Films", "Lab Films")
    assert (values["duration_string"], values["artist"], values["ext"]) == ("12-34", "A, B", "mkv")
    assert (values["playlist"], values["playlist_index"], values["series"]) == ("L", 3, None)


def test_the_options_own_template_wins_over_that_of_the_settings(tmp_path: Path):
    assert place_for(_request(tmp_path, template="{id}"), INFO, "mp4").stem == "h4rb"
    both = _request(tmp_path, template="{id}", path_template="{channel}/{title}")
    assert place_for(both, INFO, "mp4") == FilePlace(("Lab Films",), "Harbour")


def test_a_template_that_cannot_be_read_ends_the_request_in_words(tmp_path: Path):
    with pytest.raises(DownloadProblem) as raised:
        place_for(_request(tmp_path, path_template="{titel}"), INFO, "mp4")
    failure = raised.value.as_failure("example.org", str(tmp_path))
    assert failure.kind is FailureKind.PATH_UNUSABLE
    assert "There is no field “titel”" in failure.message


def test_folders_are_made_only_when_the_file_comes(tmp_path: Path):
    place = FilePlace(("a", "b"), "film")
    assert check_folder(tmp_path, place) == tmp_path / "a" / "b"
    assert not (tmp_path / "a").exists()
    assert make_folder(tmp_path, place).is_dir()


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path):
    root, outside = tmp_path / "root", tmp_path / "outside"
    for folder in (root, outside, root / "inside"):
        folder.mkdir()
    (root / "evil").symlink_to(outside)
    (root / "fine").symlink_to(root / "inside")
    with pytest.raises(DownloadProblem) as raised:
        make_folder(root, FilePlace(("evil", "x"), "film"))
    assert "leads out of the download folder" in raised.value.subject
    assert list(outside.iterdir()) == []
    assert make_folder(root, FilePlace(("fine",), "film")).is_dir()


def test_a_file_where_a_folder_should_be_is_said(tmp_path: Path):
    (tmp_path / "a").write_text("mine")
    with pytest.raises(DownloadProblem) as raised:
        make_folder(tmp_path, FilePlace(("a",), "film"))
    assert "is a file, not a folder" in raised.value.subject
