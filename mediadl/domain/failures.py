"""Why a job failed, as data: the kinds, and the sentence and remedy that go with each."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class FailureKind(StrEnum):
    """The causes that are worth telling apart, because the user can do something different about each."""

    INVALID_LINK = "invalid_link"
    UNSUPPORTED = "unsupported"
    SITE_CHANGED = "site_changed"
    HOST_NOT_FOUND = "host_not_found"
    UNREACHABLE = "unreachable"
    TIMED_OUT = "timed_out"
    NOT_FOUND = "not_found"
    GONE = "gone"
    FORBIDDEN = "forbidden"
    RATE_LIMITED = "rate_limited"
    SERVER_ERROR = "server_error"
    LOGIN_NEEDED = "login_needed"
    BOT_CHECK = "bot_check"
    PRIVATE = "private"
    GEO_BLOCKED = "geo_blocked"
    DRM = "drm"
    NOT_LIVE_YET = "not_live_yet"
    EMPTY_LIST = "empty_list"
    FORMAT_GONE = "format_gone"
    INCOMPLETE = "incomplete"
    FOLDER_UNUSABLE = "folder_unusable"
    UNSAFE_PATH = "unsafe_path"
    NO_SPACE = "no_space"
    FFMPEG_MISSING = "ffmpeg_missing"
    FFMPEG_FAILED = "ffmpeg_failed"
    WORKER_LOST = "worker_lost"
    BUG = "bug"


class Failure(BaseModel):
    """What ended a job: `message` is a sentence for the user, `detail` the original words for the curious."""

    model_config = ConfigDict(frozen=True)

    kind: FailureKind
    message: str
    detail: str = ""
    retry_after_s: float | None = None
    """Seconds that the site asked to be left alone (Retry-After, RFC 9110, 10.2.3); None when it did not."""


# What happened, and what to do about it. `{host}`, `{folder}` and `{subject}` are filled in where they are
# known. One sentence a kind, so that the window, the terminal and the API say the same.
SENTENCES: dict[FailureKind, str] = {
    FailureKind.INVALID_LINK: "“{subject}” is not a link. Paste the whole address, starting with https://.",
    FailureKind.UNSUPPORTED: "Nothing to download was found on this page of {host}. "
    "Open the page of the video itself and copy its link.",
    FailureKind.SITE_CHANGED: "{host} has changed, and this version of MediaDL cannot read its page. "
    "Update MediaDL, or try again later.",
    FailureKind.HOST_NOT_FOUND: "The address of {host} was not found. Check the link and your connection.",
    FailureKind.UNREACHABLE: "{host} does not accept connections right now. Try again later.",
    FailureKind.TIMED_OUT: "{host} did not answer in time. Try again later.",
    FailureKind.NOT_FOUND: "{host} says that this page does not exist (404). Check the link.",
    FailureKind.GONE: "This has been removed from {host}. Look for it on another site.",
    FailureKind.FORBIDDEN: "{host} refuses access (403). "
    "It may need a login, or only work in some countries.",
    FailureKind.RATE_LIMITED: "{host} asks to slow down (429). Wait a few minutes, then retry.",
    FailureKind.SERVER_ERROR: "{host} has a problem of its own right now ({subject}). Try again later.",
    FailureKind.LOGIN_NEEDED: "{host} shows this only to people who are logged in, "
    "and MediaDL cannot log in to sites yet.",
    FailureKind.BOT_CHECK: "{host} wants proof that you are not a robot. "
    "Open it in a browser, then retry later.",
    FailureKind.PRIVATE: "This is private: only the people its owner chose can watch it. "
    "Ask the owner for a public link.",
    FailureKind.GEO_BLOCKED: "{host} does not offer this in your country. Look for it on another site.",
    FailureKind.DRM: "This is protected by DRM and cannot be downloaded. Look for it on another site.",
    FailureKind.NOT_LIVE_YET: "This has not started yet. Add it again when it is live.",
    FailureKind.EMPTY_LIST: "This list has no entries, so there is nothing to download. "
    "Check in a browser what it shows.",
    FailureKind.FORMAT_GONE: "The chosen format is not offered here. Choose another one in Formats.",
    FailureKind.INCOMPLETE: "A part of the media is missing on {host}, so no file was made. "
    "Retry continues where it stopped.",
    FailureKind.FOLDER_UNUSABLE: "The folder “{folder}” is gone or cannot be written to. "
    "Choose another download folder.",
    FailureKind.UNSAFE_PATH: "This file would be unsafe to keep, by its kind or its name, so it was not "
    "written. Look for the media on another site.",
    FailureKind.NO_SPACE: "There is not enough space left in “{folder}”. Free some, then retry: "
    "the download continues where it stopped.",
    FailureKind.FFMPEG_MISSING: "ffmpeg was not found, and it is needed to put this file together. "
    "Install ffmpeg, then retry.",
    FailureKind.FFMPEG_FAILED: "ffmpeg could not put the file together. Try another format.",
    FailureKind.WORKER_LOST: "The download process ended unexpectedly. Retry continues where it stopped.",
    FailureKind.BUG: "Something went wrong inside MediaDL. The details help to report it.",
}


def failure(
    kind: FailureKind, *, detail: str = "", host: str = "", folder: str = "", subject: str = ""
) -> Failure:
    """Build the failure of this kind with its sentence filled in; what is unknown gets a neutral word."""
    message = SENTENCES[kind].format(
        host=host or "the site", folder=folder or "the download folder", subject=subject or "this"
    )
    if not host:
        message = message[0].upper() + message[1:]
    return Failure(kind=kind, message=message, detail=detail)
