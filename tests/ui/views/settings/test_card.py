"""Cards name their controls, and the wheel changes only what has the focus."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QSpinBox

from mediadl.ui.views.settings.card import Problem, SettingsCard, quiet
from tests.helpers.shell import until, with_shell


def roll_up(widget):
    nothing = QPoint(0, 0)
    wheel = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), nothing, QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, wheel)


def test_a_row_has_its_label_its_hint_and_a_name(qt_app, tmp_path):
    async def scenario(shell):
        card, spin = SettingsCard("Title", shell.engine, shell.operations, shell.theme), QSpinBox()
        card.prepare("Number", spin)
        card.add_row("Number", spin, "Of things.")
        card.finish()
        assert {"Title", "Number", "Of things."} == {label.text() for label in card.findChildren(QLabel)}
        assert (spin.accessibleName(), spin.lineEdit().accessibleName()) == ("Number", "Number")
        assert spin.accessibleDescription() == "Of things."

    with_shell(tmp_path, qt_app, scenario)


def test_the_wheel_changes_only_what_has_the_focus(qt_app, tmp_path):
    async def scenario(shell):
        card, spin = SettingsCard("Title", shell.engine, shell.operations, shell.theme), QSpinBox()
        card.prepare("Number", spin)
        card.add_row("Number", spin)
        card.show()
        card.activateWindow()
        await until(card.isActiveWindow)
        spin.clearFocus()
        roll_up(spin)
        assert spin.value() == 0
        spin.setFocus()
        roll_up(spin)
        assert spin.value() == 1

    with_shell(tmp_path, qt_app, scenario)


def test_a_problem_marks_its_field_until_it_is_gone(qt_app):
    field = QLineEdit()
    problem = Problem(field)
    problem.say("This is wrong.")
    assert (problem.isHidden(), field.property("kind"), field.accessibleDescription()) == (
        False,
        "error",
        "This is wrong.",
    )
    problem.say("")
    assert (problem.isHidden(), field.property("kind")) == (True, "")


def test_what_is_set_quietly_is_not_told(qt_app):
    spin, told = QSpinBox(), []
    spin.valueChanged.connect(told.append)
    with quiet(spin):
        spin.setValue(5)
    spin.setValue(6)
    assert told == [6]
