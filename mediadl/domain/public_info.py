"""What a site says of a media, without anything that is secret, so that it can be kept and given away."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_SECRET = frozenset(
    {"cookies", "http_headers", "request_data", "downloader_options", "fragments", "impersonate"}
    | {"extra_param_to_segment_url", "extra_param_to_key_url", "hls_aes", "hls_media_playlist_data"}
    | {"filepath", "filename", "infojson_filename", "requested_downloads", "requested_formats"}
    | {"requested_subtitles", "comments", "player_url", "flash_version", "rtmp_conn"}
)
"""Keys of yt-dlp's info dictionary with the session or places on this computer, or kept elsewhere."""
_PAGES = frozenset(
    {"webpage_url", "original_url", "channel_url", "uploader_url", "creator_url", "artist_url"}
)
_KEYS_OF_SESSIONS = ("token", "sig", "auth", "key", "session", "pass", "secret", "expire", "policy", "hmac")


def public_info(info: Mapping[str, Any]) -> dict[str, Any]:
    """A copy, as far down as it goes: no cookies, no headers, no logins, and no signatures of links.

    The links of pages keep what they need to be opened; those of media are cut at their query.
    """
    return {
        key: _public(key, value)
        for key, value in info.items()
        if key not in _SECRET and not key.startswith("__")
    }


def _public(key: str, value: Any) -> Any:
    match value:
        case Mapping():
            return public_info(value)
        case list() | tuple():
            return [_public(key, one) for one in value]
        case str() if value.startswith(("http://", "https://")) and not any(c.isspace() for c in value):
            return _without_secrets(value, is_page=key in _PAGES)
    return value


def _without_secrets(url: str, *, is_page: bool) -> str:
    try:
        parts = urlsplit(url)
        host = parts.netloc.rpartition("@")[2]
        asked = parse_qsl(parts.query, keep_blank_values=True) if is_page else []
    except ValueError:
        return ""
    kept = [(name, value) for name, value in asked if not _is_secret(name)]
    return urlunsplit((parts.scheme, host, parts.path, urlencode(kept), ""))


def _is_secret(name: str) -> bool:
    return any(word in name.lower() for word in _KEYS_OF_SESSIONS)
