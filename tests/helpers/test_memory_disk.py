"""Where the temporary files of a run lie."""

import sys
from pathlib import Path

import pytest

from tests.helpers import memory_disk

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it is always the disk")


@pytest.fixture(autouse=True)
def _no_choice_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TMPDIR", raising=False)
    monkeypatch.setattr(memory_disk, "ENOUGH_BYTES", 1)


@pytest.mark.skipif(not memory_disk._is_in_memory(Path("/dev/shm")), reason="there is no place in memory")
def test_plenty_of_memory_is_used_and_given_back() -> None:
    with memory_disk.temporary_files() as chosen:
        folder = Path(chosen["TMPDIR"])
        (folder / "left.txt").write_text("left")
        assert folder.parent == Path("/dev/shm")
    assert not folder.exists()


def test_little_memory_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory_disk, "ENOUGH_BYTES", 1 << 60)
    with memory_disk.temporary_files() as chosen:
        assert chosen == {}


def test_what_is_no_disk_in_memory_is_not_used(tmp_path: Path) -> None:
    with memory_disk.temporary_files(tmp_path) as chosen:
        assert chosen == {}


def test_the_user_s_own_place_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", "/somewhere")
    with memory_disk.temporary_files() as chosen:
        assert chosen == {}
