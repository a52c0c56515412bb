"""Addresses of proxies and the logins in them, RFC 3986, 3.2.1; no proxy is asked here."""

from urllib.parse import quote, unquote, urlsplit, urlunsplit

from mediadl.domain.errors import UserError

NOT_KEPT = (
    "The password of a proxy is not kept among options. Write the address without it, such as "
    "socks5://me@localhost:1080, and add the password in Settings → Accounts."
)


def host_of_proxy(url: str) -> str:
    """The proxy's host in lower case; empty when the address cannot be read."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def login_of_proxy(url: str) -> tuple[str, str]:
    """User name and password that stand in the address; each is empty where there is none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", ""
    return unquote(parts.username or ""), unquote(parts.password or "")


def check_proxy(url: str | None) -> None:
    """Refuse an address that would be saved with a password in it.

    Raises:
        UserError: with what to do instead.
    """
    if url and may_hold_password(url):
        raise UserError(NOT_KEPT)


def may_hold_password(url: str) -> bool:
    """Whether a password stands in the address, also in one that is mistyped.

    Such as "me:pw@host", and "http://me:p#w@host" with a letter that ends the login.
    """
    try:
        place = urlsplit(url).netloc
    except ValueError:
        place = ""
    return bool(login_of_proxy(url)[1]) or url.count("@") > place.count("@")


def without_password(url: str) -> str:
    """The address with the user name alone."""
    username, _password = login_of_proxy(url)
    return _with(url, quote(username, safe=""))


def with_login(url: str, username: str, password: str) -> str:
    """The address with this login."""
    return _with(url, f"{quote(username, safe='')}:{quote(password, safe='')}")


def _with(url: str, login: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{login}@{host}" if login else host))
