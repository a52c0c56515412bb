"""CHANGELOG.md: the shape of "Keep a Changelog", and nothing shipped or changed without a word."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

import mediadl
from tests.quality.project import ROOT, listed, text, write

KINDS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
_RELEASE = re.compile(r"\[(?:Unreleased|(\d+\.\d+\.\d+)\] - \d{4}-\d{2}-\d{2}(?: \[YANKED)?)\]?$")


def releases(page: str) -> dict[str, str]:
    """Return the text below each `## [name]` heading by name, newest first."""
    parts = re.split(r"^## (.+)$", page, flags=re.MULTILINE)
    return {
        head.partition("]")[0].lstrip("["): body for head, body in zip(parts[1::2], parts[2::2], strict=True)
    }


def misshapen(page: str) -> list[str]:
    """Return what is not as keepachangelog.com has it."""
    said = [] if page.startswith("# Changelog\n") else ["the first line is not '# Changelog'"]
    heads = re.findall(r"^## (.+)$", page, flags=re.MULTILINE)
    said += [f"heading {head!r}" for head in heads if not _RELEASE.match(head)]
    for name, body in releases(page).items():
        kinds = re.split(r"^### (.+)$", body, flags=re.MULTILINE)
        if name != "Unreleased" and len(kinds) == 1:
            said.append(f"{name} has no entry")
        for kind, entries in zip(kinds[1::2], kinds[2::2], strict=True):
            if kind not in KINDS:
                said.append(f"{name}: unknown kind {kind!r}")
            if not re.search(r"^- \S", entries, flags=re.MULTILINE):
                said.append(f"{name}: nothing under {kind!r}")
            if re.search(r"^- *$", entries, flags=re.MULTILINE):
                said.append(f"{name}: an empty entry under {kind!r}")
    return said


def unsaid(page: str, version: str, *, is_released: bool, has_changes: bool) -> list[str]:
    """Return what the page does not tell of: `has_changes` of the program since the tag of `version`."""
    known = releases(page)
    has_news = bool(re.search(r"^- \S", known.get("Unreleased", ""), flags=re.MULTILINE))
    said = []
    if version not in known and (is_released or not has_news):
        said.append(f"nothing tells of {version}")
    if is_released and has_changes and not has_news:
        said.append(f"the program changed since {version}, and nothing under Unreleased tells of it")
    return said


def git(root: Path, *arguments: str) -> str | None:
    """Return what git says; None without git, without a repository, or when the history is too shallow."""
    if shutil.which("git") is None:
        return None
    said = subprocess.run(["git", "-C", root, *arguments], capture_output=True, text=True, check=False)
    return said.stdout.strip() if said.returncode == 0 else None


def since_release(root: Path, version: str) -> tuple[bool, bool]:
    """Return whether the version has a tag, and whether a commit touched mediadl/ after it."""
    if git(root, "rev-parse", "--verify", "--quiet", f"v{version}^{{commit}}") is None:
        return False, False
    changes = git(root, "log", "--format=%H", "-1", f"v{version}..HEAD", "--", "mediadl")
    return True, bool(changes)


def test_the_changelog_has_its_shape() -> None:
    assert not (found := misshapen(text(ROOT / "CHANGELOG.md"))), listed(found)


def test_the_changelog_tells_of_this_version() -> None:
    is_released, has_changes = since_release(ROOT, mediadl.__version__)
    page = text(ROOT / "CHANGELOG.md")
    assert unsaid(page, mediadl.__version__, is_released=is_released, has_changes=has_changes) == []


GOOD = """# Changelog

## [Unreleased]

### Added

- News.

## [1.0.0] - 2026-01-31

### Fixed

- A fault.
"""


def test_the_good_page_is_good() -> None:
    assert misshapen(GOOD) == []
    assert unsaid(GOOD, "1.0.0", is_released=True, has_changes=True) == []


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("# Changelog\n", "# News\n", "the first line is not '# Changelog'"),
        ("2026-01-31", "last winter", "heading '[1.0.0] - last winter'"),
        ("### Added", "### Cool", "Unreleased: unknown kind 'Cool'"),
        ("- News.", "", "Unreleased: nothing under 'Added'"),
        ("- News.", "- News.\n-", "Unreleased: an empty entry under 'Added'"),
        ("### Fixed\n\n- A fault.\n", "", "1.0.0 has no entry"),
    ],
)
def test_a_misshapen_page_is_found(old: str, new: str, complaint: str) -> None:
    assert misshapen(GOOD.replace(old, new)) == [complaint]


def test_an_untold_version_is_found() -> None:
    quiet = GOOD.replace("- News.", "")
    assert unsaid(quiet, "2.0.0", is_released=False, has_changes=False) == ["nothing tells of 2.0.0"]
    assert unsaid(GOOD, "2.0.0", is_released=True, has_changes=False) == ["nothing tells of 2.0.0"]
    assert len(unsaid(quiet, "1.0.0", is_released=True, has_changes=True)) == 1


def test_a_change_after_the_tag_is_found(tmp_path: Path) -> None:
    identity = ["-c", "user.name=Tester", "-c", "user.email=tester@example.org"]
    for step, name in enumerate(("mediadl/a.py", "README.md", "mediadl/b.py")):
        write(tmp_path, {name: ""})
        git(tmp_path, "init", "-q")
        git(tmp_path, "add", ".")
        assert git(tmp_path, *identity, "commit", "-q", "-m", name) is not None
        if step == 0:
            assert since_release(tmp_path, "1.0.0") == (False, False)
            git(tmp_path, "tag", "v1.0.0")
        assert since_release(tmp_path, "1.0.0") == (True, step == 2)
