"""The names of what can go wrong, of what the user can do about it, and of what the engine does by itself."""

from enum import StrEnum


class FailureKind(StrEnum):
    """The causes that are worth telling apart, because the user can do something different about each."""

    INVALID_LINK = "invalid_link"
    ADDRESS_REFUSED = "address_refused"
    ADDRESS_PRIVATE = "address_private"
    WINDOW_ONLY = "window_only"
    UNSUPPORTED = "unsupported"
    SITE_CHANGED = "site_changed"
    NETWORK_DOWN = "network_down"
    HOST_NOT_FOUND = "host_not_found"
    UNREACHABLE = "unreachable"
    TIMED_OUT = "timed_out"
    STALLED = "stalled"
    NOT_FOUND = "not_found"
    GONE = "gone"
    FORBIDDEN = "forbidden"
    RATE_LIMITED = "rate_limited"
    SERVER_ERROR = "server_error"
    LOGIN_NEEDED = "login_needed"
    VIDEO_PASSWORD = "video_password"  # noqa: S105  # names a kind of failure, and is no secret
    TWO_FACTOR = "two_factor"
    WRONG_LOGIN = "wrong_login"
    LOGIN_AT_RISK = "login_at_risk"
    """Only a program could fetch it whose command line shows its cookies to everybody on this computer."""
    BROWSER_UNREADABLE = "browser_unreadable"
    ACCOUNT_UNUSABLE = "account_unusable"
    PROXY_LOGIN = "proxy_login"
    BOT_CHECK = "bot_check"
    PRIVATE = "private"
    GEO_BLOCKED = "geo_blocked"
    DRM = "drm"
    NOT_LIVE_YET = "not_live_yet"
    NOTHING_RECORDED = "nothing_recorded"
    EMPTY_LIST = "empty_list"
    FORMAT_GONE = "format_gone"
    REQUIREMENT_UNMET = "requirement_unmet"
    OPTIONS_IMPOSSIBLE = "options_impossible"
    INCOMPLETE = "incomplete"
    NOT_MEDIA = "not_media"
    FILE_GONE = "file_gone"
    FOLDER_UNUSABLE = "folder_unusable"
    UNSAFE_PATH = "unsafe_path"
    PATH_UNUSABLE = "path_unusable"
    NO_SPACE = "no_space"
    FFMPEG_MISSING = "ffmpeg_missing"
    FFMPEG_FAILED = "ffmpeg_failed"
    WORKER_LOST = "worker_lost"
    BUG = "bug"


class Remedy(StrEnum):
    """What the window can offer for a failed job; each is one click."""

    RETRY = "retry"
    """`Engine.retry`."""
    CHOOSE_FORMAT = "choose_format"
    """`Engine.choose_again`."""
    CHOOSE_FOLDER = "choose_folder"
    """Pick another download folder, then retry."""
    OPEN_FOLDER = "open_folder"
    """Show the download folder in the system's file browser, to make room or to see what is wrong."""
    OPEN_PAGE = "open_page"
    """Open the link in the browser."""
    COPY_DETAILS = "copy_details"
    ADD_ACCOUNT = "add_account"
    """Add an account for the site, then retry: `Engine.retry_when_added`."""
    TYPE_PASSWORD = "type_password"  # noqa: S105  # names what can be done, and is no secret
    """Type the video's password, then `Engine.retry_with`."""
    TYPE_CODE = "type_code"
    """Type the code of the second factor, then `Engine.retry_with`."""


ACCESS = frozenset(
    {
        FailureKind.LOGIN_NEEDED,
        FailureKind.PRIVATE,
        FailureKind.BOT_CHECK,
        FailureKind.FORBIDDEN,
        FailureKind.TWO_FACTOR,
        FailureKind.WRONG_LOGIN,
        FailureKind.ACCOUNT_UNUSABLE,
    }
)
"""Failures that an account of one's own may mend."""


class RetryRule(StrEnum):
    """What the engine does by itself about a failure; `domain.retry` carries it out."""

    NEVER = "never"
    ONCE = "once"
    """Straight away, one time."""
    BACKOFF = "backoff"
    """After a pause that grows, as often as the settings allow."""
    SITE_PAUSE = "site_pause"
    """The whole site is left alone for a while."""
    NETWORK = "network"
    """When there is a connection again, without counting."""
    APPROVAL = "approval"
    """When the user has said so."""
    NEAREST_FORMAT = "nearest_format"
    """One time, with what comes nearest to the wish instead of the very format that was picked."""
