"""Description, details and comments beside a media."""

import json
from pathlib import Path

import pytest

from mediadl.domain.options import DownloadOptions
from mediadl.worker.details import wants_details, write_details
from mediadl.worker.steps import StepSkipped

INFO = {
    "id": "x",
    "description": "Words\n",
    "comments": [{"id": "1", "author": "Ann", "text": "Hi", "_secret": 1}],
    "http_headers": {"Authorization": "SECRET"},
}
ALL = DownloadOptions(write_description=True, write_info_json=True, write_comments=True)


def test_each_has_a_file_of_its_own(tmp_path: Path):
    files, missing = write_details(INFO, ALL, tmp_path)
    assert [(path.suffix, tail) for path, tail in files] == [
        (".description", ""),
        (".json", ".info"),
        (".json", ".comments"),
    ]
    texts = [path.read_text() for path, _ in files]
    assert (texts[0], missing) == ("Words\n", "")
    assert "SECRET" not in texts[1]
    assert "comments" not in json.loads(texts[1])
    assert json.loads(texts[2]) == [{"id": "1", "author": "Ann", "text": "Hi"}]


def test_what_is_missing_is_said(tmp_path: Path):
    (one,), missing = write_details({"id": "x"}, ALL, tmp_path)
    assert (one[1], missing) == (".info", "The site has no description and no comments for this.")


def test_with_nothing_to_write_the_step_is_skipped(tmp_path: Path):
    options = DownloadOptions(write_description=True)
    assert wants_details(options)
    assert not wants_details(DownloadOptions())
    with pytest.raises(StepSkipped, match="no description"):
        write_details({"id": "x"}, options, tmp_path)
