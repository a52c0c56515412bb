"""The browser extension: few permissions, nothing from elsewhere, and every word in every language."""

import json
import re
from pathlib import Path

import pytest

import mediadl
from mediadl.ui.palette import DARK, LIGHT
from tests.quality.project import ROOT, files, listed, text

FOLDER = ROOT / "resources" / "extension"
MANIFEST = json.loads(text(FOLDER / "manifest.json"))
SOURCES = [path for path in files(FOLDER) if path.suffix in {".js", ".html", ".css"}]
LOCALES = sorted((FOLDER / "_locales").iterdir())
_BANNED = re.compile(
    r"\beval\(|\bFunction\(|(?:inner|outer)HTML|insertAdjacentHTML|document\.write|storage\.sync\.|\son\w+="
)
_ADDRESS = re.compile(r"\b(?:https?|wss?)://(?P<host>[\w.-]+)")
_ASKED = re.compile(r"\bwords\((?P<inside>[^()]*)|data-(?:words|label)=(?P<one>\"\w+\")")
_LITERAL = re.compile(r'"(\w+)"')


def _messages(locale: Path) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = json.loads(text(locale / "messages.json"))
    return found


def test_it_has_the_permissions_that_its_readme_explains_and_no_other() -> None:
    given = ["activeTab", "alarms", "contextMenus", "scripting", "storage", "webRequest"]
    assert MANIFEST["permissions"] == given
    assert MANIFEST["optional_permissions"] == ["cookies"]
    assert MANIFEST["optional_host_permissions"] == ["*://*/*"]
    assert not MANIFEST.keys() & {"host_permissions", "content_scripts", "externally_connectable"}
    page = text(FOLDER / "README.md")
    named = [*MANIFEST["permissions"], *MANIFEST["optional_permissions"]]
    assert [one for one in named if f"| `{one}`" not in page] == []


def test_one_manifest_serves_every_browser_with_this_version() -> None:
    background = MANIFEST["background"]
    assert background["scripts"] == [background["service_worker"]]
    assert background["type"] == "module"
    assert MANIFEST["version"] == mediadl.__version__
    policy = MANIFEST["content_security_policy"]["extension_pages"]
    assert policy.startswith("default-src 'none'; script-src 'self';")
    assert policy.endswith("connect-src http://127.0.0.1:*")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_nothing_comes_from_elsewhere_and_no_text_becomes_code(path: Path) -> None:
    source = text(path)
    assert {found["host"] for found in _ADDRESS.finditer(source)} <= {"127.0.0.1"}
    assert _BANNED.findall(source) == []
    assert len(source.splitlines()) <= 400
    assert path.suffix == ".html" or source.startswith("/*")


def test_every_word_is_there_in_every_language_and_none_is_left_over() -> None:
    sources = [text(path) for path in [*SOURCES, FOLDER / "manifest.json"]]
    asked = {key for source in sources for key in re.findall(r"__MSG_(\w+)__", source)}
    for source in sources:
        for found in _ASKED.finditer(source):
            inside = found["one"] or found["inside"].partition(",")[0]
            asked |= set(_LITERAL.findall(inside))
    written = {word for source in sources for word in _LITERAL.findall(source)}
    for locale in LOCALES:
        known = set(_messages(locale))
        assert asked <= known, listed(sorted(asked - known))
        assert known <= asked | written, listed(sorted(known - asked - written))


def test_languages_say_the_same_with_the_same_values() -> None:
    said = [{key: one.get("placeholders") for key, one in _messages(locale).items()} for locale in LOCALES]
    assert len(said) > 1
    assert all(one == said[0] for one in said)


def test_it_looks_like_the_window() -> None:
    light, dark = text(FOLDER / "theme.css").split("@media (prefers-color-scheme: dark)")
    for css, tokens in ((light, LIGHT), (dark, DARK)):
        found = re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", css)
        assert len(found) > 20
        assert [name for name, value in found if getattr(tokens, name.replace("-", "_")) != value] == []
    for icon in (FOLDER / "icons").glob("*.svg"):
        assert icon.read_bytes() == (ROOT / "resources" / "icons" / icon.name).read_bytes()
