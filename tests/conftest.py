"""What every test has: guards against leaks, and on demand a fresh home and the media site."""

import asyncio
import contextlib
import gc
import inspect
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from tests.helpers import own_desktop
from tests.helpers.guards import LogGuard, children, end_leaked_children, leaked_tasks
from tests.helpers.media_site import PLUGIN_DIR, MediaSiteProcess, prepare

ROOT = Path(__file__).parent
# For this process and every program that a test starts.
os.environ["no_proxy"] = os.environ["NO_PROXY"] = "127.0.0.1,localhost"
os.environ["MEDIADL_TEST_PLUGINS"] = str(PLUGIN_DIR)
# Made once per checkout, not once per run: dev.py gives each run a home that is thrown away.
os.environ.setdefault("MEDIADL_TEST_CACHE", str(Path(__file__).parents[1] / ".cache" / "media-site"))

# The rooms whose files take long, the longest first; all others come after them.
LONG_ROOMS = (
    "e2e",
    "cli",
    "engine",
    "chaos",
    "quality",
    "helpers",
    "worker",
    "vault",
    "ui",
    "server",
    "store",
)

_desktop = contextlib.ExitStack()


def pytest_configure(config: pytest.Config) -> None:
    """Prepare a run that pytest-xdist spreads over several processes, of which this may be one."""
    if hasattr(config, "workerinput"):
        own_desktop.move_to(_desktop)
    elif config.getoption("numprocesses", None):
        prepare()  # the media, once, instead of by each of them at the same time


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take long first: a run that is spread ends evenly when the last ones are short."""
    items.sort(key=lambda item: _place(item.path))


def _place(path: Path) -> int:
    room = path.relative_to(ROOT).parts[0] if path.is_relative_to(ROOT) else ""
    return LONG_ROOMS.index(room) if room in LONG_ROOMS else len(LONG_ROOMS)


def pytest_collection_finish() -> None:
    """Leave what all test modules have made out of every later search for garbage: it stays to the end."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    """End what was started for this process."""
    _desktop.close()


@pytest.fixture(scope="session")
def media_site() -> Iterator[MediaSiteProcess]:
    """The media site of the whole session, with its media made."""
    with MediaSiteProcess() as site:
        yield site


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A fresh home folder (HOME, XDG, Windows profile) for this process and its children."""
    folder = tmp_path / "home"
    places = {
        "HOME": folder,
        "USERPROFILE": folder,
        "APPDATA": folder / "AppData" / "Roaming",
        "LOCALAPPDATA": folder / "AppData" / "Local",
        "XDG_CONFIG_HOME": folder / ".config",
        "XDG_DATA_HOME": folder / ".local" / "share",
        "XDG_STATE_HOME": folder / ".local" / "state",
        "XDG_CACHE_HOME": folder / ".cache",
    }
    for name, place in places.items():
        place.mkdir(parents=True, exist_ok=True)
        monkeypatch.setenv(name, str(place))
    runtime = tempfile.mkdtemp(prefix="mdl-")  # short: the path of a socket has at most 107 bytes (unix(7))
    monkeypatch.setenv("XDG_RUNTIME_DIR", runtime)
    yield folder
    shutil.rmtree(runtime, ignore_errors=True)


@pytest.fixture(autouse=True)
def _nothing_leaks(request: pytest.FixtureRequest) -> Iterator[None]:
    before = children()
    if inspect.iscoroutinefunction(getattr(request, "function", None)):
        request.getfixturevalue("_no_task_leaks")
    yield
    if leaked := end_leaked_children(before):
        pytest.fail("The test left child processes running:\n  " + "\n  ".join(leaked))


@pytest.fixture
async def _no_task_leaks() -> AsyncIterator[None]:
    before = asyncio.all_tasks()
    yield
    if leaked := await leaked_tasks(before):
        pytest.fail("The test left tasks running:\n  " + "\n  ".join(leaked))


@pytest.fixture(autouse=True)
def _log_guard() -> Iterator[LogGuard]:
    guard = LogGuard()
    with guard.watching():
        yield guard
    if stray := guard.stray():
        pytest.fail("The test logged, and did not allow_log:\n  " + "\n  ".join(stray))


@pytest.fixture
def allow_log(_log_guard: LogGuard) -> Callable[[str], None]:
    """Call it with a regular expression to accept warnings whose `logger: message` matches."""
    return _log_guard.allow
