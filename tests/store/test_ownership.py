"""One owner at a time, whatever a killed one has left."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from mediadl.store.ownership import Ownership

_OWN = (
    "import sys; from pathlib import Path; from mediadl.store.ownership import Ownership; "
    "owner = Ownership(Path(sys.argv[1])); print(owner.acquire('serve'), flush=True); input()"
)


def test_there_is_one_owner_and_it_says_what_it_is(tmp_path: Path) -> None:
    first, second = Ownership(tmp_path / "lock"), Ownership(tmp_path / "lock")
    assert (first.owner_kind(), first.owner_is_alive()) == (None, False)
    assert first.acquire("window")
    assert not first.acquire("window")
    assert not second.acquire("serve")
    assert (second.owner_kind(), second.owner_is_alive()) == ("window", True)
    os.utime(tmp_path / "lock", (0, 0))
    assert not second.owner_is_alive()
    first.release()
    first.release()
    assert second.acquire("serve")
    assert first.owner_kind() == "serve"
    second.release()


def test_a_killed_owner_is_none(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _OWN, str(tmp_path / "lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline().strip() == "True"
        assert not Ownership(tmp_path / "lock").acquire("window")
        owner.send_signal(signal.SIGKILL)
    assert not Ownership(tmp_path / "lock").owner_is_alive()
    later = Ownership(tmp_path / "lock")
    assert later.acquire("window")
    later.release()
