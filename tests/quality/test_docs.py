"""Documents: docstrings, the README's promises, links, and the map in ARCHITECTURE.md."""

import ast
import re
import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.quality.project import ROOT, Function, at, files, listed, sources, text, tree, write

ARCHITECTURE_LINES = 150
_COMMAND = re.compile(r"dev\.py ([a-z]+)")
_LINK = re.compile(r"\[[^\]]*\]\(<?([^)\s>]+)")
# Hosts to download packages from: which one is used is the business of the machine.
_REGISTRY = re.compile(
    r"\b(?:pypi|pythonhosted|npmjs|crates|rubygems|docker|ghcr|quay|flathub|anaconda)\.(?:org|com|io)\b"
    r"|\b(?:proxy\.golang|deb\.debian|archive\.ubuntu)\.(?:org|com)\b"
)
_OVERRIDING = {"override", "overload", "setter"}


def undocumented(root: Path) -> list[str]:
    """Return the modules, and their public classes and functions, without a docstring."""
    said = []
    for path in sources(root, "mediadl", "dev.py"):
        module = tree(path)
        nodes = [module, *_public(module)]
        said += [at(root, path, getattr(node, "lineno", 1)) for node in nodes if not ast.get_docstring(node)]
    helpers = [path for path in sources(root, "tests") if not ast.get_docstring(tree(path))]
    return said + [at(root, path, 1) for path in helpers]


def _public(parent: ast.Module | ast.ClassDef) -> Iterator[Function | ast.ClassDef]:
    for node in parent.body:
        if not isinstance(node, Function | ast.ClassDef) or node.name.startswith("_"):
            continue
        if isinstance(node, Function) and _is_qt_s_or_an_override(node):
            continue
        yield node
        if isinstance(node, ast.ClassDef):
            yield from _public(node)


def _is_qt_s_or_an_override(function: Function) -> bool:
    """Say whether its meaning is written elsewhere: Qt's camelCase, or what it overrides or sets."""
    names = {ast.unparse(decorator).rpartition(".")[2] for decorator in function.decorator_list}
    return function.name != function.name.lower() or bool(names & _OVERRIDING)


def broken_links(root: Path) -> list[str]:
    """Return the relative links of Markdown files that lead nowhere."""
    said = []
    for path in files(root):
        if path.suffix != ".md":
            continue
        targets = [target.partition("#")[0] for target in _LINK.findall(text(path))]
        relative = [target for target in targets if target and not re.match(r"[a-z]+:", target)]
        said += [f"{path.name}: {target}" for target in relative if not (path.parent / target).exists()]
    return said


def registry_hosts(root: Path) -> list[str]:
    """Return the places that name a package registry's host."""
    said = []
    for path in files(root):
        if path.suffix not in {".md", ".py", ".toml", ".txt", ".sh", ".yml", ""}:
            continue
        lines = enumerate(text(path).splitlines(), 1)
        said += [at(root, path, number) for number, line in lines if _REGISTRY.search(line)]
    return said


def unknown_commands(readme: str, commands: set[str]) -> set[str]:
    """Return the commands of dev.py that the README names and dev.py does not have."""
    return set(_COMMAND.findall(readme)) - commands


def unmapped_packages(root: Path) -> list[str]:
    """Return the packages of mediadl that ARCHITECTURE.md does not name as `name/`."""
    page = text(root / "ARCHITECTURE.md")
    packages = sorted(path.parent.name for path in (root / "mediadl").glob("*/__init__.py"))
    return [name for name in packages if not re.search(rf"\b{name}/", page)]


def test_everything_public_has_a_docstring() -> None:
    assert not (found := undocumented(ROOT)), listed(found)


def test_links_lead_somewhere() -> None:
    assert not (found := broken_links(ROOT)), listed(found)


def test_no_registry_is_named() -> None:
    assert not (found := registry_hosts(ROOT)), listed(found)


def test_the_readme_s_commands_exist() -> None:
    readme = text(ROOT / "README.md")
    commands = set(runpy.run_path(str(ROOT / "dev.py"))["COMMANDS"])
    assert unknown_commands(readme, commands) == set()
    assert {"demo", "test"} <= set(_COMMAND.findall(readme))


def test_architecture_is_short_and_names_every_package() -> None:
    assert len(text(ROOT / "ARCHITECTURE.md").splitlines()) <= ARCHITECTURE_LINES
    assert not (found := unmapped_packages(ROOT)), listed(found)


def test_a_missing_docstring_is_found(tmp_path: Path) -> None:
    code = (
        '"""A."""\nclass B:\n  """B."""\n  def c(self): ...\n  def rowCount(self): ...\n  def _d(self): ...\n'
    )
    write(tmp_path, {"mediadl/a.py": code, "mediadl/e.py": "", "tests/f.py": "x = 1\n"})
    assert undocumented(tmp_path) == ["mediadl/a.py:4", "mediadl/e.py:1", "tests/f.py:1"]


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    page = "[a](b.md) [c](gone.md#part) [d](https://example.org) [e](#here)"
    assert broken_links(write(tmp_path, {"a.md": page, "b.md": ""})) == ["a.md: gone.md"]


@pytest.mark.parametrize("host", ["pypi" + ".org", "deb.debian" + ".org", "npmjs" + ".com"])
def test_a_registry_s_host_is_found(host: str, tmp_path: Path) -> None:
    assert registry_hosts(write(tmp_path, {"README.md": f"\nfrom https://{host}/simple"})) == ["README.md:2"]


def test_an_unknown_command_is_found() -> None:
    assert unknown_commands("python3 dev.py demo, python3 dev.py fly", {"demo"}) == {"fly"}


def test_a_package_off_the_map_is_found(tmp_path: Path) -> None:
    write(tmp_path, {"ARCHITECTURE.md": "engine/ is here", "mediadl/engine/__init__.py": ""})
    assert unmapped_packages(tmp_path) == []
    write(tmp_path, {"mediadl/vault/__init__.py": ""})
    assert unmapped_packages(tmp_path) == ["vault"]
