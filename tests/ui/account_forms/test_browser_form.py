"""A browser's cookies are asked for by its name, with an honest word where they are locked."""

import pytest

from mediadl.ui.account_forms.browser_form import BrowserForm, browsers
from mediadl.ui.account_forms.new_account import NewFromBrowser
from mediadl.ui.theme import Theme


@pytest.mark.parametrize(
    ("platform", "browser", "words"),
    [
        ("win32", "chrome", "On Windows, Chrome locks its cookies"),
        ("win32", "edge", "On Windows, Edge locks its cookies"),
        ("win32", "firefox", "Its cookies are read once, now."),
        ("linux", "chrome", "Its cookies are read once, now."),
    ],
)
def test_it_says_what_can_be_expected(qt_app, platform, browser, words):
    form = BrowserForm(Theme(), platform=platform)
    form.browser.setCurrentIndex(form.browser.findData(browser))
    assert form.words.text().startswith(words)


def test_what_is_picked_is_handed_over(qt_app):
    form = BrowserForm(Theme(), platform="linux")
    form.profile.setText(" work ")
    assert (form.missing, form.new(None)) == ("", NewFromBrowser("firefox", "work", None))
    form.forget()
    assert form.profile.text() == ""


def test_safari_is_on_one_system_alone():
    assert ("safari" in browsers("darwin"), "safari" in browsers("linux")) == (True, False)
