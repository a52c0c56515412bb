"""Sizes: no function over 40 lines, no module over 400."""

from pathlib import Path

from tests.quality.project import ROOT, at, functions, listed, sources, text, tree, write

FUNCTION_LINES = 40
MODULE_LINES = 400
PLACES = ("mediadl", "tests", "packaging", "dev.py")


def long_functions(root: Path) -> list[str]:
    """Return the functions over the limit, signature and docstring counted, decorators not."""
    said = []
    for path in sources(root, *PLACES):
        for function in functions(tree(path)):
            lines = (function.end_lineno or function.lineno) - function.lineno + 1
            if lines > FUNCTION_LINES:
                said.append(f"{at(root, path, function.lineno)} {function.name}: {lines} lines")
    return said


def long_modules(root: Path) -> list[str]:
    """Return the modules over the limit."""
    counted = [(path, len(text(path).splitlines())) for path in sources(root, *PLACES)]
    return [f"{path.relative_to(root).as_posix()}: {n} lines" for path, n in counted if n > MODULE_LINES]


def test_no_function_is_too_long() -> None:
    assert not (found := long_functions(ROOT)), listed(found)


def test_no_module_is_too_long() -> None:
    assert not (found := long_modules(ROOT)), listed(found)


def test_a_long_function_is_found(tmp_path: Path) -> None:
    body = "    x = 1\n"
    write(tmp_path, {"dev.py": "def f():\n" + body * 39, "tests/a.py": "class A:\n  def m():\n" + body * 40})
    assert long_functions(tmp_path) == ["tests/a.py:2 m: 41 lines"]


def test_a_long_module_is_found(tmp_path: Path) -> None:
    write(tmp_path, {"mediadl/a.py": "x = 1\n" * 401, "mediadl/b.py": "x = 1\n" * 400})
    assert long_modules(tmp_path) == ["mediadl/a.py: 401 lines"]
