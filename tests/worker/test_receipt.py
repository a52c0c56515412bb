"""A kill between placing a file and hearing of it must not have it made twice."""

import os
from pathlib import Path

import pytest

from mediadl import wire
from mediadl.worker import delivery, receipt

ANSWER = wire.Finished(delivery="480p", differences=("a",))


def _made(folder: Path, content: bytes = b"media", name: str = "media.mp4") -> Path:
    temp = folder / "temp"
    temp.mkdir(exist_ok=True)
    (temp / name).write_bytes(content)
    return temp / name


def _place(folder: Path, *media: Path, beside: tuple[tuple[Path, str], ...] = ()) -> wire.Finished:
    parts = [receipt.Part(file, beside=beside if file is media[0] else ()) for file in media]
    return receipt.place(receipt.Load("this", folder, "Film", parts), folder / "temp", ANSWER)


def test_what_goes_with_the_media_is_on_the_receipt(tmp_path: Path):
    answer = _place(tmp_path, _made(tmp_path), beside=((_made(tmp_path, name="x.srt"), ".de"),))
    assert answer.files == (str(tmp_path / "Film.mp4"), str(tmp_path / "Film.de.srt"))
    assert receipt.finished(tmp_path / "temp", "this") == answer


def test_the_answer_to_another_question_is_none(tmp_path: Path):
    _place(tmp_path, _made(tmp_path))
    assert receipt.finished(tmp_path / "temp", "that") is None


def test_the_answer_names_the_files_in_their_places(tmp_path: Path):
    answer = _place(tmp_path, _made(tmp_path))
    assert answer.files == (str(tmp_path / "Film.mp4"),)
    assert (answer.size_bytes, answer.delivery, answer.differences) == (5, "480p", ("a",))


def test_an_answer_that_was_not_heard_is_given_again(tmp_path: Path):
    answer = _place(tmp_path, _made(tmp_path))
    assert receipt.finished(tmp_path / "temp", "this") == answer


@pytest.mark.parametrize("fate", ["deleted", "changed", "replaced"])
def test_a_file_that_is_not_there_any_more_is_made_again(fate: str, tmp_path: Path):
    _place(tmp_path, _made(tmp_path))
    placed = tmp_path / "Film.mp4"
    placed.unlink()
    if fate != "deleted":
        placed.write_bytes(b"other" if fate == "replaced" else b"longer than before")
        os.utime(placed, (1, 1))
    assert receipt.finished(tmp_path / "temp", "this") is None


def test_a_kill_between_the_note_and_the_move_is_no_delivery(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with monkeypatch.context() as killed:
        killed.setattr(delivery, "_claim", lambda _source, _target: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            _place(tmp_path, _made(tmp_path))
    assert receipt.finished(tmp_path / "temp", "this") is None
    assert _place(tmp_path, _made(tmp_path)).files == (str(tmp_path / "Film.mp4"),)


def test_the_first_of_two_files_is_not_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    files = [_made(tmp_path, name=name) for name in ("one.mp4", "two.mp4")]
    claim = delivery._claim
    with monkeypatch.context() as killed:
        killed.setattr(
            delivery, "_claim", lambda source, target: source != files[1] and claim(source, target)
        )
        killed.setattr(delivery, "numbered", lambda stem: [stem])
        with pytest.raises(AssertionError):
            _place(tmp_path, *files)
    assert receipt.finished(tmp_path / "temp", "this") is None


def test_a_name_that_was_only_reserved_is_freed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def dies_between(_source: Path, target: Path) -> bool:
        target.touch()
        raise KeyboardInterrupt

    with monkeypatch.context() as killed:
        killed.setattr(delivery, "_claim", dies_between)
        with pytest.raises(KeyboardInterrupt):
            _place(tmp_path, _made(tmp_path))
    assert _place(tmp_path, _made(tmp_path)).files == (str(tmp_path / "Film.mp4"),)


def test_no_note_and_a_broken_note_are_no_answer(tmp_path: Path):
    assert receipt.finished(tmp_path, "this") is None
    (tmp_path / receipt.NAME).write_text("{")
    assert receipt.finished(tmp_path, "this") is None


def test_two_files_of_one_job_replace_an_old_one_but_not_each_other(tmp_path: Path):
    (tmp_path / "Film.mp4").write_bytes(b"old")
    files = [_made(tmp_path, name.encode(), f"{name}.mp4") for name in ("one", "two")]
    load = receipt.Load("this", tmp_path, "Film", [receipt.Part(one) for one in files], clash="replace")
    answer = receipt.place(load, tmp_path / "temp", ANSWER)
    assert [Path(name).name for name in answer.files] == ["Film.mp4", "Film (2).mp4"]
    assert (tmp_path / "Film.mp4").read_bytes() == b"one"
    assert receipt.finished(tmp_path / "temp", "this") == answer


def test_where_the_media_comes_last_its_companions_are_there_before_it(tmp_path: Path):
    media, nfo = _made(tmp_path), _made(tmp_path, b"<nfo/>", "a.nfo")
    load = receipt.Load(
        "this", tmp_path, "Film", [receipt.Part(media, "", [(nfo, "")])], "replace", media_last=True
    )
    answer = receipt.place(load, tmp_path / "temp", ANSWER)
    assert [Path(name).name for name in answer.files] == ["Film.mp4", "Film.nfo"]
    assert (tmp_path / "Film.nfo").stat().st_ctime_ns <= (tmp_path / "Film.mp4").stat().st_ctime_ns
    assert receipt.finished(tmp_path / "temp", "this") == answer
