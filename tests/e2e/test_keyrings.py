"""The whole program in each trouble that a keyring can be in: it starts and ends as ever, and says so."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from mediadl.vault.keyring_key import Keys
from mediadl.vault.vault import Vault
from tests.e2e.keyring_window import FAKE
from tests.e2e.stage import ROOT
from tests.helpers.engines import paths_in
from tests.helpers.keyring_troubles import bus_with

pytestmark = pytest.mark.skipif(not os.environ.get("DISPLAY"), reason="no screen: run through dev.py test")

LIMIT_S = 120.0
"""Of a keyring that never answers nothing is waited for: without that, the window would not end at all."""


def window_in(environment: Mapping[str, str], folder: Path) -> dict[str, Any]:
    """What the window says of itself; stray output on stderr fails the test."""
    command = [sys.executable, "-m", "tests.e2e.keyring_window", str(folder), str(folder / "window.png")]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**environment, "QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def holding(folder: Path, word: str) -> list[Path]:
    """Files in which this word stands."""
    return [path for path in folder.rglob("*") if path.is_file() and word.encode() in path.read_bytes()]


@pytest.mark.parametrize(
    ("kind", "problem", "words"),
    [
        ("no_bus", "no_keyring", "There is no keyring on this system"),
        ("no_keyring", "no_keyring", "There is no keyring on this system"),
        ("locked", "locked", "keyring is locked"),
        ("hangs", "hangs", "does not answer"),
        ("raises", "broken", "reports an error"),
        ("denies", "denied", "did not let MediaDL in"),
    ],
)
def test_the_window_starts_says_so_once_and_keeps_accounts_for_the_session(
    kind: str, problem: str, words: str, tmp_path: Path
) -> None:
    with bus_with(kind, os.environ) as environment:
        said = window_in(environment, tmp_path)
    assert said["opens_beside"], "the window waited for the keyring"
    assert said["problem"] == problem
    assert [words in text and "Downloads work as ever" in text for text in said["notices"]] == [True]
    is_asked_later = kind == "denies"  # with the first account: before, there is nothing to ask the user for
    assert said["at_start"] == ([] if is_asked_later else said["notices"])
    assert said["saved"] == [False]
    assert holding(tmp_path, FAKE) == []


def test_at_the_next_start_it_is_said_only_once_there_is_an_account(tmp_path: Path) -> None:
    with bus_with("no_keyring", os.environ) as environment:
        first, second = (window_in(environment, tmp_path) for _ in range(2))
    assert (len(first["at_start"]), second["at_start"]) == (1, [])
    assert first["notices"] == second["notices"] == first["at_start"]


async def test_a_key_that_was_deleted_is_told_as_well(tmp_path: Path) -> None:
    vault = Vault(paths_in(tmp_path).vault, Keys())
    await vault.open()
    await vault.put("an-item", b"sealed under a key that goes")
    for key_id in vault._contents._sealed.key_ids:
        Keys().delete(key_id)
    vault.close()
    said = window_in(os.environ, tmp_path)
    assert said["problem"] == "key_gone"
    assert ["no longer in the system's keyring" in text for text in said["notices"]] == [True]
    assert vault.ids() == ("an-item",)


def test_with_a_keyring_nothing_is_said_and_accounts_are_saved(tmp_path: Path) -> None:
    said = window_in(os.environ, tmp_path)
    assert (said["problem"], said["notices"], said["saved"]) == (None, [], [True])
    assert holding(tmp_path, FAKE) == []
