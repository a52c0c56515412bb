"""Types: mypy --strict over mediadl/, with nothing exempt."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.quality.project import ROOT, at, listed, pyproject, python, sources, text, write

# What may be said of a foreign module that ships no types, and nothing else.
_ALLOWED_OVERRIDE = {"module", "ignore_missing_imports"}
_SOFTENING = {"ignore_errors", "disable_error_code", "exclude", "follow_imports", "ignore_missing_imports"}
_COMMENT = re.compile(r"^\s*#\s*mypy:")


def softened(mypy: dict[str, Any]) -> list[str]:
    """Return where the settings of mypy are weaker than strict."""
    said = [f"mypy.{name}" for name in sorted(_SOFTENING & mypy.keys())]
    said += [f"mypy.{name} = false" for name, value in mypy.items() if value is False]
    if mypy.get("strict") is not True:
        said.append("mypy.strict is not true")
    if mypy.get("packages") != ["mediadl"]:
        said.append("mypy.packages is not mediadl alone")
    for override in mypy.get("overrides", []):
        modules = override["module"] if isinstance(override["module"], list) else [override["module"]]
        said += [f"override of {name}" for name in modules if name.startswith(("mediadl", "*"))]
        said += [f"override with {name}" for name in sorted(override.keys() - _ALLOWED_OVERRIDE)]
    return said


def commented(root: Path) -> list[str]:
    """Return the lines of mediadl/ that change mypy's settings for their file."""
    lines = ((path, n, line) for path in sources(root, "mediadl") for n, line in _numbered(path))
    return [at(root, path, number) for path, number, line in lines if _COMMENT.match(line)]


def _numbered(path: Path) -> list[tuple[int, str]]:
    return list(enumerate(text(path).splitlines(), 1))


def test_mypy_finds_nothing() -> None:
    said = python("-m", "mypy", "--cache-dir", ".mypy_cache")
    assert said.returncode == 0, said.stdout


def test_no_module_is_exempt() -> None:
    assert not (found := softened(pyproject(ROOT)["mypy"])), listed(found)
    assert not (found := commented(ROOT)), listed(found)


def test_a_wrong_type_and_a_missing_one_are_found(tmp_path: Path) -> None:
    write(tmp_path, {"bad.py": 'size: int = "1"\n\n\ndef f(x):\n    return x\n'})
    settings = ["--config-file", str(ROOT / "pyproject.toml"), "--cache-dir", str(tmp_path / "cache")]
    said = python("-m", "mypy", *settings, "bad.py", folder=tmp_path).stdout
    assert "[assignment]" in said
    assert "[no-untyped-def]" in said


@pytest.mark.parametrize(
    ("setting", "complaint"),
    [
        ({"ignore_errors": True}, "mypy.ignore_errors"),
        ({"disable_error_code": ["misc"]}, "mypy.disable_error_code"),
        ({"disallow_any_generics": False}, "mypy.disallow_any_generics = false"),
        ({"strict": False}, "mypy.strict is not true"),
        ({"overrides": [{"module": "mediadl.ui.*"}]}, "override of mediadl.ui.*"),
        ({"overrides": [{"module": ["yt_dlp.*"], "ignore_errors": True}]}, "override with ignore_errors"),
    ],
)
def test_a_softer_setting_is_found(setting: dict[str, Any], complaint: str) -> None:
    assert complaint in softened({"strict": True, "packages": ["mediadl"], **setting})


def test_a_setting_inside_a_file_is_found(tmp_path: Path) -> None:
    write(tmp_path, {"mediadl/a.py": '"""A."""\n# mypy: ignore-errors\n'})
    assert commented(tmp_path) == ["mediadl/a.py:2"]
