"""A login is typed: what is missing is said, and nothing stays."""

import pytest

from mediadl.domain.accounts import AccountKind
from mediadl.ui.account_forms.login_form import LoginForm
from mediadl.ui.account_forms.new_account import NewLogin
from mediadl.ui.theme import Theme


def entered(kind=AccountKind.LOGIN, place="https://www.a.example/x", user="ada", password=" fake "):
    form = LoginForm(kind, Theme(), place)
    form.username.setText(user)
    form.password.edit.setText(password)
    return form


def test_what_is_entered_is_handed_over(qt_app):
    form = entered()
    assert (form.missing, form.usual_name) == ("", "Login a.example")
    assert form.new("Mine") == NewLogin(AccountKind.LOGIN, "Mine", "a.example", "ada", " fake ")
    assert entered(AccountKind.VIDEO_PASSWORD, user="").missing == ""


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"place": " "}, "Write the address of the site, such as example.org."),
        ({"user": ""}, "Write the user name."),
        ({"password": ""}, "Write the password."),
        ({"kind": AccountKind.PROXY, "place": ""}, "Write the host of the proxy, such as proxy.example.org."),
    ],
)
def test_what_is_missing_is_said(qt_app, changes, sentence):
    assert entered(**changes).missing == sentence


def test_nothing_stays(qt_app):
    form = entered()
    form.forget()
    assert (form.place.text(), form.username.text(), form.password.text) == ("", "", "")
