"""Browsers' profiles as they lie on a disk of Linux, read by yt-dlp's reader in a real worker."""

import hashlib
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from Cryptodome.Cipher import AES
from Cryptodome.Util.Padding import pad
from yt_dlp.utils import DownloadError

from mediadl import wire
from mediadl.domain.cookies import Cookie
from mediadl.domain.failures import FailureKind
from mediadl.worker import browser_cookies
from mediadl.worker.browser_cookies import _reason, _sealed
from tests.helpers.workers import Answer, WorkerChild

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="where profiles lie on Linux")
LATER = 2_000_000_000
SINCE_1601_US = (LATER + 11_644_473_600) * 1_000_000


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """What XDG_CONFIG_HOME is for the worker."""
    return tmp_path / "config"


@pytest.fixture
def reader(tmp_path: Path, config: Path) -> Iterator[WorkerChild]:
    """A worker in a home of its own, with no bus on which it could ask for a key."""
    own = {
        "HOME": str(tmp_path / "home"),
        "XDG_CONFIG_HOME": str(config),
        "DBUS_SESSION_BUS_ADDRESS": "disabled:",
    }
    with WorkerChild({**own, "XDG_CURRENT_DESKTOP": ""}) as child:
        child.hello()
        yield child


def a_firefox(folder: Path, name: str, *rows: tuple[Any, ...], version: int = 16) -> Path:
    """A profile whose rows are (host, name, value, path, expiry in ms, secure, origin attributes)."""
    profile = folder / "mozilla" / "firefox" / name
    profile.mkdir(parents=True)
    database = sqlite3.connect(profile / "cookies.sqlite")
    database.execute(
        "CREATE TABLE moz_cookies (host TEXT, name TEXT, value TEXT, path TEXT, expiry INTEGER,"
        " isSecure INTEGER, originAttributes TEXT)"
    )
    database.executemany("INSERT INTO moz_cookies VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    database.execute(f"PRAGMA user_version = {version}")
    database.commit()
    database.close()
    return profile


def a_chromium(folder: Path, *rows: tuple[str, str, str, bytes], browser: str = "chromium") -> Path:
    """A default profile whose rows are (host, name, plain value, encrypted value)."""
    profile = folder / browser / "Default"
    profile.mkdir(parents=True)
    database = sqlite3.connect(profile / "Cookies")
    database.execute("CREATE TABLE meta (key TEXT, value TEXT)")
    database.execute("INSERT INTO meta VALUES ('version', '24')")
    database.execute(
        "CREATE TABLE cookies (host_key TEXT, name TEXT, value TEXT, encrypted_value BLOB, path TEXT,"
        " expires_utc INTEGER, is_secure INTEGER)"
    )
    full = [(*row, "/", SINCE_1601_US, 1) for row in rows]
    database.executemany("INSERT INTO cookies VALUES (?, ?, ?, ?, ?, ?, ?)", full)
    database.commit()
    database.close()
    return profile


def sealed(value: str, version: bytes = b"v10", password: bytes = b"peanuts") -> bytes:
    """A value as Chromium writes it on Linux (os_crypt_linux.cc), with the hash of its host before it."""
    key = hashlib.pbkdf2_hmac("sha1", password, b"saltysalt", 1, 16)
    return version + AES.new(key, AES.MODE_CBC, b" " * 16).encrypt(pad(bytes(32) + value.encode(), 16))


def read(reader: WorkerChild, browser: str, profile: str = "") -> Answer:
    return reader.ask(wire.ReadBrowser(browser=browser, profile=profile))


def found(answer: Answer) -> tuple[Cookie, ...]:
    assert answer.finished
    (told,) = answer.of(wire.BrowserRead)
    return told.cookies


def refused(answer: Answer) -> str:
    assert answer.failed.failure.kind is FailureKind.BROWSER_UNREADABLE
    assert "xport its cookies" in answer.failed.failure.message
    return answer.failed.failure.message


SID = Cookie(
    domain="site.test", include_subdomains=True, secure=True, expires_at=LATER, name="sid", value="fake-1"
)


def test_a_firefox(reader: WorkerChild, config: Path):
    row = (".site.test", "sid", "fake-1", "/", LATER * 1000, 1, "")
    other = ("Bücher.test", "own", "fake-2", "/x", LATER * 1000, 0, "")
    broken = ("site.test", "bad", "fake\n3", "/", LATER * 1000, 0, "")
    inside = (".site.test", "sid", "fake-of-a-container", "/", LATER * 1000, 1, "^userContextId=2")
    a_firefox(config, "abc.default", row, other, broken, inside)
    first, second = found(read(reader, "firefox"))
    assert first == SID
    assert (second.domain, second.path, second.include_subdomains) == ("xn--bcher-kva.test", "/x", False)


def test_a_firefox_of_another_version_and_profile(reader: WorkerChild, config: Path):
    row = (".site.test", "sid", "fake-1", "/", LATER, 1, "")
    profile = a_firefox(config, "old.work", row, version=12)
    assert found(read(reader, "firefox", "old.work")) == (SID,)
    assert found(read(reader, "Firefox", str(profile))) == (SID,)
    assert "no profile “home”" in refused(read(reader, "firefox", "home"))
    assert "containers" in refused(read(reader, "firefox", "::Work"))


def test_a_chromium(reader: WorkerChild, config: Path):
    a_chromium(
        config,
        (".site.test", "sid", "", sealed("fake-1")),
        (".site.test", "plain", "fake-2", b""),
        (".site.test", "empty", "", sealed("fake-3", b"v11", b"")),
    )
    cookies = found(read(reader, "chromium"))
    assert cookies[0] == SID
    assert {cookie.value for cookie in cookies} >= {"fake-1", "fake-2"}
    assert all(cookie.expires_at == LATER for cookie in cookies)


def test_what_cannot_be_decrypted_is_left_out_and_said(reader: WorkerChild, config: Path):
    unknown = (".site.test", "sid", "", b"v20" + bytes(48))
    a_chromium(config, unknown, (".site.test", "plain", "fake-2", b""))
    a_chromium(config, unknown, browser="vivaldi")
    answer = read(reader, "chromium")
    assert [cookie.name for cookie in found(answer)] == ["plain"]
    assert any(
        "1 cookies of Chromium could not be decrypted" in line.message for line in answer.of(wire.Logged)
    )
    assert "could not be decrypted" in refused(read(reader, "vivaldi"))


def test_what_is_not_there(reader: WorkerChild, config: Path):
    a_chromium(config, (".site.test", "plain", "fake-2", b""))
    assert "Opera was not found" in refused(read(reader, "opera"))
    assert "Firefox was not found" in refused(read(reader, "firefox"))
    assert "no profile “Profile 9”" in refused(read(reader, "chromium", "Profile 9"))
    assert "“lynx” is no browser" in refused(read(reader, "lynx"))
    assert "macOS" in refused(read(reader, "safari"))


def test_what_is_damaged(reader: WorkerChild, config: Path):
    profile = a_firefox(config, "abc.default")
    (profile / "cookies.sqlite").write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    assert "damaged" in refused(read(reader, "firefox"))


@pytest.mark.parametrize(
    ("error", "word"),
    [
        (sqlite3.OperationalError("database is locked"), "close it"),
        (PermissionError(13, "Permission denied"), "close it"),
        (DownloadError("Could not copy Chrome cookie database. See …"), "close it"),
        (DownloadError("Failed to decrypt with DPAPI. See …"), "seals"),
        (KeyError("x"), "cannot be read"),
    ],
)
def test_what_else_goes_wrong_on_other_systems_has_its_words(
    error: Exception, word: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(browser_cookies.sys, "platform", "win32")
    assert word in _reason(error, "Chrome", "chrome", "")
    assert "Windows" in _sealed("Chrome", "chrome")
