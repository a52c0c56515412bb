"""The protocol between engine and worker: one JSON object a line, a request on stdin, messages on stdout."""

import json
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from mediadl.domain.addresses import Exceptions
from mediadl.domain.cookies import Cookie
from mediadl.domain.failures import Failure
from mediadl.domain.job import Part
from mediadl.domain.media import Entry, Format, ListPlace, Media, Playlist
from mediadl.domain.option_checks import Problem
from mediadl.domain.options import DownloadOptions
from mediadl.domain.progress import Progress, Stage
from mediadl.domain.secrets import Secrets
from mediadl.domain.steps import StepName, StepReport

MAX_LINE_BYTES = 16 * 1024 * 1024
"""A media with thousands of formats stays far below this; a longer line is a broken worker."""


class _Line(BaseModel):
    # An error tells what is wrong and where, and nothing of the line: it may hold cookies and passwords.
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Probe(_Line):
    """Look at a link. Answered by `Probed`, for a list `EntryFound`…, and `Finished` or `Failed`."""

    cmd: Literal["probe"] = "probe"
    url: str
    options: DownloadOptions = DownloadOptions()
    part: Part = "video"
    """What is meant by a link that names a video and a list; with "ask" the answer only says so."""
    secrets: Secrets = Secrets()
    """What lets it in; also of the next three kinds of request."""
    guarded: bool = False
    """A client asked for it: no connection is made but to the internet, and to the exceptions; the same."""
    exceptions: Exceptions = Exceptions()


class Download(_Line):
    """Take a link all the way. As `Probe`, and for one media then `StageChanged` and `ProgressMade`."""

    cmd: Literal["download"] = "download"
    url: str
    options: DownloadOptions = DownloadOptions()
    folder: str
    """Absolute; the finished file goes here."""
    temp_folder: str
    """Absolute, on the same volume, of this job alone; kept between attempts, removed on success."""
    fixed_title: str | None = None
    part: Part = "video"
    """As in `Probe`."""
    secrets: Secrets = Secrets()
    guarded: bool = False
    exceptions: Exceptions = Exceptions()
    start_fraction: float = 0.0
    """What the bar showed when the job last stopped."""
    template: str = "{title}"
    """Output template for the file's place below the folder; the options' own one wins."""
    in_list: ListPlace | None = None
    """Where the media stood in the list that it was taken from."""
    batch_id: str | None = None
    bytes_per_s: float | None = Field(default=None, gt=0)
    """Its share of the speed limit from the first byte on, until `SetRate` changes it; None is no limit."""


class Redo(_Line):
    """Do some steps again on a delivered file. Answered by `StepReported`… and `Finished` or `Failed`."""

    cmd: Literal["redo"] = "redo"
    url: str
    options: DownloadOptions = DownloadOptions()
    files: tuple[str, ...]
    """Absolute paths as they were delivered, the media file first."""
    steps: tuple[StepName, ...]
    temp_folder: str
    """Absolute, of this job alone; removed at the end."""
    secrets: Secrets = Secrets()
    guarded: bool = False
    exceptions: Exceptions = Exceptions()
    bytes_per_s: float | None = Field(default=None, gt=0)
    """As in `Download`."""


class Peek(_Line):
    """See how the subtitles of a media begin. Answered by `Peeked`, and by `Finished` or `Failed`."""

    cmd: Literal["peek"] = "peek"
    url: str
    options: DownloadOptions = DownloadOptions()
    key: str
    """The site's own key of the track, as in `SubtitleTrack`."""
    is_automatic: bool = False
    secrets: Secrets = Secrets()
    guarded: bool = False
    exceptions: Exceptions = Exceptions()


class Check(_Line):
    """Look for mistakes in options without any link. Answered by `OptionsChecked` and `Finished`."""

    cmd: Literal["check"] = "check"
    url: Literal[""] = ""
    options: DownloadOptions
    formats: tuple[Format, ...] = ()
    """What a media offers, from worst to best: then it is also said what the selector takes of them."""


class ReadBrowser(_Line):
    """Read the cookies that a browser on this computer has. Answered by `BrowserRead`, or by `Failed`."""

    cmd: Literal["read_browser"] = "read_browser"
    url: Literal[""] = ""
    browser: str
    """As yt-dlp names them: "firefox", "chrome", …"""
    profile: str = ""
    """Name or path of the profile; empty is the one last used."""


class SetRate(_Line):
    """From now on read at most so many bytes a second, over all streams. Not answered."""

    cmd: Literal["set_rate"] = "set_rate"
    bytes_per_s: float | None = Field(default=None, gt=0)
    """None is no limit."""


class StopLive(_Line):
    """End the recording that runs and keep what is there. Not answered: the download then finishes."""

    cmd: Literal["stop_live"] = "stop_live"


class SetNumber(_Line):
    """The answer to `NumberWanted`. Not answered."""

    cmd: Literal["set_number"] = "set_number"
    season: int
    number: int


OfLink = Probe | Download | Redo | Peek
"""What goes to a site, under guard when a client asked for it."""
Work = OfLink | Check | ReadBrowser
"""What is answered, one after the other."""
Control = SetRate | StopLive | SetNumber
"""What holds at once, whatever is being worked on."""
Request = Annotated[
    Probe | Download | Redo | Peek | Check | ReadBrowser | SetRate | StopLive | SetNumber,
    Field(discriminator="cmd"),
]


class Hello(_Line):
    """First line of every worker, once yt-dlp is imported."""

    type: Literal["hello"] = "hello"
    version: str
    engine_version: str
    pid: int


class Probed(_Line):
    """What the link is."""

    type: Literal["probed"] = "probed"
    found: Annotated[Media | Playlist, Field(discriminator="kind")]


class Peeked(_Line):
    """How the subtitles begin: a few lines of plain text, each with its time."""

    type: Literal["peeked"] = "peeked"
    text: str


class OptionsChecked(_Line):
    """What is wrong with options; nothing when there are no problems."""

    type: Literal["options_checked"] = "options_checked"
    problems: tuple[Problem, ...] = ()
    chosen_ids: tuple[str, ...] = ()
    """Ids of the formats that were handed in and that the selector takes."""


class EntryFound(_Line):
    """The next entries of a list, in its order."""

    type: Literal["entry"] = "entry"
    entries: tuple[Entry, ...]


class ProgressMade(_Line):
    """At most five a second."""

    type: Literal["progress"] = "progress"
    progress: Progress


class StageChanged(_Line):
    """A new stage has begun; `detail` names the step ("Merger")."""

    type: Literal["stage"] = "stage"
    stage: Stage
    detail: str = ""


class StepReported(_Line):
    """A step after the download has begun or ended."""

    type: Literal["step"] = "step"
    report: StepReport


class NumberWanted(_Line):
    """An episode of a media library needs its number. Answered by `SetNumber`."""

    type: Literal["number_wanted"] = "number_wanted"
    show: str
    media: str
    season: int
    first: int
    """The first number that it may have."""
    own: int | None = None
    """That of its file, when there is one."""
    taken: tuple[int, ...] = ()
    """Those of other files in the season's folder."""


class CookiesChanged(_Line):
    """The site has set, renewed or deleted cookies that came with the request; sent before its last line."""

    type: Literal["cookies_changed"] = "cookies_changed"
    set: tuple[Cookie, ...] = Field(default=(), repr=False)
    """New ones, and those with another value or date than they came with."""
    deleted: tuple[tuple[str, str, str], ...] = ()
    """Keys (`Cookie.key`) of those that are gone."""


class BrowserRead(_Line):
    """All cookies of a browser's profile, before `Finished`."""

    type: Literal["browser_read"] = "browser_read"
    cookies: tuple[Cookie, ...] = Field(default=(), repr=False)


class Logged(_Line):
    """A line of yt-dlp's own output, secrets masked."""

    type: Literal["log"] = "log"
    level: Literal["debug", "info", "warning", "error"]
    message: str


class Finished(_Line):
    """Last line of a request that went well; a probe has no files."""

    type: Literal["finished"] = "finished"
    names_both: bool = False
    """Nothing was done: the link names a video and a list, and the request says to ask which one is meant."""
    files: tuple[str, ...] = ()
    """Absolute paths, the media file first."""
    size_bytes: int = 0
    delivery: str | None = None
    differences: tuple[str, ...] = ()
    """In what the file is not what was asked for, a sentence each."""


class Failed(_Line):
    """Last line of a request that did not."""

    type: Literal["failed"] = "failed"
    failure: Failure


Message = Annotated[
    Hello
    | Probed
    | Peeked
    | OptionsChecked
    | EntryFound
    | ProgressMade
    | StageChanged
    | StepReported
    | NumberWanted
    | CookiesChanged
    | BrowserRead
    | Logged
    | Finished
    | Failed,
    Field(discriminator="type"),
]


class Fork(_Line):
    """Asks the fork server for a worker, whose stdin, stdout and stderr travel beside this. See `Forked`."""

    cmd: Literal["fork"] = "fork"
    cwd: str


class Warm(_Line):
    """The fork server says once that its workers have nothing left to warm up."""

    type: Literal["warm"] = "warm"


class Forked(_Line):
    """A worker is there, leader of its own session; a pidfd of it travels beside this."""

    type: Literal["forked"] = "forked"
    pid: int
    """0 when the system refused, and nothing travels beside this."""


ForkNews = Annotated[Warm | Forked, Field(discriminator="type")]
Line = Request | Message | Fork | ForkNews

_QUIET = ConfigDict(hide_input_in_errors=True)
_FORK_NEWS: TypeAdapter[ForkNews] = TypeAdapter(ForkNews, config=_QUIET)
_MESSAGE: TypeAdapter[Message] = TypeAdapter(Message, config=_QUIET)
_REQUEST: TypeAdapter[Request] = TypeAdapter(Request, config=_QUIET)


def encode(line: Line) -> bytes:
    """One line with its newline; None is left out, so it has to be the default of what may be None."""
    try:
        return line.model_dump_json(exclude_none=True).encode() + b"\n"
    except PydanticSerializationError:
        # Half a surrogate pair, as some sites have in their JSON, is no UTF-8; it becomes a question mark.
        text = json.dumps(line.model_dump(exclude_none=True), ensure_ascii=False)
        return text.encode(errors="replace") + b"\n"


def decode_message(line: bytes) -> Message:
    """Read a worker's line.

    Raises:
        pydantic.ValidationError: it is no message of this protocol.
    """
    return _MESSAGE.validate_json(line)


def decode_request(line: bytes) -> Work | Control:
    """Read the engine's line.

    Raises:
        pydantic.ValidationError: it is no request of this protocol.
    """
    return _REQUEST.validate_json(line)


def decode_fork(line: bytes) -> Fork:
    """Read what the engine asks the fork server.

    Raises:
        pydantic.ValidationError: it is no order of this protocol.
    """
    return Fork.model_validate_json(line)


def decode_fork_news(line: bytes) -> Warm | Forked:
    """Read what the fork server says.

    Raises:
        pydantic.ValidationError: it is no news of this protocol.
    """
    return _FORK_NEWS.validate_json(line)


def what_is_wrong(error: ValueError) -> str:
    """Why a line cannot be read, without a word of what stands in it."""
    if not isinstance(error, ValidationError):
        return "unreadable line"
    found = error.errors(include_url=False, include_context=False, include_input=False)
    places = (f"{one['type']} at {'.'.join(map(str, one['loc'])) or 'the line'}" for one in found)
    return f"unreadable line: {', '.join(places)}"
