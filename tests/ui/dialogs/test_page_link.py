"""What a page asks for is shown in full, one after the other, and nothing comes of it without a click."""

from PySide6.QtTest import QTest

from mediadl.domain.page_links import PageLink
from mediadl.ui.dialogs.page_link import PageLinkDialog
from mediadl.ui.theme import Theme

SITE = PageLink("https://www.example.org/v?" + "a" * 300)
NEAR = PageLink("http://192.168.1.4/v", "1080p")


def asked(*links):
    dialog, heard = PageLinkDialog(Theme()), []
    dialog.answered.connect(lambda *answer: heard.append(answer))
    dialog.open()
    for link in links:
        dialog.ask(link, f"With {link.preset}." if link.preset else "")
    return dialog, heard


def test_each_is_shown_and_answered_by_itself(qt_app):
    dialog, heard = asked(SITE, NEAR)
    assert (dialog.link.toPlainText(), dialog.more.text()) == (SITE.url, "1 more waits.")
    assert (dialog.add.isEnabled(), dialog.refuse.hasFocus() or not dialog.isActiveWindow()) == (False, True)
    assert (dialog.nearby.isHidden(), dialog.always.isHidden()) == (True, False)
    assert "Any web page can then start downloads from example.org" in dialog.meaning.text()
    while not dialog.add.isEnabled():
        QTest.qWait(20)
    dialog.always.setChecked(True)
    dialog.add.click()
    assert (dialog.link.toPlainText(), dialog.preset.text()) == (NEAR.url, "With 1080p.")
    assert (dialog.add.isEnabled(), dialog.nearby.isHidden(), dialog.always.isHidden()) == (
        False,
        False,
        True,
    )
    assert dialog.meaning.isHidden()
    dialog.refuse.click()
    assert heard == [(SITE, True, True), (NEAR, False, False)]
    assert not dialog.isVisible()


def test_closing_it_adds_none(qt_app):
    dialog, heard = asked(SITE, NEAR, SITE)
    assert dialog.more.text() == "2 more wait."
    dialog.none.click()
    assert (heard, dialog.isVisible()) == ([], False)
