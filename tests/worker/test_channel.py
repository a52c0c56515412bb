"""The worker's end of the protocol: whole lines from many threads, and an answer to nonsense."""

import contextlib
import io
import subprocess
import sys
import threading
import time

import psutil
import pytest

from mediadl import wire
from mediadl.domain.failures import FailureKind
from mediadl.worker.channel import Channel


def test_lines_of_many_threads_stay_whole():
    output = io.BytesIO()
    channel = Channel(output)
    message = wire.Logged(level="info", message="x" * 5000)
    threads = [threading.Thread(target=lambda: [channel.send(message) for _ in range(50)]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lines = output.getvalue().splitlines()
    assert [wire.decode_message(line) for line in lines] == [message] * 400


def test_a_request_that_cannot_be_read_is_answered():
    output = io.BytesIO()
    channel = Channel(output)
    channel._take(b'{"cmd": "dance"}\n')
    answer = wire.decode_message(output.getvalue())
    assert isinstance(answer, wire.Failed)
    assert answer.failure.kind is FailureKind.BUG
    assert channel.requests.empty()


def test_the_answer_to_a_request_that_cannot_be_read_has_nothing_of_it():
    output = io.BytesIO()
    for line in (
        b'{"cmd": "probe", "url": 7, "secrets": {"password": "fake-1", "cookies": [{"value": "fake-2"}]}}',
        b'{"cmd": "probe", "url": "https://site.test/", "secrets": {"password": ["fake-3"]}}',
        b'{"cmd": "probe", "secrets": "fake-4',
    ):
        Channel(output)._take(line)
    answers = [wire.decode_message(line) for line in output.getvalue().splitlines()]
    assert len(answers) == 3
    assert "secrets.password" in answers[1].failure.detail
    assert b"fake" not in output.getvalue()


def test_a_request_waits_for_whoever_answers_it():
    channel = Channel(io.BytesIO())
    request = wire.Probe(url="https://example.com/")
    channel._take(wire.encode(request))
    assert channel.requests.get_nowait() == request


def test_what_holds_at_once_does_not_wait_behind_a_request():
    channel = Channel(io.BytesIO())
    told: list[wire.Control] = []
    channel.on_control = told.append
    channel._take(wire.encode(wire.SetRate(bytes_per_s=1000.0)))
    channel._take(wire.encode(wire.StopLive()))
    assert told == [wire.SetRate(bytes_per_s=1000.0), wire.StopLive()]
    assert channel.requests.empty()


def test_what_a_request_brings_along_holds_in_order_with_control_lines():
    channel = Channel(io.BytesIO())
    heard: list[wire.Line] = []
    channel.on_control = channel.on_work = heard.append
    request, control = wire.Probe(url="https://example.com/"), wire.SetRate(bytes_per_s=1000.0)
    channel._take(wire.encode(request))
    channel._take(wire.encode(control))
    assert heard == [request, control]


PRINTS_BOTH = """
import os, sys
from mediadl import wire
from mediadl.worker.channel import Channel
channel = Channel.take_over_stdout()
print("printed", flush=True)
os.system("echo from a child")
channel.send(wire.Logged(level="info", message="a message"))
"""


def test_only_messages_reach_stdout():
    ended = subprocess.run([sys.executable, "-c", PRINTS_BOTH], capture_output=True, check=True)
    assert wire.decode_message(ended.stdout) == wire.Logged(level="info", message="a message")
    assert ended.stderr.split(b"\n")[:2] == [b"printed", b"from a child"]


STARTS_A_CHILD = """
import os, subprocess, sys
from mediadl.worker.channel import end_process_group
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print(child.pid, flush=True)
end_process_group()
"""


@pytest.mark.parametrize("leads_a_group", [True, False])
def test_the_end_takes_the_children_along(leads_a_group: bool):
    process = subprocess.Popen(
        [sys.executable, "-c", STARTS_A_CHILD], stdout=subprocess.PIPE, start_new_session=leads_a_group
    )
    output, _ = process.communicate(timeout=60)
    child = int(output)
    assert process.returncode != 0
    assert _ends_soon(child)


def _ends_soon(pid: int) -> bool:
    """Whether it is gone within a minute; one that only waits to be asked for its exit code is gone."""
    for _attempt in range(1200):
        with contextlib.suppress(psutil.NoSuchProcess):
            if psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
                time.sleep(0.05)
                continue
        return True
    return False


def test_a_worker_without_a_group_ends_no_others():
    code = "from mediadl.worker.channel import end_process_group; end_process_group()"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 1
