"""Every option has a row in the table of effects, and every row is true of the files."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from mediadl import wire
from mediadl.domain.failures import FailureKind
from mediadl.domain.options import DownloadOptions
from tests.helpers.media_site import MediaSiteProcess
from tests.helpers.option_downloads import Downloads
from tests.helpers.option_effects import EFFECTS, table
from tests.helpers.workers import WorkerChild

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def made(media_site: MediaSiteProcess, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Downloads]:
    """Downloads that are done when they are asked for, by a worker of their own."""
    with WorkerChild() as worker:
        worker.hello()
        yield Downloads(media_site, worker, tmp_path_factory.mktemp("options"))


@pytest.mark.parametrize("row", [one for one in EFFECTS if one.proof], ids=lambda row: row.field)
def test_an_option_does_what_its_row_says(row, made: Downloads):
    assert row.proof(made), row.effect


def test_every_option_has_one_row():
    assert sorted(row.field for row in EFFECTS) == sorted(DownloadOptions.model_fields)
    assert table().count("\n| `") == len(DownloadOptions.model_fields)


@pytest.mark.parametrize("row", [one for one in EFFECTS if one.test], ids=lambda row: row.field)
def test_a_proof_that_is_elsewhere_exists(row):
    path, _, name = row.test.partition("::")
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    tests = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    assert not name or name in tests


def test_without_h264_plays_everywhere_takes_what_comes_nearest_and_says_so(made: Downloads):
    came = made["nearly everywhere"]
    assert isinstance(came.message, wire.Finished)
    assert [one["codec_name"] for one in came.media["streams"]][1] == "aac"
    assert came.streams("video")[0]["codec_name"] in {"av1", "vp9"}
    assert any("H.264" in sentence for sentence in came.message.differences)


def test_without_h264_a_required_codec_stops_before_the_first_byte(made: Downloads):
    came = made["everywhere or not at all"]
    assert isinstance(came.message, wire.Failed)
    assert came.message.failure.kind is FailureKind.REQUIREMENT_UNMET
    assert "H.264" in came.message.failure.message
    assert not any("/media/" in hit.path for hit in came.hits)
