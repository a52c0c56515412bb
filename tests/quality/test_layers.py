"""Layers: an import only points down, every module has its place, every outside library its one room."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.quality.project import ROOT, at, listed, pyproject, sources, tree, write

# Which parts of mediadl may import what; everything else asks one of them.
ROOMS = {
    "PySide6": "ui",
    "qasync": "ui",
    "yt_dlp": "worker",
    "sqlite3": "store",
    "keyring": "vault",
    "cryptography": "vault",
    "secretstorage": "vault",
    "aiohttp": "server client",
    "limits": "server",
    "prometheus_client": "server",
    "pydantic_settings": "cli",
}
_HOLES = {"ignore_imports", "exhaustive_ignores"}


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the contracts of a folder's pyproject.toml on the folder's package."""
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [program, "--no-logo", "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def unplaced(root: Path, tool: dict[str, Any]) -> list[str]:
    """Return the parts of mediadl that are in no layer, and the holes in the contracts."""
    contracts = tool["importlinter"]["contracts"]
    said = [f"{c['name']}: {hole}" for c in contracts for hole in sorted(_HOLES & c.keys())]
    layered = [c for c in contracts if c["type"] == "layers" and c.get("exhaustive") is True]
    if not layered:
        return [*said, "no contract of layers is exhaustive"]
    placed = {
        name.strip(" ()") for line in layered[0]["layers"] for name in line.replace(":", "|").split("|")
    }
    parts = {path.stem for path in (root / "mediadl").glob("*.py")} - {"__init__"}
    parts |= {path.parent.name for path in (root / "mediadl").glob("*/__init__.py")}
    return said + sorted(parts - placed)


def out_of_their_room(root: Path) -> list[str]:
    """Return the imports of a library outside the part of mediadl that it belongs to."""
    said = []
    for path in sources(root, "mediadl"):
        part = path.relative_to(root / "mediadl").parts[0]
        found = [
            (line, name) for line, name in _imports(tree(path)) if part not in ROOMS.get(name, part).split()
        ]
        said += [f"{at(root, path, line)} {name}" for line, name in found]
    return said


def _imports(parent: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield line and top-level name of each absolute import that is not for type checkers alone."""
    for node in ast.iter_child_nodes(parent):
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            continue
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.partition(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.lineno, node.module.partition(".")[0]
        yield from _imports(node)


def test_imports_only_point_down() -> None:
    said = lint_imports(ROOT)
    assert said.returncode == 0, said.stdout + said.stderr


def test_every_part_is_placed() -> None:
    assert not (found := unplaced(ROOT, pyproject(ROOT))), listed(found)


def test_every_library_stays_in_its_room() -> None:
    assert not (found := out_of_their_room(ROOT)), listed(found)


CONTRACT = """
[tool.importlinter]
root_package = "mediadl"
[[tool.importlinter.contracts]]
name = "down"
type = "layers"
exhaustive = true
containers = ["mediadl"]
layers = ["upper", "lower"]
"""
GOOD = {
    "pyproject.toml": CONTRACT,
    "mediadl/__init__.py": "",
    "mediadl/upper.py": "import mediadl.lower",
    "mediadl/lower.py": "",
}


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({}, "1 kept, 0 broken"),
        ({"mediadl/lower.py": "import mediadl.upper", "mediadl/upper.py": ""}, "0 kept, 1 broken"),
        ({"mediadl/stray.py": ""}, "0 kept, 1 broken"),
    ],
)
def test_an_import_that_points_up_and_a_stray_module_are_found(
    change: dict[str, str], complaint: str, tmp_path: Path
) -> None:
    said = lint_imports(write(tmp_path, GOOD | change))
    assert complaint in said.stdout, said.stdout + said.stderr
    assert (said.returncode == 0) == (not change)


def test_a_stray_part_and_a_hole_in_a_contract_are_found(tmp_path: Path) -> None:
    hole = CONTRACT + 'ignore_imports = ["mediadl.lower -> mediadl.upper"]\n'
    write(tmp_path, GOOD | {"mediadl/stray/__init__.py": "", "pyproject.toml": hole})
    assert unplaced(tmp_path, pyproject(tmp_path)) == ["down: ignore_imports", "stray"]
    write(tmp_path, {"pyproject.toml": CONTRACT.replace("true", "false")})
    assert unplaced(tmp_path, pyproject(tmp_path)) == ["no contract of layers is exhaustive"]


def test_a_library_out_of_its_room_is_found(tmp_path: Path) -> None:
    inside = "def f():\n    from PySide6.QtCore import Qt\n"
    write(
        tmp_path,
        {"mediadl/engine/a.py": inside, "mediadl/ui/b.py": inside, "mediadl/c.py": "import yt_dlp.x"},
    )
    assert out_of_their_room(tmp_path) == ["mediadl/c.py:1 yt_dlp", "mediadl/engine/a.py:2 PySide6"]
