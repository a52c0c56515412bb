"""The switches for MeTube and aria2 hold at once, and each has the address and the token that it needs."""

from mediadl.domain.clients import Scope
from mediadl.domain.settings import Settings
from mediadl.ui.dialogs.new_token import NewTokenDialog
from mediadl.ui.theme import Theme
from mediadl.ui.views.settings.compatible_part import CompatiblePart, aria2_use, metube_use
from tests.helpers.api_shell import with_api
from tests.helpers.shell import until


def test_the_switches_tell_their_settings_and_show_what_to_type(qt_app):
    part, heard, wanted = CompatiblePart(Theme()), [], []
    part.switched.connect(lambda *change: heard.append(change))
    part.wanted.connect(wanted.append)
    part.metube.click()
    part.aria2.click()
    assert heard == [("api_metube", True), ("api_aria2", True)]
    part.show_settings(Settings(api_metube=True, api_aria2=True))
    assert (part.address.isHidden(), part.secret.isEnabled()) == (False, False)
    part.show_port(8790)
    assert "http://127.0.0.1:8790/jsonrpc" in part.aria2_words.text()
    part.secret.click()
    assert wanted == [aria2_use(8790)]
    part.show_settings(Settings())
    assert (part.address.isHidden(), len(heard)) == (True, 2)


def test_the_token_for_a_metube_extension_is_an_address(qt_app, tmp_path):
    async def scenario(api, shell):
        dialog = NewTokenDialog(api.server.clients, shell.operations, shell.theme, use=metube_use(8790))
        dialog.make.click()
        await until(dialog.token.text)
        start, _, token = dialog.token.text().rpartition("/")
        client = api.server.clients.find(token)
        assert (start, client.name) == ("http://127.0.0.1:8790/c", "MeTube extension")
        assert (client.scopes, client.is_unbound) == ({Scope.SUBMIT}, True)
        dialog.close()

    with_api(tmp_path, qt_app, scenario)
