"""The history's rows come at once and go one by one."""

import dataclasses
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy

from mediadl.domain.job import Job
from mediadl.domain.options import DownloadOptions
from mediadl.ui.models.history_model import HistoryLine, HistoryModel, Role


def line(job_id, *, is_missing=False, **changes):
    job = Job(
        id=job_id, url=f"https://a.example/{job_id}", options=DownloadOptions(), created_at=datetime.now(UTC)
    )
    return HistoryLine(dataclasses.replace(job, title=f"Title {job_id}", **changes), is_missing)


@pytest.fixture
def model(qt_app):
    model = HistoryModel(lambda line: f"spoken {line.job.id}")
    model.tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.show_lines([line("a"), line("b", is_missing=True), line("c")])
    return model


def test_a_row_gives_its_line_and_its_words(model):
    index = model.index(1)
    assert index.data(Role.LINE).is_missing
    assert index.data() == "Title b"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "spoken b"


def test_the_same_lines_do_not_reset_the_list(model):
    resets = []
    model.modelReset.connect(lambda: resets.append(1))
    model.show_lines([model.line(row) for row in range(3)])
    assert resets == []
    model.show_lines([])
    assert (resets, model.rowCount()) == ([1], 0)


def test_removed_rows_are_told_one_by_one(model):
    removed = []
    model.rowsRemoved.connect(lambda _parent, first, last: removed.append((first, last)))
    model.remove({"a", "c", "unknown"})
    assert removed == [(2, 2), (0, 0)]
    assert [model.line(row).job.id for row in range(model.rowCount())] == ["b"]


def test_a_row_is_found_by_its_job(model):
    assert model.row_of("c") == 2
    assert model.row_of("gone") is None


def test_more_lines_are_put_below_and_nothing_else_moves(qt_app):
    model = HistoryModel(lambda _line: "")
    lines = [line(str(number)) for number in range(3)]
    model.show_lines(lines[:2])
    kept, resets = QPersistentModelIndex(model.index(1)), QSignalSpy(model.modelReset)
    model.show_lines(lines)
    assert (model.rowCount(), kept.row(), resets.count()) == (3, 1, 0)
    model.show_lines(lines[1:])
    assert (model.rowCount(), resets.count()) == (2, 1)
