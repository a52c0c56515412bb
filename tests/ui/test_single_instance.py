"""The first start owns the data; later ones hand their links over, whatever an earlier owner has left."""

import asyncio
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from mediadl.engine.hand_over import HandedOver, address_of, hand_over, send_by_socket
from mediadl.paths import Paths
from mediadl.ui import loop
from mediadl.ui.single_instance import SingleInstance, show_running

_OTHER = """
import sys
from pathlib import Path
from mediadl.paths import Paths
from mediadl.ui.single_instance import SingleInstance, show_running
folder = Path(sys.argv[1])
paths = Paths(folder / "data", folder / "cache", folder / "logs")
"""
_OWN = (
    _OTHER
    + "one = SingleInstance(paths); print(one.acquire()); one.listen(); print('up', flush=True); input()"
)
_HAND_OVER = (
    _OTHER + "print(SingleInstance(paths).acquire(), show_running(sys.argv[2:], paths, timeout_s=30))"
)


@pytest.fixture
def folder():
    """A short path: that of a socket has at most 107 bytes (unix(7))."""
    with tempfile.TemporaryDirectory(prefix="mdl-") as made:
        yield Path(made)


@pytest.fixture
def paths(folder, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    return Paths(folder / "data", folder / "cache", folder / "logs")


def command(code, paths, *arguments):
    return [sys.executable, "-c", code, str(paths.data.parent), *arguments]


async def start_again(paths, *links):
    """What a second process says: whether it became the owner, and whether its links were taken."""
    arguments = command(_HAND_OVER, paths, *links)
    other = await asyncio.create_subprocess_exec(*arguments, stdout=subprocess.PIPE)
    out, _ = await other.communicate()
    return out.decode().strip()


def serve(scenario, paths, links):
    """Own the paths on a running loop; what arrives is added to `links`."""

    async def main(app):
        owner = SingleInstance(paths)
        assert owner.acquire()
        owner.listen()
        owner.links_received.connect(links.append)
        try:
            await scenario()
        finally:
            owner.release()
        return 0

    assert loop.run(main, ["mediadl"]) == 0


def test_there_is_one_owner_at_a_time(paths):
    first, second = SingleInstance(paths), SingleInstance(paths)
    assert first.acquire()
    assert not second.acquire()
    first.release()
    assert second.acquire()
    second.release()


def test_a_second_start_hands_its_links_over(qt_app, paths):
    links = []

    async def scenario():
        assert await start_again(paths, "https://a.example/1", "https://a.example/ü") == "False True"

    serve(scenario, paths, links)
    assert links == [["https://a.example/1", "https://a.example/ü"]]


def test_a_killed_owner_stands_in_nobodys_way(qt_app, paths):
    owner = subprocess.Popen(command(_OWN, paths), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    with owner:
        assert [owner.stdout.readline().strip() for _ in range(2)] == ["True", "up"]
        assert not SingleInstance(paths).acquire()
        owner.send_signal(signal.SIGKILL)
    assert Path(address_of(paths)).exists()
    links = []

    async def scenario():
        assert await start_again(paths) == "False True"

    serve(scenario, paths, links)
    assert links == [[]]


def test_nobody_answers_when_nobody_runs(paths):
    assert not show_running(["https://a.example"], paths, timeout_s=0)


def test_nonsense_is_ignored(qt_app, paths):
    links = []

    async def scenario():
        _reader, writer = await asyncio.open_unix_connection(address_of(paths))
        writer.write(b"nonsense\n")
        await writer.drain()
        await asyncio.sleep(0.05)
        writer.close()
        assert await start_again(paths, "https://a.example") == "False True"

    serve(scenario, paths, links)
    assert links == [["https://a.example"]]


def test_the_socket_is_for_this_user_only(qt_app, paths):
    async def scenario():
        assert Path(address_of(paths)).stat().st_mode & 0o077 == 0

    serve(scenario, paths, [])


def test_links_for_the_queue_alone_leave_the_window_where_it_is(qt_app, paths):
    handed = HandedOver(links=["https://a.example"], preset="720p", is_quiet=True)
    shown, taken = [], []

    async def main(app):
        owner = SingleInstance(paths)
        assert owner.acquire()
        owner.listen()
        owner.links_received.connect(shown.append)
        owner.handed_over.connect(taken.append)
        assert await asyncio.to_thread(hand_over, handed, paths, send_by_socket)
        owner.release()
        return 0

    assert loop.run(main, ["mediadl"]) == 0
    assert (shown, taken) == ([], [handed])


def test_an_address_that_is_too_long_for_a_socket_is_told(qt_app, tmp_path, monkeypatch, caplog, allow_log):
    allow_log("cannot hand over")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / ("x" * 120)))
    deep = tmp_path / ("y" * 120)
    owner = SingleInstance(Paths(deep, deep, deep))
    assert owner.acquire()
    owner.listen()
    assert "cannot hand over" in caplog.text
    owner.release()
