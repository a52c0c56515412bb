"""All requests are listed in words, the newest first, the refused ones alone on demand, with their file."""

import aiohttp
from PySide6.QtCore import QUrl

from mediadl.domain.clients import Scope
from mediadl.ui.dialogs.requests import RequestsDialog
from tests.helpers.api_shell import switched_on, with_api
from tests.helpers.desktop import a_desktop


def test_requests_are_listed_and_their_file_opens(qt_app, tmp_path):
    async def scenario(api, shell):
        await switched_on(api, shell)
        _client, token = await api.server.clients.make("Mine", [Scope.READ])
        async with aiohttp.ClientSession() as session:
            for sent in (token, "mdl_wrong"):
                headers = {"Authorization": f"Bearer {sent}"}
                async with session.get(f"{api.server.address}/download", headers=headers) as answer:
                    await answer.read()
        dialog = RequestsDialog(api.server, shell.notices.append, shell.theme)
        dialog.open()
        first, second = dialog.lines.toPlainText().splitlines()
        assert ("no token" in first, "Mine · GET" in second) == (True, True)
        dialog.refused_only.setChecked(True)
        assert dialog.lines.toPlainText() == first
        with a_desktop("file") as desktop:
            dialog.open_file.click()
            assert desktop.opened == [QUrl.fromLocalFile(str(api.server.audit_file)).toString()]
        dialog.close()

    with_api(tmp_path, qt_app, scenario)


def test_without_a_request_it_says_so(qt_app, tmp_path):
    async def scenario(api, shell):
        dialog = RequestsDialog(api.server, shell.notices.append, shell.theme)
        assert dialog.lines.toPlainText().startswith("There is none")

    with_api(tmp_path, qt_app, scenario)
