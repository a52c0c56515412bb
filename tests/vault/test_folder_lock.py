"""One holder at a time, in whatever process, and a killed one lets go."""

import subprocess
import sys
from pathlib import Path

import pytest

from mediadl.vault import folder_lock
from mediadl.vault.folder_lock import Busy, locked

HOLD = """
import sys, time
from pathlib import Path
from mediadl.vault.folder_lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


def test_it_is_free_again_after_the_block(tmp_path: Path) -> None:
    for _ in range(2):
        with locked(tmp_path / "lock"):
            assert (tmp_path / "lock").exists()


def test_another_process_has_to_wait_until_the_holder_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_lock, "LIMIT_S", 0.1)
    command = [sys.executable, "-c", HOLD, str(tmp_path / "lock")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(Busy), locked(tmp_path / "lock"):
            pass
        holder.kill()
    monkeypatch.setattr(folder_lock, "LIMIT_S", 60)
    with locked(tmp_path / "lock"):
        assert holder.returncode != 0
