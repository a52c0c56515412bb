"""The fields above the history say what is asked for."""

from PySide6.QtWidgets import QApplication, QPushButton

from mediadl.domain.history_query import HistoryQuery
from mediadl.ui.theme import Theme
from mediadl.ui.views.history_tools import HistoryTools


def test_every_field_is_part_of_the_question(qt_app):
    tools, asked = HistoryTools(Theme()), []
    tools.changed.connect(lambda: asked.append(tools.query))
    tools.search.setText(" cats ")
    tools.order.setCurrentText("Largest first")
    tools.shown.setCurrentText("Audio")
    assert asked[-1] == HistoryQuery("cats", "size", "audio")
    tools.shown.setCurrentText("File is gone")
    assert asked[-1] == HistoryQuery("cats", "size", standing="gone")
    assert len(asked) == 4


def test_every_field_has_a_name(qt_app):
    tools = HistoryTools(Theme())
    assert all(field.accessibleName() for field in (tools.search, tools.order, tools.shown))


def test_a_button_keeps_its_name_where_there_is_room_for_its_icon_alone(qt_app):
    tools = HistoryTools(Theme())
    button = QPushButton("Import and export")
    tools.add(button)
    tools.show()
    tools.resize(1000, 60)
    QApplication.processEvents()
    assert button.text() == "Import and export"
    tools.resize(tools.order.sizeHint().width() + tools.shown.sizeHint().width() + 60, 60)
    QApplication.processEvents()
    assert (button.text(), button.accessibleName()) == ("", "Import and export")
    tools.close()
