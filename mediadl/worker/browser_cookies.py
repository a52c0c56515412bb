"""Reads the cookies of a browser on this computer with yt-dlp's own reader; nothing is kept here."""

import re
import sys
from typing import Any

from yt_dlp.cookies import CHROMIUM_BASED_BROWSERS, SUPPORTED_BROWSERS, extract_cookies_from_browser
from yt_dlp.utils import YoutubeDLError

from mediadl import wire
from mediadl.domain.cookies import Cookie
from mediadl.domain.failures import FailureKind
from mediadl.log import masked
from mediadl.worker.cookies import from_yt_dlp
from mediadl.worker.problem import DownloadProblem

_NAMES = {"edge": "Microsoft Edge", "whale": "Naver Whale"}
_LOCKED = "{name} keeps its cookies to itself while it runs; close it, then try again"
_DAMAGED = "The cookies of {name} are damaged, or of a version that is not known yet"
_REASONS: tuple[tuple[type[Exception], str, str], ...] = (
    (FileNotFoundError, "containers.json", "The profile of {name} has no containers"),
    (ValueError, "container", "{name} has no container of this name"),
    (FileNotFoundError, "", "{name} was not found on this computer, or has no cookies yet"),
    (ValueError, "platform", "The cookies of {name} can be read on macOS only"),
    (PermissionError, "", _LOCKED),
    (YoutubeDLError, "copy", _LOCKED),
)
_UNDECRYPTED = re.compile(r"\((\d+) could not be decrypted\)")


def read_browser(request: wire.ReadBrowser, log: Any) -> tuple[Cookie, ...]:
    """The cookies of a profile; `log` is told of those that could not be decrypted beside others.

    A profile of Firefox may have "::" and the name of a container behind it; without one the cookies of all
    containers stay where they are, which are of other accounts.

    Raises:
        DownloadProblem: they cannot be read; its sentence says why.
    """
    browser = request.browser.strip().lower()
    name = _NAMES.get(browser, browser.capitalize())
    if browser not in SUPPORTED_BROWSERS:
        raise _problem(f"“{request.browser}” is no browser whose cookies can be read", "unknown browser")
    profile, _, container = request.profile.partition("::")
    listener = _Listener()
    try:
        jar = extract_cookies_from_browser(
            browser,
            profile or None,
            listener,
            container=(container or "none") if browser == "firefox" else None,
        )
    except Exception as error:
        raise _problem(_reason(error, name, browser, profile), str(error)) from error
    cookies = from_yt_dlp(jar)
    if listener.undecrypted and not cookies:
        raise _problem(_sealed(name, browser), f"{listener.undecrypted} could not be decrypted")
    if listener.undecrypted:
        told = f"{listener.undecrypted} cookies of {name} could not be decrypted and were left out."
        log.warning(told)
    return cookies


def _reason(error: Exception, name: str, browser: str, profile: str) -> str:
    """Why the reader gave up, in the user's words, without a full stop."""
    text = str(error)
    if isinstance(error, YoutubeDLError) and "DPAPI" in text:
        return _sealed(name, browser)
    if isinstance(error, PermissionError) and sys.platform == "darwin":
        return f"The system does not let MediaDL read {name}: allow Full Disk Access in its settings"
    found = (sentence for kinds, word, sentence in _REASONS if isinstance(error, kinds) and word in text)
    if type(error).__module__ == "sqlite3":  # which is imported by the store alone
        known = _LOCKED if "locked" in text else _DAMAGED
    elif isinstance(error, FileNotFoundError) and profile and "containers.json" not in text:
        known = "{name} has no profile “{profile}” with cookies"
    else:
        known = next(found, "The cookies of {name} cannot be read")
    return known.format(name=name, profile=profile)


def _sealed(name: str, browser: str) -> str:
    if sys.platform == "win32" and browser in CHROMIUM_BASED_BROWSERS:
        return f"{name} seals its cookies on Windows so that no other program can read them"
    return f"The cookies of {name} could not be decrypted: its key in the keyring was not found"


def _problem(sentence: str, detail: str) -> DownloadProblem:
    return DownloadProblem(FailureKind.BROWSER_UNREADABLE, masked(detail), subject=sentence)


class _Listener:
    """yt-dlp's logger for the reader, of which nothing goes on: it says where the browser's files are."""

    def __init__(self) -> None:
        self.undecrypted = 0

    def debug(self, message: str) -> None:
        """Nothing in it is of use."""

    def info(self, message: str) -> None:
        """At its end it tells how many could not be decrypted."""
        if found := _UNDECRYPTED.search(message):
            self.undecrypted = int(found[1])

    def warning(self, message: str, only_once: bool = False) -> None:
        """What matters of it stands in the last info as well."""

    def error(self, message: str) -> None:
        """An exception comes with it."""
