"""The model of a small table with marks."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy

from mediadl.ui.models.marked_rows import MarkedRow, MarkedRows

ROWS = (MarkedRow(("German", "VTT"), checked=True), MarkedRow(("French", "SRT")), MarkedRow(("-", ""), None))


@pytest.fixture
def model(qt_app):
    made = MarkedRows(("Language", "Format"), numeric=frozenset({1}))
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    made.show_rows(ROWS)
    yield made
    tester.deleteLater()


def test_words_and_marks_are_those_handed_in(model):
    role = Qt.ItemDataRole.CheckStateRole
    assert [model.index(row, 0).data() for row in range(3)] == ["German", "French", "-"]
    checked, unchecked = Qt.CheckState.Checked, Qt.CheckState.Unchecked
    assert [model.index(row, 0).data(role) for row in range(3)] == [checked, unchecked, None]
    assert model.index(0, 1).data(role) is None
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "German, VTT, checked"


def test_other_marks_keep_the_rows_and_other_rows_take_their_place(model):
    resets = QSignalSpy(model.modelReset)
    model.show_rows(tuple(MarkedRow(row.cells, checked=False) for row in ROWS))
    assert (resets.count(), model.index(0, 0).data(Qt.ItemDataRole.CheckStateRole)) == (
        0,
        Qt.CheckState.Unchecked,
    )
    model.show_rows(())
    assert (resets.count(), model.rowCount(), model.columnCount()) == (1, 0, 2)
