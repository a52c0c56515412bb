"""A browser asks over the socket, the user sees who and what, and answers; nobody may ask before or after."""

from mediadl.domain.clients import Scope
from mediadl.ui.dialogs.connect_browser import ConnectBrowserDialog
from tests.helpers.api import CHROME
from tests.helpers.api_shell import post, switched_on, with_api
from tests.helpers.shell import until

ASKED = {"name": "Chromium", "scopes": ["submit", "read"]}


def with_dialog(tmp_path, app, scenario):
    async def opened(api, shell):
        await switched_on(api, shell)
        assert (await post(api, "/pair", ASKED))[0] == 403
        dialog = ConnectBrowserDialog(api.server.pairing, shell.theme)
        names = []
        dialog.allowed.connect(names.append)
        dialog.open()
        await scenario(api, dialog, names)

    with_api(tmp_path, app, opened)


async def poll(api, asked):
    keys = {"pair_id": asked["pair_id"], "secret": asked["secret"]}
    return (await post(api, "/pair/poll", keys))[1]


def test_who_is_allowed_gets_a_token_and_the_time_ends(qt_app, tmp_path):
    async def scenario(api, dialog, names):
        assert (dialog.time.text(), dialog.allow.isHidden()) == ("2:00 left", True)
        status, asked = await post(api, "/pair", ASKED)
        assert (status, dialog.code.text()) == (201, asked["code"])
        assert CHROME in dialog.who.text()
        assert "add downloads; see its downloads" in dialog.who.text()
        assert "“Chromium”" in dialog.words.text()
        assert (await poll(api, asked))["status"] == "pending"
        await until(dialog.allow.isEnabled)
        dialog.allow.click()
        assert names == ["Chromium"]
        assert (await poll(api, asked))["status"] == "approved"
        (client,) = api.server.clients.all
        assert (client.name, client.origin, client.scopes) == ("Chromium", CHROME, {Scope.SUBMIT, Scope.READ})
        assert (await post(api, "/pair", ASKED))[0] == 403

    with_dialog(tmp_path, qt_app, scenario)


def test_what_has_just_appeared_cannot_be_allowed_by_a_stray_key(qt_app, tmp_path):
    async def scenario(api, dialog, names):
        _status, asked = await post(api, "/pair", ASKED)
        dialog.allow.click()
        assert (dialog.allow.isEnabled(), names) == (False, [])
        assert (await poll(api, asked))["status"] == "pending"
        dialog.close()

    with_dialog(tmp_path, qt_app, scenario)


def test_who_is_denied_learns_it_and_the_next_one_is_shown(qt_app, tmp_path):
    async def scenario(api, dialog, names):
        _status, first = await post(api, "/pair", ASKED)
        _status, second = await post(api, "/pair", {**ASKED, "name": "Second"})
        dialog.deny.click()
        assert (await poll(api, first))["status"] == "denied"
        assert (dialog.code.text(), names) == (second["code"], [])
        dialog.reject()
        assert (await poll(api, second))["status"] == "expired"
        assert api.server.clients.all == ()

    with_dialog(tmp_path, qt_app, scenario)


def test_when_the_time_is_over_it_can_be_started_again(qt_app, tmp_path):
    async def scenario(api, dialog, names):
        api.server.pairing.open(0)
        assert ("are over" in dialog.words.text(), dialog.again.isHidden()) == (True, False)
        dialog.again.click()
        assert (await post(api, "/pair", ASKED))[0] == 201
        dialog.close()

    with_dialog(tmp_path, qt_app, scenario)
