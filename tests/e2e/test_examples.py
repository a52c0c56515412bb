"""The examples of the README, as they stand there, against a real API: each brings a real file."""

import asyncio
import os
import re
import shutil
import sys
from pathlib import Path

import pytest

from mediadl.domain.clients import Scope
from tests.helpers.api import running_api
from tests.helpers.media_site import MediaSiteProcess, media_path

README = Path(__file__).parents[2] / "README.md"
PROGRAMS = {"sh": ["sh"], "js": ["node"], "python": [sys.executable]}
SUFFIXES = {"sh": ".sh", "js": ".mjs", "python": ".py"}


def examples() -> dict[str, str]:
    """The code of each language."""
    return dict(re.findall(r"^```(sh|js|python)\n(.*?)^```$", README.read_text(), re.MULTILINE | re.DOTALL))


async def run(language: str, code: str, folder: Path) -> tuple[int | None, str]:
    """Run it in a folder of its own, at a home that has the token; how it ended, and what it said."""
    place = folder / language
    place.mkdir()
    script = place / f"example{SUFFIXES[language]}"
    script.write_text(code)
    environment = {**os.environ, "HOME": str(folder), "PYTHONPATH": str(README.parent)}
    process = await asyncio.create_subprocess_exec(
        *PROGRAMS[language], script.name, cwd=place, env=environment,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    said, _ = await asyncio.wait_for(process.communicate(), 120)
    return process.returncode, said.decode()


async def test_each_brings_the_file(
    tmp_path: Path, media_site: MediaSiteProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MEDIADL_ALLOW_LOOPBACK_URLS", "1")
    whole = media_path("small.mp4").read_bytes()
    there = [one for one in PROGRAMS if one != "js" or os.environ.get("CI") or shutil.which("node")]
    async with running_api(tmp_path) as api:
        _client, token = await api.client(Scope.SUBMIT, Scope.READ)
        (tmp_path / ".mediadl-token").write_text(f"{token}\n")
        places = {"http://127.0.0.1:8787": f"http://127.0.0.1:{api.port}",
                  "https://example.com/video": media_site.url("media/small.mp4")}  # fmt: skip
        assert all(old in text for old in places for text in examples().values())
        code = {name: _replaced(text, places) for name, text in examples().items()}
        ended = await asyncio.gather(*(run(name, code[name], tmp_path) for name in there))
    for name, (exit_code, said) in zip(there, ended, strict=True):
        assert (exit_code, "completed" in said) == (0, True), f"{name}: {said}"
        (file,) = (tmp_path / name).glob("*.mp4")
        assert file.read_bytes() == whole, name
    if "js" not in there:
        pytest.skip("NODE.JS IS NOT HERE: the JavaScript example was not run")


def _replaced(text: str, places: dict[str, str]) -> str:
    for old, new in places.items():
        text = text.replace(old, new)
    return text
