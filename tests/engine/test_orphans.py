"""Only the processes of a dead run are ended: id and start time must both match."""

import subprocess
import sys
import time
from collections.abc import Iterator

import psutil
import pytest

from mediadl.engine.orphans import end_orphans, started_at
from mediadl.store.workers import WorkerRecord

_SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
_PARENT = (
    "import subprocess as s, sys; command = [sys.executable, '-c', 'import time; time.sleep(60)']; "
    "print(s.Popen(command, stdout=s.DEVNULL).pid, flush=True)"
)


@pytest.fixture
def sleeper() -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(_SLEEP, start_new_session=True)
    yield process
    process.kill()
    process.wait()


def test_an_orphan_is_ended(sleeper: subprocess.Popen[bytes]) -> None:
    record = WorkerRecord(sleeper.pid, started_at(sleeper.pid) or 0)
    assert end_orphans([record]) == [sleeper.pid]
    assert sleeper.wait(3) == -9


def test_another_process_with_the_same_id_is_left_alone(sleeper: subprocess.Popen[bytes]) -> None:
    assert end_orphans([WorkerRecord(sleeper.pid, time.time() - 3600)]) == []
    assert sleeper.poll() is None


def test_a_process_that_is_gone_is_no_error() -> None:
    process = subprocess.Popen([sys.executable, "-c", "pass"])
    process.wait()
    assert started_at(process.pid) is None
    assert end_orphans([WorkerRecord(process.pid, time.time())]) == []


@pytest.mark.skipif(sys.platform == "win32", reason="there are no process groups")
def test_a_child_that_outlives_its_worker_is_ended() -> None:
    began = time.time()
    parent = subprocess.Popen(
        [sys.executable, "-c", _PARENT], start_new_session=True, stdout=subprocess.PIPE, text=True
    )
    output, _ = parent.communicate(timeout=10)
    child = psutil.Process(int(output))
    assert end_orphans([WorkerRecord(parent.pid, began)]) == [parent.pid]
    assert psutil.wait_procs([child], timeout=3)[0] == [child]
