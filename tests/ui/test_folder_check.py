"""A folder that was typed can be used, or a sentence says why not."""

import pytest

from mediadl.domain.errors import FolderUnusable
from mediadl.ui.folder_check import usable_folder


def test_folders_that_can_and_cannot_be_used(tmp_path):
    assert usable_folder(str(tmp_path)) == str(tmp_path)
    with pytest.raises(FolderUnusable, match="is not a whole path"):
        usable_folder("films")
    with pytest.raises(FolderUnusable, match="There is no folder"):
        usable_folder(str(tmp_path / "gone"))
    with pytest.raises(FolderUnusable, match="cannot be written to"):
        usable_folder("/proc")
