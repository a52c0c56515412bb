"""A jar's text does not show in what is printed of a request."""

from mediadl.contract.cookies import CookiesRequest


def test_values_are_not_shown() -> None:
    assert "visibly-not-real" not in repr(CookiesRequest(cookies="visibly-not-real"))
