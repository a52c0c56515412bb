"""Who may watch an entry of a list, in words for people; yt-dlp's own words come from its `_availability`."""

_WORDS = {
    "private": "Private",
    "premium_only": "Premium members only",
    "subscriber_only": "Members only",
    "needs_auth": "Login needed",
    "unlisted": "Unlisted",
    "public": "",
}
_OPEN = frozenset({None, "public", "unlisted"})


def availability_words(availability: str | None) -> str:
    """What stands in the way, or "" for nothing: "subscriber_only" → "Members only"."""
    if availability is None:
        return ""
    return _WORDS.get(availability, availability.replace("_", " ").capitalize())


def is_open(availability: str | None) -> bool:
    """Whether anybody can watch it; what yt-dlp does not say is taken as open."""
    return availability in _OPEN
