"""Integrations: their card off, on and with clients, the dialogs that let a browser or a script in."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QDialog

from mediadl.domain.clients import Scope
from mediadl.server.sockets import listen
from mediadl.ui.dialogs.install_extension import InstallExtensionDialog
from mediadl.ui.dialogs.new_token import NewTokenDialog
from mediadl.ui.rail import Place
from tests.helpers.api import CHROME
from tests.shots.looks import LOOKS, Look

if TYPE_CHECKING:
    from tests.shots.__main__ import Photographer

_SCOPES = (Scope.SUBMIT, Scope.READ, Scope.CONTROL, Scope.PROBE, Scope.COOKIES)


async def integrations_views(photographer: "Photographer") -> None:
    """Everything of the API that a user sees."""
    window, engine = photographer.window, photographer.engine
    card = window.settings_view.integrations
    api = card._api
    window.show_place(Place.SETTINGS)
    for look in LOOKS:
        await photographer.wear(look)
        window.settings_view.show_card(card)
        await photographer.take("integrations-off", look)
    await engine.change_settings(
        api_enabled=True, api_metube=True, api_aria2=True, page_link_sites=("example.org", "films.example")
    )
    await photographer.until(lambda: api.server.listening)
    await api.server.clients.make("Chromium on this laptop", _SCOPES, origin=CHROME)
    _client, token = await api.server.clients.make("Script that fetches lectures", [Scope.SUBMIT, Scope.READ])
    await _some_requests(api.server.address, token)
    for look in LOOKS:
        await photographer.wear(look)
        window.show_place(Place.SETTINGS)
        card.list.select(0)
        await asyncio.sleep(0.2)
        window.settings_view.show_card(card)
        await photographer.take("integrations-on", look)
        await _take_parts(photographer, look)
        await _take_asking(photographer, look)
    await _take_taken(photographer)
    await engine.change_settings(api_enabled=False, api_port=8787, page_link_sites=())


async def _take_parts(photographer: "Photographer", look: Look) -> None:
    """What is made for others, the requests, and the extension."""
    window, card = photographer.window, photographer.window.settings_view.integrations
    window.settings_view.show_part(card.compatible)
    await photographer.take("integrations-compatible", look)
    window.settings_view.show_part(card.all)
    await photographer.take("integrations-requests", look)
    card.all.click()
    await _take_dialog(photographer, "requests", look)
    await _take_install(photographer, look)
    card.compatible.address.click()
    await _take_dialog(photographer, "token-metube", look)


async def _take_asking(photographer: "Photographer", look: Look) -> None:
    """The dialogs that let a browser or a script in."""
    window, card = photographer.window, photographer.window.settings_view.integrations
    api = card._api
    card.connect_browser.click()
    await _take_dialog(photographer, "connect-waiting", look)
    card.connect_browser.click()
    api.server.pairing.ask("MediaDL for Chromium", CHROME, _SCOPES)
    await asyncio.sleep(0.8)
    await _take_dialog(photographer, "connect-asking", look)
    card.new.click()
    await _take_dialog(photographer, "token-new", look)
    card.new.click()
    (dialog,) = window.findChildren(NewTokenDialog)
    dialog.name.setText("Script that fetches films")
    dialog.make.click()
    await photographer.until(dialog.token.text)
    made = api.server.clients.find(dialog.token.text())
    await _take_dialog(photographer, "token-made", look)
    await api.server.clients.forget(made.id)


async def _take_install(photographer: "Photographer", look: Look) -> None:
    window = photographer.window
    folder = Path("/usr/lib/mediadl/resources/extension")
    dialog = InstallExtensionDialog(folder, window.notify, window._theme, window)
    dialog.open()
    await _take_dialog(photographer, "install-extension", look)


async def _take_taken(photographer: "Photographer") -> None:
    """The card while another program has the port."""
    window, engine = photographer.window, photographer.engine
    card = window.settings_view.integrations
    api = card._api
    taken = listen(0)
    await engine.change_settings(api_port=taken.port)
    await photographer.until(lambda: api.server.listening and api.server.listening.wanted == taken.port)
    await photographer.wear(LOOKS[0])
    window.settings_view.show_card(card)
    await photographer.take("integrations-taken", LOOKS[0])
    for one in taken.sockets:
        one.close()


async def _some_requests(address: str, token: str) -> None:
    import aiohttp

    async with aiohttp.ClientSession() as session:
        for sent in (token, "mdl_wrong"):
            headers = {"Authorization": f"Bearer {sent}"}
            async with session.get(f"{address}/download", headers=headers) as answer:
                await answer.read()


async def _take_dialog(photographer: "Photographer", name: str, look: Look) -> None:
    await asyncio.sleep(0.4)
    (dialog,) = [
        one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()
    ]
    dialog.resize(dialog.size().boundedTo(photographer.window.size()))
    await photographer.take(name, look, dialog)
    dialog.close()
    await asyncio.sleep(0.2)
