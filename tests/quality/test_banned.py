"""What must not be written: empty names, blocking dialogs, machine paths, long lines, bare exemptions."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.quality.project import ROOT, at, files, listed, sources, text, tree, write

EMPTY_NAMES = {"utils", "util", "misc", "common", "base", "manager", "helpers", "helper"}
LINE_LENGTH = 110
CODE = {
    ".py",
    ".sh",
    ".toml",
    ".yml",
    ".yaml",
    ".js",
    ".css",
    ".qss",
    ".html",
    ".sql",
    ".spec",
    ".in",
    ".nsi",
}
TEXT = CODE | {".md", ".txt", ".json", ".desktop", ".svg", ".xml", ".ini", ".cfg", ""}
_MACHINE = re.compile(r"(?<![\w.:~$}>%*-])/(?:work|root|tmp|opt)/")
_EXEMPTION = re.compile(
    r"#\s*(?:noqa|type:\s*ignore)(?P<rules>:\s*[A-Z]+\d+(?:[ ,]+[A-Z]+\d+)*|\[[^\]]+\])?(?P<reason>.*)$"
)


def empty_names(root: Path) -> list[str]:
    """Return the modules and packages of mediadl whose name does not say what is in them."""
    inside = [path.relative_to(root) for path in sources(root, "mediadl")]
    return [path.as_posix() for path in inside if {path.stem, *path.parts[:-1]} & EMPTY_NAMES]


def blocking_calls(root: Path) -> list[str]:
    """Return the calls of `something.exec()`: a nested event loop stops every task of the outer one."""
    said = []
    for path in sources(root, "mediadl"):
        for node in ast.walk(tree(path)):
            call = node.func if isinstance(node, ast.Call) else None
            if isinstance(call, ast.Attribute) and call.attr in {"exec", "exec_"}:
                said.append(at(root, path, call.lineno))
    return said


def machine_paths(root: Path) -> list[str]:
    """Return the lines with an absolute path that only one machine has."""
    return [at(root, path, n) for path, n, line in _lines(root, TEXT) if _MACHINE.search(line)]


def long_lines(root: Path) -> list[str]:
    """Return the lines of code over the limit."""
    return [at(root, path, n) for path, n, line in _lines(root, CODE | {""}) if len(line) > LINE_LENGTH]


def bare_exemptions(root: Path) -> list[str]:
    """Return the exemptions from a rule that name no rule or give no reason beside it."""
    found = ((path, n, _EXEMPTION.search(line)) for path, n, line in _lines(root, {".py"}))
    return [at(root, path, n) for path, n, m in found if m and not _explains(m)]


def _explains(exemption: re.Match[str]) -> bool:
    return bool(exemption["rules"]) and bool(exemption["reason"].strip(" #:-"))


def _lines(root: Path, suffixes: set[str]) -> Iterator[tuple[Path, int, str]]:
    for path in files(root):
        if path.suffix in suffixes and path.name != "LICENSE":
            for number, line in enumerate(text(path).splitlines(), 1):
                yield path, number, line


CHECKS = [empty_names, blocking_calls, machine_paths, long_lines, bare_exemptions]
SLASH, HASH = "/#"  # apart, so that the faults below are not faults of this file
FAULTS = [
    (empty_names, "mediadl/utils.py", "", ["mediadl/utils.py"]),
    (empty_names, "mediadl/base/a.py", "", ["mediadl/base/a.py"]),
    (blocking_calls, "mediadl/a.py", "x = 1\nbox.exec()\nd.execute()\n", ["mediadl/a.py:2"]),
    (machine_paths, "a.toml", f'x = "{SLASH}tmp/y"\ny = "build/tmp/"\n', ["a.toml:1"]),
    (machine_paths, ".ci/run", f"cd {SLASH}root/x\n", [".ci/run:1"]),
    (long_lines, "a.css", "x" * 111, ["a.css:1"]),
    (long_lines, "a.js", "x" * 110, []),
    (long_lines, "a.md", "x" * 500, []),
    (bare_exemptions, "a.py", f"x  {HASH} noqa\n", ["a.py:1"]),
    (bare_exemptions, "a.py", f"x  {HASH} noqa: E501\n", ["a.py:1"]),
    (bare_exemptions, "a.py", f"x  {HASH} noqa: E501, S101 because\n", []),
    (bare_exemptions, "a.py", f"x  {HASH} type: ignore[misc]\n", ["a.py:1"]),
    (bare_exemptions, "a.py", f"x  {HASH} type: ignore[misc]  {HASH} because\n", []),
]


@pytest.mark.parametrize("check", CHECKS)
def test_nothing_banned_is_written(check: Callable[[Path], list[str]]) -> None:
    assert not (found := check(ROOT)), listed(found)


@pytest.mark.parametrize(("check", "name", "content", "complaints"), FAULTS)
def test_a_fault_is_found(
    check: Callable[[Path], list[str]], name: str, content: str, complaints: list[str], tmp_path: Path
) -> None:
    assert check(write(tmp_path, {name: content})) == complaints
