"""Logins, as yt-dlp takes them; and an end to everything that it would ask at a terminal or keep on disk."""

import builtins
import getpass
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, quote_plus

import yt_dlp
from yt_dlp.cache import Cache
from yt_dlp.utils import ExtractorError

from mediadl.domain.secrets import Secrets
from mediadl.log import masked

_PLAYERS = ("youtube-", "challenge-solver")
"""How sections of yt-dlp's cache begin that hold programs of pages; in others lie tokens of logins."""
_LEAST_LETTERS = 4
"""A shorter secret is a word of every other sentence."""
_LEAST_OF_COOKIE = 8
"""Most cookies are no secrets, but words such as "true" and "en-US"."""


def login_params(secrets: Secrets) -> dict[str, Any]:
    """yt-dlp's parameters; they are laid over the parsed ones, and never come by a command line."""
    named = {
        "username": secrets.username,
        "password": secrets.password,
        "twofactor": secrets.two_factor,
        "videopassword": secrets.video_password,
        "proxy": secrets.proxy,
    }
    return {name: value for name, value in named.items() if value is not None}


def refuse_questions() -> None:
    """Have everything that yt-dlp would ask at a terminal fail in this process, for good.

    Its standard input is the protocol: an answer would be read out of it, or waited for without end.
    """
    getpass.getpass = _refuse
    builtins.input = _refuse  # type: ignore[assignment]  # it takes more than it has to


def keep_off_disk(ydl: yt_dlp.YoutubeDL) -> None:
    """Have extractors keep in their cache what is of a page, and nothing that they got for a login."""
    ydl.cache = _PublicCache(ydl)


class Concealment:
    """Takes the secrets of one request out of texts, wherever they stand in them."""

    def __init__(self, url: str, secrets: Secrets, values: Callable[[], set[str]]) -> None:
        """`values` gives what is secret besides: those of the cookies, as they are by now."""
        texts = (
            secrets.username,
            secrets.password,
            secrets.two_factor,
            secrets.video_password,
            secrets.proxy,
        )
        self._texts = {text for text in texts if text and len(text) >= _LEAST_LETTERS}
        self._url = url
        self._values = values
        self._forms: dict[str, tuple[str, ...]] = {}

    def __call__(self, text: str) -> str:
        """The text, masked as everywhere, and without these secrets, also where they are quoted for a URL."""
        cookies = (value for value in self._values() if len(value) >= _LEAST_OF_COOKIE)
        # What stands in the link is known, and a site's name may well be in one of its cookies.
        secrets = self._texts.union(value for value in cookies if value not in self._url)
        for secret in sorted(secrets, key=len, reverse=True):
            for form in self._forms.setdefault(secret, ()) or self._spell(secret):
                text = text.replace(form, "•••")
        return masked(text)

    def _spell(self, secret: str) -> tuple[str, ...]:
        forms = {secret, quote(secret), quote(secret, safe=""), quote_plus(secret)}
        self._forms[secret] = tuple(forms)
        return self._forms[secret]


class _PublicCache(Cache):  # type: ignore[misc]  # yt-dlp is untyped
    def store(self, section: str, key: str, data: Any, dtype: str = "json") -> None:
        if section.startswith(_PLAYERS):
            super().store(section, key, data, dtype)


def _refuse(prompt: str = "", *_more: Any, **_named: Any) -> str:
    raise ExtractorError(str(prompt).strip() or "An answer is needed", expected=True)
