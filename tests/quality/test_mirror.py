"""The mirror: every module with a function or a class has its test file, and every test file its module."""

import ast
from pathlib import Path

from tests.quality.project import ROOT, Function, functions, listed, sources, tree, write

# Rooms of tests that mirror no single module.
OWN_ROOMS = {"helpers", "e2e", "shots", "bench", "chaos", "quality"}


def mirror_of(module: Path) -> Path:
    """Return `tests/x/test_y.py` for `mediadl/x/y.py`; underscores around a name fall away (`__main__`)."""
    inside = module.parts[1:] if module.parts[0] == "mediadl" else module.parts
    return Path("tests", *inside[:-1], f"test_{module.stem.strip('_')}.py")


def has_code(module: Path) -> bool:
    """Say whether there is something to test: a function or a class."""
    return any(isinstance(node, Function | ast.ClassDef) for node in tree(module).body)


def modules_without_tests(root: Path) -> list[str]:
    """Return the test files that are missing or hold no test."""
    modules = [path for path in sources(root, "mediadl", "dev.py") if has_code(path)]
    wanted = [root / mirror_of(path.relative_to(root)) for path in modules]
    return [path.relative_to(root).as_posix() for path in wanted if not _has_test(path)]


def orphaned_tests(root: Path) -> list[str]:
    """Return the test files whose module is not there."""
    known = {mirror_of(path.relative_to(root)) for path in sources(root, "mediadl", "dev.py")}
    files = [path.relative_to(root) for path in sources(root, "tests") if path.name.startswith("test_")]
    mirrored = [path for path in files if path.parts[1] not in OWN_ROOMS]
    return [path.as_posix() for path in mirrored if path not in known]


def _has_test(path: Path) -> bool:
    return path.is_file() and any(function.name.startswith("test_") for function in functions(tree(path)))


def test_every_module_has_its_test_file() -> None:
    assert not (found := modules_without_tests(ROOT)), listed(found)


def test_every_test_file_has_its_module() -> None:
    assert not (found := orphaned_tests(ROOT)), listed(found)


CODE = "def f():\n    pass\n"
TEST = "def test_f():\n    assert True\n"


def test_a_module_without_a_test_is_found(tmp_path: Path) -> None:
    write(tmp_path, {"mediadl/x/y.py": CODE, "mediadl/x/names.py": "A = 1\n", "mediadl/__main__.py": CODE})
    assert modules_without_tests(tmp_path) == ["tests/test_main.py", "tests/x/test_y.py"]
    write(tmp_path, {"tests/x/test_y.py": "", "tests/test_main.py": TEST})
    assert modules_without_tests(tmp_path) == ["tests/x/test_y.py"]


def test_a_test_without_a_module_is_found(tmp_path: Path) -> None:
    write(tmp_path, {"mediadl/x/y.py": CODE, "tests/x/test_y.py": TEST, "tests/e2e/test_all.py": TEST})
    assert orphaned_tests(tmp_path) == []
    write(tmp_path, {"tests/x/test_gone.py": TEST})
    assert orphaned_tests(tmp_path) == ["tests/x/test_gone.py"]
