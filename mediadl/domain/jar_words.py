"""What a jar of cookies is, in words for whoever is about to add it: never a value."""

from collections.abc import Sequence
from datetime import UTC, datetime

from mediadl.domain.account_words import ahead, count_words
from mediadl.domain.cookies import Cookie
from mediadl.domain.sealed_account import name_for

_FAR = 253_402_300_799
"""The last second that `datetime` knows; sites set dates beyond it."""


def jar_words(cookies: Sequence[Cookie], now: datetime) -> str:
    """As in "14 cookies for example.org; the last one expires in 3 months."; `now` is aware."""
    words = f"{count_words(len(cookies))} for {name_for(cookies)}"
    ends = [cookie.expires_at for cookie in cookies if cookie.expires_at is not None]
    if not ends:
        return f"{words}."
    if max(ends) <= now.timestamp():
        return f"{words}. They have expired: export fresh ones."
    latest = min(max(ends), _FAR)
    return f"{words}; the last one expires {ahead(datetime.fromtimestamp(latest, UTC), now)}."
