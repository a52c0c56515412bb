"""Secrets on their way: no text made of them shows one."""

from mediadl.domain.cookies import Cookie
from mediadl.domain.secrets import Secrets


def test_no_text_made_of_secrets_shows_one() -> None:
    secrets = Secrets(
        cookies=(Cookie(domain="site.test", name="session", value="fake-value-1"),),
        username="fake-value-2",
        password="fake-value-3",
        two_factor="fake-value-4",
        video_password="fake-value-5",
        proxy="http://user:fake-value-6@proxy.test",
    )
    assert "fake-value" not in f"{secrets} {secrets!r} {[secrets]}"
