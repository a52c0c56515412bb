"""Cookies are chosen, pasted or dropped; what they are is said, never what is in them."""

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication

from mediadl.domain.accounts import AccountSource
from mediadl.ui.account_forms.jar_form import JarForm
from tests.helpers.jars import a_jar
from tests.helpers.shell import until, with_shell


def with_form(tmp_path, app, scenario):
    async def opened(shell):
        form = JarForm(shell.operations, shell.theme, "a.example")
        try:
            await scenario(form)
        finally:
            form.deleteLater()

    with_shell(tmp_path, app, opened)


def test_pasted_cookies_are_summed_up_without_a_value(qt_app, tmp_path):
    async def scenario(form):
        QGuiApplication.clipboard().setText(a_jar("a.example", one="not-real", two="not-real").decode())
        form.paste.click()
        await until(lambda: not form.missing)
        assert form.answer.text().startswith("2 cookies for a.example; the last one expires in ")
        assert (form.usual_name, form.new("Mine").jar.source) == ("a.example", AccountSource.PASTED)
        form.forget()
        assert (form.answer.text(), form.missing) == ("", "Choose a file with cookies, or paste them.")

    with_form(tmp_path, qt_app, scenario)


def test_a_dropped_file_is_named(qt_app, tmp_path):
    async def scenario(form):
        (tmp_path / "cookies.txt").write_bytes(a_jar("a.example"))
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "cookies.txt"))])
        form._take_mime(mime)
        await until(lambda: not form.missing)
        assert form.answer.text().startswith("cookies.txt: 1 cookie for a.example;")
        assert form.new(None).jar.source is AccountSource.FILE

    with_form(tmp_path, qt_app, scenario)


def test_what_holds_no_cookies_says_why(qt_app, tmp_path):
    async def scenario(form):
        for text, sentence in (("<html><body>", "web page"), ("", "The clipboard is empty")):
            QGuiApplication.clipboard().setText(text)
            form.take_clipboard()
            await until(lambda sentence=sentence: sentence in form.missing, 10)
            assert form.answer.text() == form.missing
        form.take_file(str(tmp_path / "not-there.txt"))
        await until(lambda: "“not-there.txt” is not a file" in form.missing)

    with_form(tmp_path, qt_app, scenario)


def test_what_is_forgotten_meanwhile_does_not_come_back(qt_app, tmp_path):
    async def scenario(form):
        QGuiApplication.clipboard().setText(a_jar().decode())
        form.take_clipboard()
        form.forget()
        QGuiApplication.clipboard().setText("")
        form.take_clipboard()
        await until(lambda: "empty" in form.missing)
        assert form._jar is None

    with_form(tmp_path, qt_app, scenario)
