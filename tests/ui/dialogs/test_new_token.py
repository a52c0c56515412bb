"""A token for a script: what it may do is chosen, it is shown once, and it opens just that."""

from PySide6.QtGui import QGuiApplication

from mediadl.domain.clients import Scope
from mediadl.ui.dialogs.new_token import NewTokenDialog
from tests.helpers.api_shell import with_api
from tests.helpers.shell import until


def test_a_token_is_made_with_what_is_checked_and_can_be_copied(qt_app, tmp_path):
    async def scenario(api, shell):
        dialog = NewTokenDialog(api.server.clients, shell.operations, shell.theme)
        dialog.open()
        assert not dialog.make.isEnabled()
        dialog.name.setText("Lectures")
        dialog.scopes[Scope.READ].setChecked(False)
        dialog.scopes[Scope.PROBE].setChecked(True)
        dialog.make.click()
        await until(dialog.token.text)
        client = api.server.clients.find(dialog.token.text())
        assert (client.name, client.scopes) == ("Lectures", {Scope.SUBMIT, Scope.PROBE})
        assert client.origin is None
        assert (dialog.make.isHidden(), dialog.cancel.text()) == (True, "Close")
        dialog.copy.click()
        assert QGuiApplication.clipboard().text() == dialog.token.text()
        dialog.close()

    with_api(tmp_path, qt_app, scenario)


def test_everything_holds_the_rest_and_nothing_makes_no_token(qt_app, tmp_path):
    async def scenario(api, shell):
        dialog = NewTokenDialog(api.server.clients, shell.operations, shell.theme)
        dialog.name.setText("Mine")
        dialog.scopes[Scope.ALL].setChecked(True)
        assert (dialog.scopes[Scope.READ].isEnabled(), dialog.make.isEnabled()) == (False, True)
        for box in dialog.scopes.values():
            box.setChecked(False)
        assert not dialog.make.isEnabled()

    with_api(tmp_path, qt_app, scenario)
