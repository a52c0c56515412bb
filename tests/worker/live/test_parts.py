"""What was recorded survives a kill at any byte, and nothing half is taken for whole."""

from pathlib import Path

import pytest

from mediadl.worker.live.parts import Parts, has_recording


def _recorded(folder: Path) -> Parts:
    parts = Parts(folder, 0)
    parts.begin(1, b"init")
    parts.append(1, 7, 2.0, b"seven")
    parts.append(1, 8, 2.5, b"eight")
    return parts


def test_segments_lie_one_behind_the_other(tmp_path: Path):
    parts = _recorded(tmp_path)
    assert parts.files[1].read_bytes() == b"initseveneight"
    assert (parts.part, parts.last_sequence, parts.recorded_s) == (1, 8, 4.5)


def test_a_new_part_is_a_file_of_its_own(tmp_path: Path):
    parts = _recorded(tmp_path)
    parts.begin(2, None)
    parts.append(2, 9, 2.0, b"nine")
    assert [path.read_bytes() for path in parts.files.values()] == [b"initseveneight", b"nine"]
    assert parts.has_init(None)


def test_another_attempt_finds_it_again(tmp_path: Path):
    _recorded(tmp_path)
    parts = Parts(tmp_path, 0)
    assert parts.has_init(b"init")
    parts.append(1, 9, 2.0, b"nine")
    assert Parts(tmp_path, 0).files[1].read_bytes() == b"initseveneightnine"


@pytest.mark.parametrize("cut", range(1, 120, 7))
def test_a_journal_cut_anywhere_is_believed_up_to_there(cut: int, tmp_path: Path):
    _recorded(tmp_path)
    journal = tmp_path / "live-0.journal"
    journal.write_bytes(journal.read_bytes()[:-cut])
    parts = Parts(tmp_path, 0)
    assert parts.last_sequence in {None, 7}
    assert parts._path(1).read_bytes() in {b"init", b"initseven"}


def test_a_segment_that_was_not_noted_is_cut_off(tmp_path: Path):
    path = _recorded(tmp_path).files[1]
    path.write_bytes(path.read_bytes() + b"half a seg")
    assert Parts(tmp_path, 0).files[1].read_bytes() == b"initseveneight"


def test_a_file_shorter_than_noted_loses_what_it_lacks(tmp_path: Path):
    path = _recorded(tmp_path).files[1]
    path.write_bytes(path.read_bytes()[:-1])
    parts = Parts(tmp_path, 0)
    assert (parts.last_sequence, parts.recorded_s) == (7, 2.0)
    assert parts.files[1].read_bytes() == b"initseven"


def test_nothing_is_written_after_the_end(tmp_path: Path):
    parts = _recorded(tmp_path)
    parts.close()
    parts.append(1, 9, 2.0, b"nine")
    assert parts.last_sequence == 8


def test_a_folder_says_whether_something_was_recorded(tmp_path: Path):
    assert not has_recording(tmp_path / "none")
    _recorded(tmp_path)
    assert has_recording(tmp_path)
