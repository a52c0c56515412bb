"""Style and format of the whole repository, as ruff and pyproject.toml have it."""

from pathlib import Path

from tests.quality.project import ROOT, python, write

CONFIG = str(ROOT / "pyproject.toml")


def test_ruff_finds_nothing() -> None:
    said = python("-m", "ruff", "check", ".")
    assert said.returncode == 0, said.stdout


def test_every_file_is_formatted() -> None:
    said = python("-m", "ruff", "format", "--check", ".")
    assert said.returncode == 0, said.stdout


def test_an_unused_import_is_found(tmp_path: Path) -> None:
    write(tmp_path, {"mediadl/bad.py": '"""Bad."""\n\nimport os\n'})
    said = python("-m", "ruff", "check", "--config", CONFIG, str(tmp_path))
    assert said.returncode == 1
    assert "F401" in said.stdout


def test_a_missing_docstring_is_found(tmp_path: Path) -> None:
    write(tmp_path, {"mediadl/bad.py": "def public() -> None:\n    return\n"})
    said = python("-m", "ruff", "check", "--config", CONFIG, str(tmp_path)).stdout
    assert "D100" in said
    assert "D103" in said


def test_an_unformatted_file_is_found(tmp_path: Path) -> None:
    write(tmp_path, {"bad.py": "x = {  'a':1 }\n"})
    assert python("-m", "ruff", "format", "--check", "--config", CONFIG, str(tmp_path)).returncode == 1
