"""What a client wishes, as options of the engine. What no client may set has no field here."""

from typing import Any

from mediadl.contract.downloads import DownloadWishes, MediaWishes
from mediadl.domain.clients import ForClient
from mediadl.domain.job import StartMode
from mediadl.domain.option_checks import problems, stopping
from mediadl.domain.options import DownloadOptions
from mediadl.server.call import Call
from mediadl.server.named_accounts import with_account
from mediadl.server.problems import Code, FieldProblem, Problem

_SAME = (
    "custom_format", "video_format", "audio_format", "download_subtitles", "subtitle_format",
    "embed_subtitles", "auto_subtitles", "write_thumbnail", "thumbnail_format", "embed_thumbnail",
    "embed_metadata", "write_info_json", "path_template", "cookies_id",
)  # fmt: skip
"""Fields that the engine knows by the same name."""


async def options_of(call: Call, wishes: MediaWishes) -> DownloadOptions:
    """A layer with what the client has said; an account only if the client may name it.

    Raises:
        Problem: something cannot be had, with a sentence.
    """
    return layer_of(await with_account(call, wishes), call.api.download_folder)


def layer_of(wishes: MediaWishes, folder: str | None = None) -> DownloadOptions:
    """The same, of an account that is known to be the client's, or of none.

    `folder` is where files go when the program was started with one.

    Raises:
        Problem: fields do not go together, each with a sentence.
    """
    said = wishes.model_fields_set
    layer: dict[str, Any] = {name: getattr(wishes, name) for name in _SAME if name in said}
    layer = {name: value for name, value in layer.items() if value is not None}
    if "subtitle_languages" in said:
        layer["subtitle_languages"] = tuple(wishes.subtitle_languages)
    if "quality" in said or wishes.audio_only:
        layer["quality"] = "audio_only" if wishes.audio_only else wishes.quality
    if isinstance(wishes.audio_quality, int):
        layer["audio_quality_kbps"] = wishes.audio_quality
    if headers := _headers(wishes):
        layer["headers"] = headers
    if folder is not None:
        layer["folder"] = folder
    return checked(DownloadOptions(**layer))


def checked(options: DownloadOptions) -> DownloadOptions:
    """The same ones.

    Raises:
        Problem: they do not go together, each with a sentence.
    """
    if wrong := stopping(problems(options)):
        found = tuple(FieldProblem(field=one.field, message=one.sentence) for one in wrong)
        raise Problem(Code.VALIDATION_ERROR, wrong[0].sentence, found)
    return options


def _headers(wishes: MediaWishes) -> tuple[tuple[str, str], ...]:
    """The two that a client may set; any other could carry a login to every host that is asked."""
    said = (("Referer", wishes.referer), ("User-Agent", wishes.user_agent))
    return tuple((name, value) for name, value in said if value is not None)


def start_of(wishes: DownloadWishes) -> StartMode:
    """What the job does once it is known what it is."""
    return StartMode(wishes.start)


def for_client(client_id: str | None, wishes: MediaWishes) -> ForClient:
    """What the job gets because a client asked for it."""
    return ForClient(
        client_id, wishes.webhook_url, wishes.retention_hours, wishes.timeout_sec, wishes.priority
    )
