"""The table of failures: for each kind its words, sentence, remedies and retry rule. Only data."""

import re
from dataclasses import dataclass

from mediadl.domain.failure_kinds import FailureKind, Remedy, RetryRule

K, R, T = FailureKind, Remedy, RetryRule


@dataclass(frozen=True)
class Row:
    """All that is known of one kind.

    `sentence` says what happened and what to do; `{host}`, `{folder}` and `{subject}` are filled in where
    they are known. `remedies` come with the best one first. `words` are regular expressions for texts of
    yt-dlp, its extractors and ffmpeg that say the cause outright; `codes` for those that only hint at it
    (a status, a socket's error), and are asked when no row's words have matched. Within each the rows are
    asked from the top.
    """

    kind: FailureKind
    sentence: str
    remedies: tuple[Remedy, ...]
    retry: RetryRule = RetryRule.NEVER
    words: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


ROWS = (
    Row(
        K.NO_SPACE,
        "There is not enough space left in “{folder}”. Free some, then retry: "
        "the download continues where it stopped.",
        (R.OPEN_FOLDER, R.RETRY, R.CHOOSE_FOLDER),
        words=(r"No space left on device", r"disk quota exceeded", r"Errno 28\b", r"not enough space on"),
    ),
    Row(
        K.FOLDER_UNUSABLE,
        "The folder “{folder}” is gone or cannot be written to. Choose another download folder.",
        (R.CHOOSE_FOLDER, R.OPEN_FOLDER, R.RETRY, R.COPY_DETAILS),
        words=(r"Unable to rename file", r"unable to open for writing", r"unable to create directory"),
    ),
    Row(
        K.FFMPEG_MISSING,
        "ffmpeg was not found, and it is needed to put this file together. Install ffmpeg, then retry.",
        (R.RETRY, R.CHOOSE_FORMAT, R.COPY_DETAILS),
        words=(r"ffmpeg (?:is )?not (?:installed|found)", r"ffprobe and ffmpeg not found"),
    ),
    Row(
        K.FORMAT_GONE,
        "The chosen format is not offered here. Choose another one in Formats.",
        (R.CHOOSE_FORMAT, R.RETRY, R.OPEN_PAGE),
        T.NEAREST_FORMAT,
        words=(r"Requested format is not available", r"no video formats", r"Invalid format spec"),
    ),
    Row(
        K.DRM,
        "This is protected by DRM and cannot be downloaded. Look for it on another site.",
        (R.OPEN_PAGE,),
        words=(r"\bDRM\b",),
    ),
    Row(
        K.BOT_CHECK,
        "{host} wants proof that you are not a robot. Open it in a browser, then retry later; "
        "with your account there it often does not ask.",
        (R.OPEN_PAGE, R.RETRY, R.ADD_ACCOUNT, R.COPY_DETAILS),
        words=(r"not a bot", r"captcha", r"Cloudflare anti-bot", r"client challenge"),
    ),
    Row(
        K.PRIVATE,
        "This is private: only the people its owner chose can watch it. If you are one of them, add your "
        "account; else ask the owner for a public link.",
        (R.ADD_ACCOUNT, R.OPEN_PAGE, R.RETRY),
        words=(
            r"\bprivate (?:video|playlist|account|subreddit)",
            r"(?:video|this|post|account|VOD) is (?:a )?private",
        ),
    ),
    Row(
        K.VIDEO_PASSWORD,
        "This is protected by a password of its own. Type it, and the download is tried again.",
        (R.TYPE_PASSWORD, R.OPEN_PAGE, R.RETRY),
        words=(
            r"--video-password|video password",
            r"protected by a pass(?:word|code)|pass(?:word|code).protected",
            r"^(?:\[[^]]*\] \S+: )?(?:the )?(?:wrong pass(?:word|code)|(?:incorrect|invalid) passcode)\b",
        ),
    ),
    Row(
        K.TWO_FACTOR,
        "{host} asks for the code of your second factor. Type it, and the download is tried again.",
        (R.TYPE_CODE, R.ADD_ACCOUNT, R.RETRY),
        words=(
            r"two.factor|--twofactor|\b(?:2fa|tfa)\b|digit number shown on app",
            r"(?:verification|auth(?:entication)?|one.time|security) code|\bOTP\b",
        ),
    ),
    Row(
        K.WRONG_LOGIN,
        "{host} did not accept the user name or the password. Correct your account there, then retry.",
        (R.ADD_ACCOUNT, R.OPEN_PAGE, R.RETRY),
        words=(
            r"(?:wrong|incorrect|invalid|bad) (?:user|login|e-?mail|id or pass|cred|password)",
            r"(?:username|password|credentials)\S* (?:(?:is|are|was|were) )?(?:incorrect|wrong|invalid)",
            r"(?:unable to|failed to|could not) log.?in\b|log.?in failed|account password\b",
            r"entered (?:the wrong|your user)",
        ),
    ),
    Row(
        K.LOGIN_NEEDED,
        "{host} shows this only to people who are logged in. Add your account there, "
        "and the download is tried again.",
        (R.ADD_ACCOUNT, R.OPEN_PAGE, R.RETRY),
        words=(
            r"log(?:ged|ging)?[ -]?in(?:to)?\b",
            r"sign(?:ed)? ?in\b",
            r"registered users",
            r"members.only|only available for members|is for members",
            r"cookies(?:-from-browser)? (?:are|is) required|use --cookies",
            r"subscri(?:bers?|ption|bed)\b|premium (?:users|members)",
            r"account credentials|account is needed|account does not have",
            r"purchase (?:is required|the)|age.(?:restricted|verified)",
        ),
        codes=(r"HTTP Error 401",),
    ),
    Row(
        K.GEO_BLOCKED,
        "{host} does not offer this in your country. Look for it on another site.",
        (R.OPEN_PAGE, R.RETRY),
        words=(
            r"not (?:made this video )?available (?:in|from) your",
            r"unavailable in your|blocked in this region|available in [A-Z]\w+ only",
            r"geo.?(?:restrict|block)",
        ),
    ),
    Row(
        K.RATE_LIMITED,
        "{host} asks to slow down (429). Wait a few minutes, then retry.",
        (R.RETRY, R.OPEN_PAGE),
        T.SITE_PAUSE,
        words=(r"HTTP Error 429", r"Too Many Requests", r"rate.?limit", r"reached your play limit"),
    ),
    Row(
        K.NOT_LIVE_YET,
        "This has not started yet. Add it again when it is live.",
        (R.RETRY, R.OPEN_PAGE),
        words=(
            r"will (?:begin|start) (?:in|at)|premieres? in",
            r"not (?:currently|yet) live|is offline",
            r"has not (?:yet )?started|not started yet",
            r"event is scheduled|not available yet|will be available after",
        ),
    ),
    Row(
        K.INCOMPLETE,
        "A part of the media is missing on {host}, so no file was made. Retry continues where it stopped.",
        (R.RETRY, R.CHOOSE_FORMAT, R.COPY_DETAILS),
        T.BACKOFF,
        # The page was there, its media is not.
        words=(r"HTTP Error 4(?:04|10)\b.*Giving up after", r"video data: HTTP Error 4(?:04|10)"),
        codes=(
            r"fragment \d+ not found|Unable to continue|more expected|bytes missing",
            r"content too short|downloaded file is empty|Did not get any data blocks",
            r"write to closed file|Downloaded \d+ bytes, expected \d+",
        ),
    ),
    Row(
        K.GONE,
        "This has been removed from {host}. Look for it on another site.",
        (R.OPEN_PAGE, R.RETRY),
        words=(
            r"has been (?:removed|deleted|terminated)|was deleted",
            r"no longer (?:exists|available)|video (?:is )?unavailable",
            r"(?:likely|link is|stream has) expired|livestream has ended",
        ),
        codes=(r"HTTP Error 410",),
    ),
    Row(
        K.NOT_FOUND,
        "{host} says that this page does not exist (404). Check the link.",
        (R.OPEN_PAGE, R.RETRY),
        codes=(r"HTTP Error 404",),
    ),
    Row(
        K.FORBIDDEN,
        "{host} refuses access (403). It may need a login, or only work in some countries.",
        (R.RETRY, R.ADD_ACCOUNT, R.OPEN_PAGE, R.COPY_DETAILS),
        # A media file's address is often good for some hours only; reading the page again gives a new one.
        T.ONCE,
        codes=(r"HTTP Error 403", r"IP address is (?:blocked|unable)"),
    ),
    Row(
        K.PROXY_LOGIN,
        "The proxy asks for a user name and a password. Add them in Settings → Accounts, then retry.",
        (R.ADD_ACCOUNT, R.RETRY, R.COPY_DETAILS),
        codes=(
            r"HTTP Error 407|\b407 Proxy Auth|proxy authentication required|Tunnel connection failed: 407",
        ),
    ),
    Row(
        K.SERVER_ERROR,
        "{host} has a problem of its own right now ({subject}). Try again later.",
        (R.RETRY, R.OPEN_PAGE),
        T.BACKOFF,
        codes=(r"HTTP Error 5\d\d", r"Service temporarily unavailable"),
    ),
    Row(
        K.NETWORK_DOWN,
        "There is no network connection. Check it; then retry.",
        (R.RETRY,),
        T.NETWORK,
        codes=(
            r"Network is (?:unreachable|down)|Temporary failure in name resolution",
            r"\b(?:WinError )?(?:10050|10051|11002)\b",  # WSAENETDOWN, WSAENETUNREACH, WSATRY_AGAIN
        ),
    ),
    Row(
        K.HOST_NOT_FOUND,
        "The address of {host} was not found. Check the link and your connection.",
        (R.RETRY, R.OPEN_PAGE),
        codes=(
            r"Name or service not known|getaddrinfo|nodename nor servname",
            r"name resolution|Failed to resolve|No address associated",
        ),
    ),
    Row(
        K.TIMED_OUT,
        "{host} did not answer in time. Try again later.",
        (R.RETRY, R.OPEN_PAGE),
        T.BACKOFF,
        codes=(r"timed out|timeout",),
    ),
    Row(
        K.UNREACHABLE,
        "{host} does not accept connections right now. Try again later.",
        (R.RETRY, R.OPEN_PAGE),
        T.BACKOFF,
        codes=(r"refused|unreachable|No route to host|Connection (?:reset|aborted|broken)|Remote end",),
    ),
    Row(
        K.STALLED,
        "Nothing came from {host} any more, so the download was stopped. Retry continues where it stopped.",
        (R.RETRY, R.OPEN_PAGE, R.COPY_DETAILS),
        T.BACKOFF,
    ),
    Row(
        K.UNSUPPORTED,
        "Nothing to download was found on this page of {host}. "
        "Open the page of the video itself and copy its link.",
        (R.OPEN_PAGE, R.COPY_DETAILS),
        codes=(r"Unsupported URL|is not a valid URL",),
    ),
    Row(
        K.FFMPEG_FAILED,
        "ffmpeg could not put the file together. Try another format.",
        (R.CHOOSE_FORMAT, R.RETRY, R.COPY_DETAILS),
        codes=(r"Postprocessing:|Preprocessing:|ffmpeg exited|Conversion failed",),
    ),
    # What follows has no words: a class of error says it, or a part of MediaDL finds it by itself.
    Row(
        K.SITE_CHANGED,
        "{host} has changed, and this version of MediaDL cannot read its page. "
        "Update MediaDL, or try again later.",
        (R.OPEN_PAGE, R.RETRY, R.COPY_DETAILS),
    ),
    Row(
        K.INVALID_LINK,
        "“{subject}” is not a link. Paste the whole address, starting with https://.",
        (R.COPY_DETAILS,),
    ),
    Row(
        K.ADDRESS_REFUSED,
        "“{subject}” is an address of this computer or of nobody, and no connected program may be led there. "
        "What you want from it yourself you can add here in the window.",
        (R.COPY_DETAILS,),
    ),
    Row(
        K.ADDRESS_PRIVATE,
        "“{subject}” is an address in your own network, and a connected program asks for it. "
        "Allow it if you trust that program.",
        (R.RETRY, R.COPY_DETAILS),
        T.APPROVAL,
    ),
    Row(
        K.WINDOW_ONLY,
        "For a connected program this cannot be downloaded: {subject}. Add the link here in the window.",
        (R.OPEN_PAGE, R.COPY_DETAILS),
    ),
    Row(
        K.LOGIN_AT_RISK,
        "This could only be fetched by a program that shows your login to everybody on this computer, "
        "so it was not. Choose another format.",
        (R.CHOOSE_FORMAT, R.OPEN_PAGE, R.RETRY),
    ),
    Row(
        K.BROWSER_UNREADABLE,
        "{subject}. Export its cookies to a file with an extension, and import that instead.",
        (R.ADD_ACCOUNT, R.COPY_DETAILS),
    ),
    Row(
        K.NOTHING_RECORDED,
        "Nothing of the live stream was recorded, so there is no file. Retry records from now on.",
        (R.RETRY, R.OPEN_PAGE),
    ),
    Row(
        K.EMPTY_LIST,
        "This list has no entries, so there is nothing to download. Check in a browser what it shows.",
        (R.OPEN_PAGE, R.RETRY),
    ),
    Row(
        K.ACCOUNT_UNUSABLE,
        "The account that was picked for this cannot be used. Pick another one, or add it again, then retry.",
        (R.ADD_ACCOUNT, R.RETRY),
    ),
    Row(
        K.REQUIREMENT_UNMET,
        "{subject}. Choose another format, or make it a preference.",
        (R.CHOOSE_FORMAT, R.RETRY, R.OPEN_PAGE),
    ),
    Row(
        K.OPTIONS_IMPOSSIBLE,
        "{subject}. Change what is asked for, then retry.",
        (R.CHOOSE_FORMAT, R.RETRY, R.OPEN_PAGE),
    ),
    Row(
        K.NOT_MEDIA,
        "What {host} sent is neither a video nor a sound, so it was not kept. "
        "Open the page in a browser to see what it is.",
        (R.OPEN_PAGE, R.CHOOSE_FORMAT, R.RETRY, R.COPY_DETAILS),
    ),
    Row(
        K.FILE_GONE,
        "“{subject}” was moved, deleted or changed since it was put there, so it was left as it is. "
        "Retry downloads it once more.",
        (R.RETRY, R.OPEN_FOLDER),
    ),
    Row(
        K.PATH_UNUSABLE,
        "The file's place cannot be used. {subject} Change the name in Settings → Naming or the folder, "
        "then retry.",
        (R.CHOOSE_FOLDER, R.RETRY, R.COPY_DETAILS),
    ),
    Row(
        K.UNSAFE_PATH,
        "This file would be unsafe to keep, by its kind or its name, so it was not "
        "written. Look for the media on another site.",
        (R.OPEN_PAGE, R.COPY_DETAILS),
    ),
    Row(
        K.WORKER_LOST,
        "The download process ended unexpectedly. Retry continues where it stopped.",
        (R.RETRY, R.COPY_DETAILS),
        T.ONCE,
    ),
    Row(
        K.BUG,
        "Something went wrong inside MediaDL. The details help to report it.",
        (R.COPY_DETAILS, R.RETRY),
    ),
)

TABLE = {row.kind: row for row in ROWS}

_WORDS = {row.kind: re.compile("|".join(row.words), re.IGNORECASE) for row in ROWS if row.words}
_CODES = {row.kind: re.compile("|".join(row.codes), re.IGNORECASE) for row in ROWS if row.codes}


def kind_of_words(text: str) -> FailureKind | None:
    """The kind that a message of yt-dlp, an extractor or ffmpeg stands for, or None when it tells nothing.

    Addresses and ids should be cut from it first: a name that somebody chose is no cause.
    """
    patterns = (*_WORDS.items(), *_CODES.items())
    return next((kind for kind, pattern in patterns if pattern.search(text)), None)
