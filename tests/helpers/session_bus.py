"""A private session: HOME, XDG folders, D-Bus session bus and an unlocked keyring; standard library only."""

import contextlib
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.helpers.children import background, require

START_LIMIT_S = 20.0
KEYRING_PASSWORD = b"test-pass"  # visibly fake: the keyring it opens dies with the session
SECRETS = "org.freedesktop.secrets"


@contextlib.contextmanager
def private_session(environment: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Yield an environment whose home, bus and keyring are fresh, and remove all of it afterwards.

    Raises RuntimeError when the bus or the keyring does not start.
    """
    with (
        tempfile.TemporaryDirectory(prefix="mediadl-", ignore_cleanup_errors=True) as folder,
        a_bus(_fresh_home(environment, Path(folder))) as inner,
        _keyring(inner),
    ):
        yield inner


def _fresh_home(environment: Mapping[str, str], folder: Path) -> dict[str, str]:
    places = {
        "HOME": folder / "home",
        "XDG_CONFIG_HOME": folder / "home" / ".config",
        "XDG_DATA_HOME": folder / "home" / ".local" / "share",
        "XDG_STATE_HOME": folder / "home" / ".local" / "state",
        "XDG_CACHE_HOME": folder / "home" / ".cache",
        "XDG_RUNTIME_DIR": folder / "run",
    }
    for place in places.values():
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    inner = {name: value for name, value in environment.items() if name not in {"LC_ALL", "LANGUAGE"}}
    return inner | {name: str(place) for name, place in places.items()} | {"LANG": "C.UTF-8"}


@contextlib.contextmanager
def a_bus(environment: dict[str, str]) -> Iterator[dict[str, str]]:
    """Yield the environment with the address of a fresh bus, which lies in its `XDG_RUNTIME_DIR`."""
    address = f"unix:path={environment['XDG_RUNTIME_DIR']}/bus"
    command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"]
    inner = environment | {"DBUS_SESSION_BUS_ADDRESS": address}
    with background([*command, f"--address={address}"], inner, stdout=subprocess.PIPE) as daemon:
        assert daemon.stdout is not None
        if (
            not daemon.stdout.readline()
        ):  # the address comes when the bus listens; an end of file, when it died
            raise RuntimeError("dbus-daemon, the session bus, did not start. Is the package dbus installed?")
        yield inner


@contextlib.contextmanager
def _keyring(environment: dict[str, str]) -> Iterator[None]:
    command = ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"]
    with background(command, environment, stdin=subprocess.PIPE) as daemon:
        assert daemon.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # it died: said below
            daemon.stdin.write(KEYRING_PASSWORD)
            daemon.stdin.close()
        _await_secrets(environment)
        yield


def _await_secrets(environment: dict[str, str]) -> None:
    require("dbus-send")
    command = ["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/"]
    question = ["org.freedesktop.DBus.NameHasOwner", f"string:{SECRETS}"]
    deadline_s = time.monotonic() + START_LIMIT_S
    while time.monotonic() < deadline_s:
        said = subprocess.run([*command, *question], env=environment, capture_output=True, check=False).stdout
        if b"boolean true" in said:
            return
        time.sleep(0.05)
    raise RuntimeError("gnome-keyring-daemon did not start. Is the package gnome-keyring installed?")
