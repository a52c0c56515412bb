"""Where the temporary files of a run lie."""

import sys
from pathlib import Path

import pytest

from tests.helpers import memory_disk

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it is always the disk")


@pytest.fixture(autouse=True)
def _no_choice_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TMPDIR", raising=False)


def test_plenty_of_memory_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory_disk, "ENOUGH_BYTES", 1)
    expected = {"TMPDIR": "/dev/shm"} if memory_disk._is_in_memory(Path("/dev/shm")) else {}
    assert memory_disk.temporary_files() == expected


def test_little_memory_and_a_disk_are_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory_disk, "ENOUGH_BYTES", 1 << 60)
    assert memory_disk.temporary_files() == {}
    monkeypatch.setattr(memory_disk, "ENOUGH_BYTES", 1)
    assert memory_disk.temporary_files(tmp_path) == {}  # inside whatever it is, and no mount


def test_the_user_s_own_place_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory_disk, "ENOUGH_BYTES", 1)
    monkeypatch.setenv("TMPDIR", "/somewhere")
    assert memory_disk.temporary_files() == {}
