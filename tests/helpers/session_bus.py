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
LOGIN_COLLECTION = "/org/freedesktop/secrets/collection/login"
_LONELY_BUS = """
<busconfig>
  <type>session</type><listen>unix:tmpdir=/</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>
"""


@contextlib.contextmanager
def private_session(environment: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Yield an environment whose home, bus and keyring are fresh, and remove all of it afterwards.

    Raises RuntimeError when the bus or the keyring does not start.
    """
    with a_home(environment) as inner, a_bus(inner) as inner, a_keyring(inner):
        yield inner


@contextlib.contextmanager
def bare_session(environment: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """As `private_session`, without a keyring: a test starts one, or something that behaves worse."""
    with a_home(environment) as inner, a_bus(inner, starts_services=False) as inner:
        yield inner


@contextlib.contextmanager
def a_home(environment: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Yield the environment with a fresh home and XDG folders."""
    with tempfile.TemporaryDirectory(prefix="mediadl-", ignore_cleanup_errors=True) as folder:
        yield _fresh_home(environment, Path(folder))


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
def a_bus(environment: dict[str, str], *, starts_services: bool = True) -> Iterator[dict[str, str]]:
    """Yield the environment with the address of a fresh bus, which lies in its `XDG_RUNTIME_DIR`.

    `starts_services`: whether it starts what is installed, a keyring among it, when that is called.
    """
    address = f"unix:path={environment['XDG_RUNTIME_DIR']}/bus"
    kind = "--session"
    if not starts_services:
        config = Path(environment["XDG_RUNTIME_DIR"], "bus.conf")
        config.write_text(_LONELY_BUS)
        kind = f"--config-file={config}"
    command = ["dbus-daemon", kind, "--nofork", "--nopidfile", "--print-address=1", f"--address={address}"]
    inner = environment | {"DBUS_SESSION_BUS_ADDRESS": address}
    with background(command, inner, stdout=subprocess.PIPE) as daemon:
        assert daemon.stdout is not None
        if (
            not daemon.stdout.readline()
        ):  # the address comes when the bus listens; an end of file, when it died
            raise RuntimeError("dbus-daemon, the session bus, did not start. Is the package dbus installed?")
        yield inner


@contextlib.contextmanager
def a_keyring(environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Run gnome-keyring on the environment's bus, unlocked, with its files in the environment's home.

    Nothing can show its prompts here: it takes each of them as dismissed.
    """
    command = ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"]
    with background(command, environment, stdin=subprocess.PIPE) as daemon:
        assert daemon.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # it died: said below
            daemon.stdin.write(KEYRING_PASSWORD)
            daemon.stdin.close()
        _await_secrets(environment)
        yield daemon


def lock_keyring(environment: dict[str, str]) -> None:
    """Lock the keyring, as a desktop does when its user leaves."""
    command = ["dbus-send", "--session", "--print-reply", f"--dest={SECRETS}", "/org/freedesktop/secrets"]
    question = ["org.freedesktop.Secret.Service.Lock", f"array:objpath:{LOGIN_COLLECTION}"]
    subprocess.run([*command, *question], env=environment, capture_output=True, check=True)


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
