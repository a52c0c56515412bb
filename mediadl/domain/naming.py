"""File names that are legal on Linux, Windows and macOS, and stay in place. No file is touched here."""

import re
import unicodedata
from collections.abc import Iterator

MAX_NAME_BYTES = 240
"""Most file systems take 255 bytes a name; the rest is room for a clash number and a sidecar's suffix."""

# Full-width and look-alike characters, as yt-dlp uses them: the name stays readable.
_FORBIDDEN = dict(
    zip(map(ord, '/\\:*?"<>|'), "\u29f8\u29f9\ua789\uff0a\uff1f\uff02\uff1c\uff1e\uff5c", strict=True)
)
_EDGES = ". \u200d"
"""What no name starts or ends with: it would hide it, Windows drops it, or it joins nothing."""
_DEVICES = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?: *\..*)?", re.IGNORECASE
)
_UNSAFE_SUFFIXES = frozenset(
    {"exe", "bat", "cmd", "com", "scr", "pif", "cpl", "dll", "xll", "msi", "msp", "msix", "msc", "reg", "inf"}
    | {"lnk", "url", "scf", "desktop", "webloc", "command", "workflow", "sh", "ps1", "psm1", "vbs", "vbe"}
    | {"js", "jse", "wsf", "wsh", "hta", "html", "htm", "xhtml", "svg", "swf", "chm", "php", "py", "pyw"}
    | {"pl", "rb", "jar", "jnlp", "app", "appimage", "deb", "rpm", "apk", "dmg", "pkg", "iso", "so", "dylib"}
)


def legal_stem(title: str, *, suffix_bytes: int = 0) -> str:
    """Turn a title into a file name without its suffix: one path component, never empty, never a device name.

    `suffix_bytes` is what will be appended and has to fit into the length budget as well.
    """
    return legal_part(title, suffix_bytes=suffix_bytes) or "download"


def legal_part(text: str, *, suffix_bytes: int = 0) -> str:
    """The same for a folder of a path, which may turn out to be empty: then there is none."""
    text = printable(unicodedata.normalize("NFC", text)).translate(_FORBIDDEN)
    text = _cut(re.sub(" +", " ", text).lstrip(_EDGES), MAX_NAME_BYTES - suffix_bytes).rstrip(_EDGES)
    return f"_{text}" if _DEVICES.fullmatch(text) else text


def printable(text: str) -> str:
    """The text of a site as it may be shown: one line, without control and format characters.

    The right-to-left override, which makes “gpj.exe” look like “exe.jpg”, is among those. The joiner stays,
    because emoji are made of it.
    """
    line = re.sub(r"\s+", " ", text)
    return "".join(c for c in line if c == "\u200d" or unicodedata.category(c) not in {"Cc", "Cf", "Cs"})


def numbered(stem: str) -> Iterator[str]:
    """The stem itself, then "stem (2)", "stem (3)"…, each within the length budget."""
    yield stem
    number = 2
    while True:
        tail = f" ({number})"
        yield _cut(stem, MAX_NAME_BYTES - len(tail)).rstrip() + tail
        number += 1


def is_safe_suffix(suffix: str) -> bool:
    """Whether a downloaded file may carry this suffix (without its dot): nothing that a click would run."""
    return bool(re.fullmatch(r"[A-Za-z0-9_-]{1,16}", suffix)) and suffix.lower() not in _UNSAFE_SUFFIXES


def _cut(text: str, max_bytes: int) -> str:
    encoded = text.encode()
    return text if len(encoded) <= max_bytes else encoded[:max_bytes].decode(errors="ignore")
