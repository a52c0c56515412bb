"""What the API says when it refuses or fails (RFC 9457): codes, their status, and the body with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar, Self

from pydantic import BaseModel, Field, ValidationError

from mediadl.domain import errors


class Code(StrEnum):
    """What went wrong, for programs."""

    MALFORMED = "MALFORMED"
    UNAUTHORIZED = "UNAUTHORIZED"
    FORBIDDEN = "FORBIDDEN"
    FORBIDDEN_ORIGIN = "FORBIDDEN_ORIGIN"
    PAIRING_CLOSED = "PAIRING_CLOSED"
    DISABLED = "DISABLED"
    NOT_FOUND = "NOT_FOUND"
    JOB_NOT_FOUND = "JOB_NOT_FOUND"
    BATCH_NOT_FOUND = "BATCH_NOT_FOUND"
    COOKIES_NOT_FOUND = "COOKIES_NOT_FOUND"
    FILE_NOT_FOUND = "FILE_NOT_FOUND"
    METHOD_NOT_ALLOWED = "METHOD_NOT_ALLOWED"
    TIMEOUT = "TIMEOUT"
    CONFLICT = "CONFLICT"
    TOO_LARGE = "TOO_LARGE"
    URL_TOO_LONG = "URL_TOO_LONG"
    UNSUPPORTED_MEDIA_TYPE = "UNSUPPORTED_MEDIA_TYPE"
    RANGE_NOT_SATISFIABLE = "RANGE_NOT_SATISFIABLE"
    MISDIRECTED = "MISDIRECTED"
    VALIDATION_ERROR = "VALIDATION_ERROR"
    DOWNLOAD_FAILED = "DOWNLOAD_FAILED"
    METADATA_EXTRACTION_FAILED = "METADATA_EXTRACTION_FAILED"
    RATE_LIMITED = "RATE_LIMITED"
    INTERNAL_SERVER_ERROR = "INTERNAL_SERVER_ERROR"
    NOT_READY = "NOT_READY"
    STORAGE_ERROR = "STORAGE_ERROR"


_TABLE: Mapping[Code, tuple[int, str]] = MappingProxyType({
    Code.MALFORMED: (400, "The request cannot be read"),
    Code.UNAUTHORIZED: (401, "A valid token is needed"),
    Code.FORBIDDEN: (403, "Not allowed for this token"),
    Code.FORBIDDEN_ORIGIN: (403, "Not allowed from there"),
    Code.PAIRING_CLOSED: (403, "Nobody is waiting for a new client"),
    Code.DISABLED: (403, "Switched off"),
    Code.NOT_FOUND: (404, "There is nothing here"),
    Code.JOB_NOT_FOUND: (404, "There is no such download"),
    Code.BATCH_NOT_FOUND: (404, "There is no such batch"),
    Code.COOKIES_NOT_FOUND: (404, "There are no such cookies"),
    Code.FILE_NOT_FOUND: (404, "There is no file"),
    Code.METHOD_NOT_ALLOWED: (405, "Another method is needed"),
    Code.TIMEOUT: (408, "The request took too long to arrive"),
    Code.CONFLICT: (409, "Not possible in this state"),
    Code.TOO_LARGE: (413, "The request is too large"),
    Code.URL_TOO_LONG: (414, "The address is too long"),
    Code.UNSUPPORTED_MEDIA_TYPE: (415, "The body is of the wrong kind"),
    Code.RANGE_NOT_SATISFIABLE: (416, "The file has no such part"),
    Code.MISDIRECTED: (421, "This is not the host that was asked for"),
    Code.VALIDATION_ERROR: (422, "The request cannot be used"),
    Code.DOWNLOAD_FAILED: (422, "The download failed"),
    Code.METADATA_EXTRACTION_FAILED: (422, "The link could not be read"),
    Code.RATE_LIMITED: (429, "Too many requests"),
    Code.INTERNAL_SERVER_ERROR: (500, "Something went wrong inside"),
    Code.NOT_READY: (503, "Not ready"),
    Code.STORAGE_ERROR: (507, "It could not be saved"),
})  # fmt: skip

_UPSTREAM: Mapping[Code, int] = MappingProxyType({Code.METADATA_EXTRACTION_FAILED: 502})
"""The status where the site is at fault rather than the request."""


class FieldProblem(BaseModel):
    """What is wrong with one field."""

    field: str
    """Its name, with dots where it lies in another one; empty for the body as a whole."""
    message: str


class ProblemDocument(BaseModel):
    """The body of every answer that is no success, `application/problem+json`."""

    type: str = Field(examples=["urn:mediadl:problem:job-not-found"])
    title: str
    status: int
    detail: str
    instance: str = Field(examples=["urn:uuid:5f0c9d2e-0000-4000-8000-000000000000"])
    code: Code
    request_id: str
    errors: list[FieldProblem] = []


@dataclass
class Problem(Exception):
    """Ends a request with this code; `detail` is a sentence fit to show, and names nothing internal."""

    code: Code
    detail: str
    errors: tuple[FieldProblem, ...] = ()
    retry_after_s: float | None = None
    is_upstream: bool = False
    """Whether the site is at fault, and the same request may work later."""

    @property
    def status(self) -> int:
        """The status of its answer."""
        return _UPSTREAM.get(self.code, status_of(self.code)) if self.is_upstream else status_of(self.code)

    def document(self, request_id: str) -> ProblemDocument:
        """The body of its answer."""
        return ProblemDocument(
            type=f"urn:mediadl:problem:{self.code.lower().replace('_', '-')}",
            title=_TABLE[self.code][1],
            status=self.status,
            detail=self.detail,
            instance=f"urn:uuid:{request_id}",
            code=self.code,
            request_id=request_id,
            errors=list(self.errors),
        )


class OwnRefusal(BaseModel):
    """A refusal as another program would tell it, for routes that stand in for that program's."""

    kind: ClassVar[str] = "application/json"
    """Content type of what such a route says, be it a refusal or not."""

    @classmethod
    def of(cls, problem: Problem) -> Self:
        """The body; the status stays that of the problem."""
        raise NotImplementedError


def status_of(code: Code) -> int:
    """The status that goes with a code."""
    return _TABLE[code][0]


def statuses_of(code: Code) -> tuple[int, ...]:
    """All that can go with a code."""
    return (status_of(code), *([_UPSTREAM[code]] if code in _UPSTREAM else []))


def title_of(code: Code) -> str:
    """The same few words for every problem of this code."""
    return _TABLE[code][1]


_OF_ERRORS: tuple[tuple[type[errors.UserError], Code, str], ...] = (
    (errors.UnknownJob, Code.JOB_NOT_FOUND, "There is no download with this id."),
    (errors.UnknownAccount, Code.COOKIES_NOT_FOUND, "There are no cookies with this id."),
    (errors.NotAllowed, Code.CONFLICT, ""),
    (errors.StoreUnusable, Code.STORAGE_ERROR, "The queue cannot be saved now. MediaDL's window says why."),
    (errors.FolderUnusable, Code.STORAGE_ERROR, "The folder cannot be used. MediaDL's window says why."),
)
"""Where no sentence stands the error's own is told: it names nothing but what the client has sent itself."""


def problem_of(error: errors.UserError) -> Problem:
    """What the engine refused, as the API tells it."""
    for kind, code, sentence in _OF_ERRORS:
        if isinstance(error, kind):
            return Problem(code, sentence or str(error))
    return Problem(Code.VALIDATION_ERROR, str(error))


def invalid(error: ValidationError) -> Problem:
    """What is wrong with the fields of a body or a query, each with its name."""
    found = tuple(
        _field_problem(tuple(map(str, one["loc"])), one["type"], one["msg"]) for one in error.errors()
    )
    names = ", ".join(dict.fromkeys(one.field for one in found if one.field))
    detail = f"Check these fields: {names}." if names else "The body is not what is expected here."
    return Problem(Code.VALIDATION_ERROR, detail, found)


def _field_problem(place: tuple[str, ...], kind: str, message: str) -> FieldProblem:
    known = {"extra_forbidden": "There is no such field.", "missing": "This field is needed."}
    text = known.get(kind, message.removeprefix("Value error, "))
    return FieldProblem(field=".".join(place), message=text)
