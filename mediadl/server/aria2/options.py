"""aria2's options of a download: the few that count are read, all others left out. Nothing is added here."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from mediadl.domain.naming import legal_part
from mediadl.domain.options import DownloadOptions
from mediadl.server.wishes import checked

_SUFFIX = re.compile(r"(?<=.)\.[A-Za-z0-9]{1,5}$")
_COUNTING = ("referer", "user-agent")


@dataclass(frozen=True)
class Given:
    """What a client has said that counts."""

    name: str = ""
    """How the file may be called, without its suffix; empty leaves it to the site."""
    headers: tuple[tuple[str, str], ...] = ()
    cookies: str = field(default="", repr=False)
    """The value of a header `Cookie`."""

    def layer(self, folder: str | None, cookies_id: str | None) -> DownloadOptions:
        """As the engine takes it. `folder` is where the program was told to put files of its clients.

        Raises:
            Problem: a header cannot be sent.
        """
        said: dict[str, Any] = {"folder": folder, "cookies_id": cookies_id, "headers": self.headers}
        said["path_template"] = _literal(self.name)
        return checked(DownloadOptions(**{name: value for name, value in said.items() if value}))


def read(options: Mapping[str, Any], link: str) -> Given:
    """What counts of the options that came with a link; what is of the wrong kind does not."""
    sent = dict(_headers(options.get("header")))
    for name in _COUNTING:
        if isinstance(value := options.get(name), str) and value:
            sent[name] = value
    if sent.get("referer") == "*":  # aria2's word for the link itself
        sent["referer"] = link
    out = options.get("out")
    return Given(
        name=_name(out) if isinstance(out, str) else "",
        headers=tuple((name.title(), sent[name]) for name in _COUNTING if name in sent),
        cookies=sent.get("cookie", ""),
    )


def _headers(lines: Any) -> list[tuple[str, str]]:
    """Names in lower case and values of headers, sent as one string or as a list of them."""
    one_each = [lines] if isinstance(lines, str) else lines if isinstance(lines, list) else []
    pairs = (line.partition(":") for line in one_each if isinstance(line, str))
    return [(name.strip().lower(), value.strip()) for name, _colon, value in pairs if value.strip()]


def _name(out: str) -> str:
    """A file's name without folders and suffix; what the file is called in the end goes by what it is."""
    last = PurePosixPath(out.replace("\\", "/")).name
    return legal_part(_SUFFIX.sub("", last))


def _literal(name: str) -> str:
    """A template that gives this very name."""
    plain = f"_{name[1:]}" if name.startswith("~") else name
    return re.sub(r"[{}%]", lambda match: match[0] * 2, plain)
