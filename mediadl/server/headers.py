"""The headers of every answer, whatever it is; routes add to them and cannot leave one out."""

from collections.abc import Mapping
from types import MappingProxyType

CSP = "default-src 'none'; frame-ancestors 'none'"
SAFE: Mapping[str, str] = MappingProxyType({
    "Server": "MediaDL",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Content-Security-Policy": CSP,
})  # fmt: skip
_READABLE = (
    "X-Request-ID, Retry-After, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, "
    "Content-Disposition"
)


def readable_by(origin: str | None) -> dict[str, str]:
    """What lets an extension read the answer; nothing for everybody else."""
    if origin is None:
        return {}
    return {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Expose-Headers": _READABLE,
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Vary": "Origin",
    }


def of_preflight(origin: str) -> dict[str, str]:
    """What an extension may send; always the same."""
    return {
        **readable_by(origin),
        "Access-Control-Allow-Methods": "GET, POST, DELETE",
        "Access-Control-Allow-Headers": "authorization, content-type, last-event-id, range, x-api-key",
        "Access-Control-Max-Age": "600",
    }
