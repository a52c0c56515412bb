"""Where browsers find the extension: beside the program, or a copy where that does not stay."""

import contextlib
import filecmp
import shutil
import sys
from pathlib import Path

from mediadl.domain.errors import FolderUnusable
from mediadl.paths import resources_dir

NAME = "extension"


def extension_folder(data: Path, source: Path | None = None, *, stays: bool | None = None) -> Path:
    """The folder to be loaded by a browser, which has to be there whenever that starts.

    A packaged program may be moved, or be mounted only while it runs: of it a copy is made below `data`, or
    brought up to date. `source` and `stays` are found out, unless they are given. This blocks.

    Raises:
        FolderUnusable: there is no extension, or no copy can be made.
    """
    source = source or resources_dir() / NAME
    if not (source / "manifest.json").is_file():
        raise FolderUnusable("The browser extension is not part of this installation. Install MediaDL anew.")
    if stays if stays is not None else not getattr(sys, "frozen", False):
        return source
    copy = data / NAME
    if not _is_same(source, copy):
        _replace(source, copy)
    return copy


def keep_fresh(data: Path, source: Path | None = None, *, stays: bool | None = None) -> None:
    """Bring a copy that was made once up to date: browsers load what fits this program. This blocks."""
    if (data / NAME).is_dir():
        with contextlib.suppress(FolderUnusable):  # it is said when somebody asks for the folder
            extension_folder(data, source, stays=stays)


def _is_same(source: Path, copy: Path) -> bool:
    files = sorted(file.relative_to(source) for file in source.rglob("*") if file.is_file())
    if not copy.is_dir() or files != sorted(
        file.relative_to(copy) for file in copy.rglob("*") if file.is_file()
    ):
        return False
    _same, changed, unreadable = filecmp.cmpfiles(source, copy, map(str, files), shallow=False)
    return not changed and not unreadable


def _replace(source: Path, copy: Path) -> None:
    """The old files go last, so that a browser finds one or the other."""
    made, old = copy.with_name(f".{copy.name}-new"), copy.with_name(f".{copy.name}-old")
    try:
        for left in (made, old):
            shutil.rmtree(left, ignore_errors=True)
        shutil.copytree(source, made, copy_function=shutil.copyfile)  # not the bits of a read-only bundle
        made.chmod(0o700)
        if copy.exists():
            copy.rename(old)
        made.rename(copy)
    except OSError as error:
        problem = error.strerror or "it cannot be copied"
        raise FolderUnusable(f"The browser extension cannot be put into “{copy}”: {problem}.") from error
    shutil.rmtree(old, ignore_errors=True)
