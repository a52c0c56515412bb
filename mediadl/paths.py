"""Where things lie on this system. Nothing is created here, but for what `ensure_private` is asked to."""

import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from mediadl.domain.errors import FolderUnusable

_APP = "mediadl"


@dataclass(frozen=True)
class Paths:
    """The application's folders; tests and the terminal pass others than the user's."""

    data: Path
    cache: Path
    logs: Path

    @classmethod
    def of_user(cls) -> "Paths":
        """The folders that the system's conventions give (XDG, AppData, Library)."""
        return cls(
            data=platformdirs.user_data_path(_APP, appauthor=False),
            cache=platformdirs.user_cache_path(_APP, appauthor=False),
            logs=platformdirs.user_log_path(_APP, appauthor=False),
        )

    @property
    def database(self) -> Path:
        """The SQLite file with queue, history and settings."""
        return self.data / "mediadl.sqlite3"

    @property
    def vault(self) -> Path:
        """The folder of sealed secrets."""
        return self.data / "vault"

    @property
    def lock(self) -> Path:
        """Held by the one running instance that owns the database."""
        return self.data / "mediadl.lock"


def downloads_dir() -> Path:
    """The system's download folder for this user."""
    return platformdirs.user_downloads_path()


def resources_dir() -> Path:
    """Icons and styles: inside the installed package, or at the top of a source checkout."""
    package = Path(__file__).parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


def ensure_private(folder: Path) -> Path:
    """Make a folder that only this user can read, and return it.

    Raises:
        FolderUnusable: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if sys.platform != "win32":
            folder.chmod(0o700)
    except OSError as error:
        raise FolderUnusable(f"The folder “{folder}” cannot be used: {error.strerror}.") from error
    return folder
