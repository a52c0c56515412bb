"""What all forms share: labels that belong to their fields, and hints that are said."""

from PySide6.QtWidgets import QLabel

from mediadl.ui.account_forms.form import AccountForm, plain_field
from mediadl.ui.theme import Theme


def test_a_line_has_a_label_a_name_and_a_hint(qt_app):
    form = AccountForm(Theme())
    field = plain_field("such as this", form)
    form.add_line("Site", field, "Its address.")
    labels = form.findChildren(QLabel)
    assert [label.text() for label in labels] == ["Site", "Its address."]
    assert (labels[0].buddy(), field.accessibleName()) == (field, "Site")
    assert (field.accessibleDescription(), form.usual_name) == ("Its address.", "")
