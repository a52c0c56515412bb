"""The line says where the API listens, that its port was taken, or why it does not listen."""

from PySide6.QtGui import QGuiApplication

from mediadl.server.sockets import listen
from mediadl.ui.views.settings.api_line import ApiLine
from tests.helpers.api_shell import switched_on, with_api
from tests.helpers.shell import until


def test_it_is_off_at_first_and_then_says_the_address_which_can_be_copied(qt_app, tmp_path):
    async def scenario(api, shell):
        line = ApiLine(shell.theme)
        line.show_api(api, is_on=False)
        assert (line.words.text()[:4], line.copy.isHidden()) == ("Off.", True)
        line.show_api(api, is_on=True)
        assert line.words.text() == "Starting…"
        await switched_on(api, shell)
        line.show_api(api, is_on=True)
        assert line.words.text().startswith(f"Listening at {api.server.address}, ")
        line.copy.click()
        assert QGuiApplication.clipboard().text() == api.server.address

    with_api(tmp_path, qt_app, scenario)


def test_a_port_that_is_taken_is_said(qt_app, tmp_path):
    async def scenario(api, shell):
        taken = listen(0)
        await shell.engine.change_settings(api_port=taken.port)
        await switched_on(api, shell)
        line = ApiLine(shell.theme)
        line.show_api(api, is_on=True)
        now = api.server.listening.port
        words = f"Port {taken.port} is taken by another program; now at {now}.\n"
        assert (now != taken.port, line.words.text().startswith(words)) == (True, True)
        for one in taken.sockets:
            one.close()

    with_api(tmp_path, qt_app, scenario)


def test_why_it_cannot_listen_is_said(qt_app, tmp_path):
    async def scenario(api, shell):
        (tmp_path / "logs").write_text("in the way")
        await shell.engine.change_settings(api_enabled=True)
        await until(lambda: api.problem)
        line = ApiLine(shell.theme)
        line.show_api(api, is_on=True)
        assert (line.words.text(), line.copy.isHidden()) == (api.problem, True)

    with_api(tmp_path, qt_app, scenario)
