"""Cookies as data: what tells them apart, and that their values stay out of texts."""

from mediadl.domain.cookies import Cookie


def test_a_cookie_is_known_by_domain_path_and_name() -> None:
    first = Cookie(domain="site.test", name="session", value="fake-value")
    assert first.key == ("site.test", "/", "session")
    assert first.key == first.model_copy(update={"value": "another-fake-value"}).key


def test_no_text_made_of_a_cookie_shows_its_value() -> None:
    cookie = Cookie(domain="site.test", name="session", value="fake-value")
    assert "fake-value" not in f"{cookie} {cookie!r} {[cookie]}"
