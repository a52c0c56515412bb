"""The project's files as the checks see them; no check lives here."""

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
_FOREIGN = {"build", "dist", "node_modules", "__pycache__"}
_HIDDEN_BUT_OURS = {".ci", ".github", ".gitignore"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def files(root: Path) -> Iterator[Path]:
    """Yield the files that belong to the project, in order: no caches, no builds, no virtual environments."""
    for path in sorted(root.iterdir()):
        hidden = path.name.startswith(".") and path.name not in _HIDDEN_BUT_OURS
        if hidden or path.name in _FOREIGN or path.suffix == ".egg-info":
            continue
        if not path.is_dir():
            yield path
        elif not (path / "pyvenv.cfg").exists():
            yield from files(path)


def sources(root: Path, *places: str) -> list[Path]:
    """Return the Python files at or under these places of the root; a place that is not there has none."""
    found: list[Path] = []
    for place in places:
        path = root / place
        found += [path] if path.is_file() else [file for file in _below(path) if file.suffix == ".py"]
    return found


def _below(folder: Path) -> Iterator[Path]:
    return files(folder) if folder.is_dir() else iter(())


def text(path: Path) -> str:
    """Return what is in a text file."""
    return path.read_text(encoding="utf-8")


def tree(path: Path) -> ast.Module:
    """Return the syntax tree of a Python file."""
    return ast.parse(text(path), filename=str(path))


def functions(module: ast.Module) -> Iterator[Function]:
    """Yield every function and method, nested ones included."""
    for node in ast.walk(module):
        if isinstance(node, Function):
            yield node


def pyproject(root: Path) -> dict[str, Any]:
    """Return the `tool` tables of pyproject.toml."""
    tool: dict[str, Any] = tomllib.loads(text(root / "pyproject.toml"))["tool"]
    return tool


def at(root: Path, path: Path, line: int) -> str:
    """Return a place as `folder/file.py:line`."""
    return f"{path.relative_to(root).as_posix()}:{line}"


def listed(found: list[str]) -> str:
    """Return what a check found, one a line: pytest alone would cut a long list."""
    return "\n".join(["", *found])


def python(*arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run this Python with arguments; both streams are in `stdout`."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )


def write(root: Path, files: dict[str, str]) -> Path:
    """Write a small project for a check to find fault with; return its root."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return root
