"""Where things lie, and folders that only their user can read."""

import stat
import sys
from pathlib import Path

import pytest

from mediadl.domain.errors import FolderUnusable
from mediadl.paths import Paths, downloads_dir, ensure_private, resources_dir


@pytest.mark.skipif(sys.platform != "linux", reason="XDG is of Linux")
def test_the_systems_conventions_are_followed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_DATA_HOME", "/xdg/data")
    monkeypatch.setenv("XDG_CACHE_HOME", "/xdg/cache")
    monkeypatch.setenv("XDG_STATE_HOME", "/xdg/state")
    paths = Paths.of_user()
    assert paths.database == Path("/xdg/data/mediadl/mediadl.sqlite3")
    assert paths.lock.parent == paths.database.parent
    assert paths.cache == Path("/xdg/cache/mediadl")
    assert paths.logs.is_relative_to("/xdg/state/mediadl")


def test_asking_creates_nothing(home: Path):
    before = sorted(home.rglob("*"))
    paths = Paths.of_user()
    assert downloads_dir().is_relative_to(home)
    assert not paths.data.exists()
    assert sorted(home.rglob("*")) == before


def test_the_resources_are_there():
    assert (resources_dir() / "icons").is_dir()


@pytest.mark.skipif(sys.platform == "win32", reason="modes are of POSIX")
def test_a_private_folder_is_its_users_alone(tmp_path: Path):
    folder = ensure_private(tmp_path / "a" / "b")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    folder.chmod(0o755)
    assert stat.S_IMODE(ensure_private(folder).stat().st_mode) == 0o700


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(FolderUnusable, match="file/below"):
        ensure_private(tmp_path / "file" / "below")
