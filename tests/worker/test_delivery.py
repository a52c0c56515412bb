"""A finished file gets a legal name in its folder and never replaces another."""

import os
from pathlib import Path

import pytest

from mediadl.worker import delivery
from mediadl.worker.delivery import UnsafeName, already_there, deliver, deliver_beside


def _made(folder: Path, name: str = "media.mp4", content: bytes = b"media") -> Path:
    temp = folder / "temp"
    temp.mkdir(exist_ok=True)
    (temp / name).write_bytes(content)
    return temp / name


@pytest.mark.parametrize(
    "title",
    [
        "../../etc/passwd",
        "..",
        ".",
        "",
        "   ",
        "CON",
        "nul.txt",
        'a/b\\c:d*e?f"g<h>i|j',
        "🎬🎞️ film 👩‍👩‍👧‍👦",
        "x" * 300,
        "漢" * 300,
        "gpj.\u202e4pm",
        "line\nbreak\ttab\x00nul",
        ".hidden",
        "trailing dots...",
        "~root",
        "$HOME %(title)s",
        "-rf",
        "half \ud83d pair",
    ],
)
def test_the_file_stays_in_the_folder_under_a_legal_name(title: str, tmp_path: Path):
    folder = tmp_path / "downloads"
    folder.mkdir()
    placed = deliver(_made(tmp_path), folder, title)
    assert placed.parent == folder
    assert [path.name for path in folder.iterdir()] == [placed.name]
    assert placed.read_bytes() == b"media"
    assert len(placed.name.encode()) <= 255
    assert not set(placed.name) & set('/\\:*?"<>|\n\t\u202e')
    assert not placed.name.startswith(".")


def test_a_taken_name_is_numbered_and_its_owner_untouched(tmp_path: Path):
    (tmp_path / "Film.mp4").write_bytes(b"mine")
    assert deliver(_made(tmp_path), tmp_path, "Film").name == "Film (2).mp4"
    assert deliver(_made(tmp_path), tmp_path, "Film").name == "Film (3).mp4"
    assert (tmp_path / "Film.mp4").read_bytes() == b"mine"


def test_a_dangling_link_of_that_name_is_not_written_through(tmp_path: Path):
    (tmp_path / "Film.mp4").symlink_to(tmp_path / "elsewhere.mp4")
    placed = deliver(_made(tmp_path), tmp_path, "Film")
    assert placed.name == "Film (2).mp4"
    assert not (tmp_path / "elsewhere.mp4").exists()


@pytest.mark.parametrize("suffix", ["exe", "desktop", "html", "BAT", "m p4", ""])
def test_a_suffix_that_a_click_would_run_is_refused(suffix: str, tmp_path: Path):
    source = _made(tmp_path, f"media.{suffix}" if suffix else "media")
    with pytest.raises(UnsafeName, match="not accepted"):
        deliver(source, tmp_path, "Film")
    assert source.exists()


def test_a_kill_between_link_and_unlink_makes_no_second_file(tmp_path: Path):
    source = _made(tmp_path)
    os.link(source, tmp_path / "Film.mp4")
    assert deliver(source, tmp_path, "Film").name == "Film.mp4"
    assert not source.exists()
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["Film.mp4"]


@pytest.fixture
def no_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system without hard links, such as exFAT."""

    def no_link(*_arguments: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(delivery.os, "link", no_link)


@pytest.mark.usefixtures("no_links")
def test_file_systems_without_links_work_as_well(tmp_path: Path):
    assert deliver(_made(tmp_path), tmp_path, "Film").read_bytes() == b"media"
    assert deliver(_made(tmp_path), tmp_path, "Film").name == "Film (2).mp4"


@pytest.mark.usefixtures("no_links")
def test_a_move_that_fails_leaves_no_empty_file_of_that_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def no_replace(*_arguments: object) -> None:
        raise OSError(5, "Input/output error")

    source = _made(tmp_path)
    monkeypatch.setattr(Path, "replace", no_replace)
    with pytest.raises(OSError, match="Input/output error"):
        deliver(source, tmp_path, "Film")
    assert source.exists()
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == []


def test_a_folder_that_is_gone_is_an_error_and_keeps_the_file(tmp_path: Path):
    source = _made(tmp_path)
    with pytest.raises(OSError, match="No such file"):
        deliver(source, tmp_path / "gone", "Film")
    assert source.exists()


def test_a_sidecar_has_the_name_of_its_media_and_replaces_nothing(tmp_path: Path):
    media = deliver(_made(tmp_path), tmp_path, "Film")
    assert deliver_beside(_made(tmp_path, "x.srt"), media, ".de").name == "Film.de.srt"
    assert deliver_beside(_made(tmp_path, "x.srt"), media, ".de").name == "Film.de (2).srt"
    with pytest.raises(UnsafeName):
        deliver_beside(_made(tmp_path, "x.exe"), media, "")


def test_a_file_that_may_be_replaced_is_there_whole_until_the_new_one_is(tmp_path: Path):
    (tmp_path / "Film.mp4").write_bytes(b"old")
    source = _made(tmp_path)
    told: list[bytes] = []
    placed = deliver(
        source, tmp_path, "Film", lambda target: told.append(target.read_bytes()), lambda _target: True
    )
    assert (placed.name, placed.read_bytes(), told) == ("Film.mp4", b"media", [b"old"])
    assert not source.exists()


def test_a_folder_of_that_name_is_never_replaced(tmp_path: Path):
    (tmp_path / "Film.mp4").mkdir()
    assert deliver(_made(tmp_path), tmp_path, "Film", may_replace=lambda _target: True).name == "Film (2).mp4"


def test_what_is_there_already_is_found_by_its_name_and_kind(tmp_path: Path):
    for name in ("Film.MP4", "Film.srt", "Film (2).mkv"):
        (tmp_path / name).touch()
    assert already_there(tmp_path, "Film", {"mkv", "mp4"}) == tmp_path / "Film.MP4"
    assert already_there(tmp_path, "Film", {"mkv"}) is None
    assert already_there(tmp_path / "gone", "Film", {"mkv"}) is None
