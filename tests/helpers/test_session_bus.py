"""The private session and the virtual screen: what runs there finds a home, a keyring, a window manager."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.display import virtual_screen
from tests.helpers.session_bus import a_keyring, bare_session, lock_keyring, private_session

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the virtual desktop is Linux's")
STORE = """
import keyring
keyring.set_password("MediaDL test", "somebody", "visibly fake")
print(type(keyring.get_keyring()).__module__, keyring.get_password("MediaDL test", "somebody"))
"""


def test_the_keyring_of_the_session_is_a_real_one_and_open() -> None:
    with private_session(os.environ) as environment:
        command = [sys.executable, "-c", STORE]
        said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    assert said.split(maxsplit=1) == ["keyring.backends.SecretService", "visibly fake\n"]


def test_a_bare_session_has_no_keyring_until_one_is_started_and_a_locked_one_opens_nothing() -> None:
    command = [sys.executable, "-c", STORE]
    with bare_session(os.environ) as environment:
        said = [_ended(command, environment)]
        with a_keyring(environment):
            said.append(_ended(command, environment))
            lock_keyring(environment)
            said.append(_ended(command, environment))
    assert ["NoKeyringError" in said[0], "visibly fake" in said[1], "KeyringLocked" in said[2]] == [True] * 3


def _ended(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def test_the_session_s_folders_are_private_and_go_with_it() -> None:
    with private_session(os.environ) as environment:
        home, runtime = Path(environment["HOME"]), Path(environment["XDG_RUNTIME_DIR"])
        assert home != Path.home()
        assert runtime.stat().st_mode & 0o777 == 0o700
    assert not home.exists()
    assert not runtime.exists()


def test_two_screens_stand_beside_each_other_with_a_window_manager_each() -> None:
    with virtual_screen(os.environ) as one, virtual_screen(os.environ) as other:
        assert one["DISPLAY"] != other["DISPLAY"]
        said = subprocess.run(["xdotool", "getdisplaygeometry"], env=other, capture_output=True, check=True)
    assert said.stdout.split() == [b"1920", b"1200"]


def test_a_program_that_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RuntimeError, match="Xvfb is not installed"), virtual_screen(os.environ):
        pass
