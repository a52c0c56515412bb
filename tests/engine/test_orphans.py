"""Only the processes of a dead run are ended: by birth, or by the mark that they have from a worker."""

import os
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from mediadl.engine.orphans import birth_of, end_orphans, started_at
from mediadl.engine.pool import WorkerPool
from mediadl.engine.tasks import Tasks
from mediadl.engine.worker_process import OWNER, worker_command
from mediadl.store.store import Store
from mediadl.store.workers import WorkerRecord

Start = Callable[..., subprocess.Popen[bytes]]
OURS = f"ours {uuid.uuid4()}"
"""No other run of these tests may have the same."""
_SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
_NEW_GROUP = "start_new_session=True"
_PARENT = (
    "import subprocess as s, sys; command = [sys.executable, '-c', 'import time; time.sleep(60)']; "
    "print(s.Popen(command, stdout=s.DEVNULL, {}).pid, flush=True)"
)


@pytest.fixture
def start() -> Iterator[Start]:
    started: list[subprocess.Popen[bytes]] = []

    def run(owner: str = "") -> subprocess.Popen[bytes]:
        environment = {**os.environ, OWNER: owner}
        started.append(subprocess.Popen(_SLEEP, start_new_session=True, env=environment))
        return started[-1]

    yield run
    for process in started:
        process.kill()
        process.wait()


def _record(process: subprocess.Popen[bytes], **changes: object) -> WorkerRecord:
    known = WorkerRecord(process.pid, started_at(process.pid) or 0, birth_of(process.pid))
    return known._replace(**changes)


def test_an_orphan_is_ended(start: Start) -> None:
    process = start()
    assert end_orphans([_record(process)], OURS) == [process.pid]
    assert process.wait(60) == -9


def test_an_orphan_that_an_older_version_recorded_is_ended(start: Start) -> None:
    process = start()
    assert end_orphans([_record(process, birth="")], OURS) == [process.pid]


def test_another_process_with_the_same_id_is_left_alone(start: Start) -> None:
    process = start("theirs")
    records = [
        _record(process, birth="", started_at=time.time() - 3600),
        _record(process, birth=birth_of(os.getpid())),
        _record(process, birth="another boot 1"),
    ]
    assert end_orphans(records, OURS) == []
    assert process.poll() is None


def test_a_clock_that_was_set_hides_no_orphan(start: Start) -> None:
    process = start()
    assert end_orphans([_record(process, started_at=time.time() - 86_400)], OURS) == [process.pid]


def test_a_process_that_is_gone_is_no_error() -> None:
    process = subprocess.Popen([sys.executable, "-c", "pass"])
    record = _record(process)
    process.wait()
    assert (started_at(process.pid), birth_of(process.pid)) == (None, "")
    assert end_orphans([record], OURS) == []


@pytest.mark.parametrize("grouping", ["", _NEW_GROUP])
def test_a_child_that_outlives_its_worker_is_ended_whatever_its_group(grouping: str) -> None:
    command = [sys.executable, "-c", _PARENT.format(grouping)]
    environment = {**os.environ, OWNER: OURS}
    parent = subprocess.Popen(
        command, start_new_session=True, stdout=subprocess.PIPE, text=True, env=environment
    )
    record = _record(parent)
    output, _ = parent.communicate(timeout=60)
    child = psutil.Process(int(output))
    assert end_orphans([record], "theirs") == []
    assert child.is_running()
    assert end_orphans([record], OURS) == [child.pid]
    assert psutil.wait_procs([child], timeout=60)[0] == [child]


async def test_two_queues_at_once_leave_each_others_workers_alone(tmp_path: Path) -> None:
    stores = [await Store.open(tmp_path / f"{name}.sqlite3") for name in ("window", "get")]
    tasks = Tasks()
    pools = [WorkerPool(worker_command(), tmp_path, store.workers, tasks) for store in stores]
    worker = await pools[0].acquire()
    assert await pools[1].end_orphans() == []
    assert worker.is_alive
    second_run = WorkerPool(worker_command(), tmp_path, stores[0].workers, tasks)
    assert await second_run.end_orphans() == [worker.pid]
    for pool in pools:
        await pool.close()
    await tasks.cancel_all()
    for store in stores:
        await store.close()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the time of day is kept as it was")
def test_a_birth_is_counted_from_the_boot() -> None:
    boot, ticks = birth_of(os.getpid()).split()
    began = float(ticks) / os.sysconf("SC_CLK_TCK")
    assert len(boot) == 36
    assert 0 < began < time.clock_gettime(time.CLOCK_BOOTTIME)
