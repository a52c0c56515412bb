"""Services are set up by their environment: what is said holds, and what cannot be used is named."""

import subprocess
import sys

import pytest

from mediadl.cli.serve_environment import read_environment
from mediadl.domain.errors import UserError
from mediadl.domain.settings import Settings


def test_every_setting_can_be_said(monkeypatch: pytest.MonkeyPatch) -> None:
    said = {"MAX_DOWNLOADS": "4", "SITE_DOWNLOADS": "1", "RETRIES": "0", "SPEED_LIMIT": "2.5M",
            "API_METUBE": "true", "API_ARIA2": "0"}  # fmt: skip
    for name, value in said.items():
        monkeypatch.setenv(f"MEDIADL_{name}", value)
    settings = read_environment().settings
    assert settings == {"max_downloads": 4, "site_downloads": 1, "automatic_retries": 0,
                        "speed_limit_bps": 2_621_440, "api_metube": True, "api_aria2": False}  # fmt: skip
    assert Settings.model_validate(settings).model_dump(include=set(settings)) == settings


def test_empty_is_not_said_and_no_limit_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDIADL_MAX_DOWNLOADS", "")
    assert read_environment().settings == {}
    monkeypatch.setenv("MEDIADL_SPEED_LIMIT", "0")
    assert read_environment().settings == {"speed_limit_bps": None}


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("PORT", "70000", "a port from 1 to 65535"),
        ("MAX_DOWNLOADS", "17", "a number from 1 to 16"),
        ("SPEED_LIMIT", "quick", "bytes a second"),
        ("API_METUBE", "perhaps", "true or false"),
    ],
)
def test_what_cannot_be_used_is_named(
    name: str, value: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"MEDIADL_{name}", value)
    with pytest.raises(UserError, match=f"^In the environment MEDIADL_{name} has to be {words}"):
        read_environment()


def test_no_other_start_waits_for_the_library() -> None:
    line = "import sys, mediadl.cli.arguments; print('pydantic_settings' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", line], capture_output=True, text=True, check=True)
    assert said.stdout == "False\n"
