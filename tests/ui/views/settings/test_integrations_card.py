"""The card switches the API, shows who is connected and what they asked, and takes tokens back at once."""

import asyncio

import aiohttp
from PySide6.QtWidgets import QApplication

from mediadl.domain.clients import Scope
from mediadl.domain.events import SettingsChanged
from mediadl.ui.dialogs.confirm import ConfirmDialog
from mediadl.ui.dialogs.connect_browser import ConnectBrowserDialog
from mediadl.ui.dialogs.install_extension import InstallExtensionDialog
from mediadl.ui.dialogs.new_token import NewTokenDialog
from mediadl.ui.dialogs.requests import RequestsDialog
from mediadl.ui.views.settings.integrations_card import IntegrationsCard
from tests.helpers.api_shell import a_free_port, post, with_api
from tests.helpers.shell import until


def with_integrations(tmp_path, app, scenario):
    async def opened(api, shell):
        card = IntegrationsCard(api, shell.engine, shell.operations, shell.theme)
        shell.engine.bus.subscribe(SettingsChanged, lambda event: card.show_settings(event.settings))
        card.show_settings(shell.engine.settings)
        card.show()
        await asyncio.sleep(0.02)
        await scenario(card, api, shell)
        card.close()

    with_api(tmp_path, app, opened)


async def ask(api, token):
    headers = {"Authorization": f"Bearer {token}"}
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{api.server.address}/download", headers=headers) as answer,
    ):
        return answer.status


def dialog_of(kind):
    return next((one for one in QApplication.topLevelWidgets() if isinstance(one, kind)), None) or next(
        (one for top in QApplication.topLevelWidgets() for one in top.findChildren(kind)), None
    )


def test_it_is_off_until_it_is_switched_on_and_off_again(qt_app, tmp_path):
    async def scenario(card, api, shell):
        assert (card.switch.isChecked(), card.connect_browser.isEnabled()) == (False, False)
        assert not card.none.isHidden()
        card.switch.click()
        await until(lambda: api.server.listening)
        await until(card.connect_browser.isEnabled)
        assert api.server.address in card.line.words.text()
        port = a_free_port()
        card.port.setValue(port)
        await until(lambda: api.server.listening and api.server.listening.wanted == port)
        card.switch.click()
        await until(lambda: card.line.words.text().startswith("Off."))
        assert api.server.listening is None

    with_integrations(tmp_path, qt_app, scenario)


def test_a_browser_is_connected_with_the_buttons_and_then_listed(qt_app, tmp_path):
    async def scenario(card, api, shell):
        card.switch.click()
        await until(card.connect_browser.isEnabled)
        card.connect_browser.click()
        dialog = dialog_of(ConnectBrowserDialog)
        _status, asked = await post(api, "/pair", {"name": "Chromium", "scopes": ["submit"]})
        await until(dialog.allow.isEnabled)
        dialog.allow.click()
        assert "“Chromium” may connect now" in shell.notices[-1].text
        keys = {"pair_id": asked["pair_id"], "secret": asked["secret"]}
        _status, told = await post(api, "/pair/poll", keys)
        await until(lambda: card.clients)
        assert card.list.rows.item(0).text().startswith("Chromium\nBrowser extension chrome-extension://")
        assert "It may add downloads." in card.words.text()
        assert told["token"].startswith("mdl_")

    with_integrations(tmp_path, qt_app, scenario)


def test_a_revoked_client_is_out_at_once_and_the_requests_are_listed(qt_app, tmp_path):
    async def scenario(card, api, shell):
        card.switch.click()
        await until(card.connect_browser.isEnabled)
        _client, token = await api.server.clients.make("Mine", [Scope.READ])
        assert await ask(api, token) == 200
        card.list.removed.emit()
        dialog_of(ConfirmDialog).accept()
        await until(lambda: not card.clients)
        assert await ask(api, token) == 401
        await until(lambda: "refused, 401" in card.decisions.text())
        card.all.click()
        assert "refused, 401" in dialog_of(RequestsDialog).lines.toPlainText()
        dialog_of(RequestsDialog).close()
        assert "Mine · GET /api/v1/download · allowed, 200" in card.decisions.text()
        assert token not in card.decisions.text()

    with_integrations(tmp_path, qt_app, scenario)


def test_who_has_a_token_is_known_while_it_is_off(qt_app, tmp_path):
    async def scenario(card, api, shell):
        await api.server.clients.make("Mine", [Scope.READ])
        second = IntegrationsCard(api, shell.engine, shell.operations, shell.theme)
        second.show()
        await until(lambda: [one.name for one in second.clients] == ["Mine"])
        assert not second.revoke.isHidden()
        card.new.click()
        dialog_of(NewTokenDialog).reject()
        second.install.click()
        await until(lambda: dialog_of(InstallExtensionDialog))
        dialog_of(InstallExtensionDialog).connect_browser.click()
        assert "Switch on first" in shell.notices[-1].text
        second.close()

    with_integrations(tmp_path, qt_app, scenario)
