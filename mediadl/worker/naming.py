"""Where the files of one job go: values from yt-dlp's info, the place, and the folder for it."""

import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mediadl import wire
from mediadl.domain.errors import InvalidTemplate
from mediadl.domain.failures import FailureKind
from mediadl.domain.file_place import FilePlace, limits_of, place_of
from mediadl.domain.name_values import duration_field, list_values
from mediadl.domain.naming import printable
from mediadl.domain.template_fields import FIELDS, Value, Values, safe_title
from mediadl.domain.templates import parse
from mediadl.worker.found import title_of
from mediadl.worker.problem import DownloadProblem

Info = Mapping[str, Any]


def values_from(request: wire.Download, info: Info, suffix: str) -> Values:
    """The fields of one media."""
    title = title_of(info)
    values: dict[str, Value] = {name: _value(info.get(name)) for name in FIELDS}
    values["channel"] = values["channel"] or values["uploader"]
    values["uploader"] = values["uploader"] or values["channel"]
    duration = info.get("duration")
    if isinstance(duration, int | float):
        values["duration_string"] = duration_field(duration)
    return {
        **values,
        **list_values(request.in_list, request.batch_id),
        "title": title,
        "safe_title": safe_title(title),
        "ext": suffix,
        "epoch": round(datetime.now(UTC).timestamp()),
    }


def place_for(request: wire.Download, info: Info, suffix: str) -> FilePlace:
    """Where the file goes below the download folder.

    Raises:
        DownloadProblem: the template cannot be used for it.
    """
    try:
        template = parse(request.options.path_template or request.template)
        values = values_from(request, info, suffix)
        return place_of(template, values, request.folder, suffix, limits_of(sys.platform))
    except InvalidTemplate as error:
        raise DownloadProblem(FailureKind.PATH_UNUSABLE, subject=str(error)) from error


def check_folder(root: Path, place: FilePlace) -> Path:
    """The folder of the place, which need not exist; nothing is made.

    Raises:
        DownloadProblem: a link leads out of the download folder, or a file has the name of a folder.
    """
    folder = root
    for name in place.folders:
        folder = folder / name
        if not folder.resolve().is_relative_to(root.resolve()):
            said = f"“{folder}” is a link that leads out of the download folder."
            raise DownloadProblem(FailureKind.PATH_UNUSABLE, subject=said)
        if folder.exists() and not folder.is_dir():
            raise DownloadProblem(FailureKind.PATH_UNUSABLE, subject=f"“{folder}” is a file, not a folder.")
    return folder


def make_folder(root: Path, place: FilePlace) -> Path:
    """The folder of the place, made where it is missing.

    Raises:
        DownloadProblem: as `check_folder`.
        OSError: it cannot be made.
    """
    folder = check_folder(root, place)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _value(value: Any) -> Value:
    match value:
        case bool():
            return None
        case str():
            return printable(value) or None
        case int() | float():
            return value
        case [*several] if several and all(isinstance(one, str) for one in several):
            return printable(", ".join(several)) or None
    return None
