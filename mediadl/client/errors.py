"""What a request to the API can end with, besides an answer; each is a sentence fit to show."""

import json
from collections.abc import Mapping
from typing import Any

from mediadl.domain.errors import UserError


class Unreachable(UserError):
    """Nobody answers at the address, or somebody who is not MediaDL, or the answer broke off."""


class PairingEnded(UserError):
    """There will be no token: the user said no, or nobody answered in time."""


class Problem(UserError):
    """MediaDL refused the request, or failed at it (RFC 9457)."""

    def __init__(self, status: int, document: Mapping[str, Any], retry_after_s: float | None = None) -> None:
        self.status = status
        """Of HTTP."""
        self.code = str(document.get("code", ""))
        """Such as JOB_NOT_FOUND; a newer MediaDL may have more of them than this client knows."""
        self.detail = str(document.get("detail", "")) or f"The request was answered with {status}."
        self.request_id = str(document.get("request_id", ""))
        """What MediaDL's audit log calls the request."""
        self.errors = _errors(document.get("errors"))
        """What is wrong with single fields, by their names."""
        self.retry_after_s = retry_after_s
        """When it makes sense to ask again; None where nothing is said."""
        super().__init__(self.detail)


def problem_of(status: int, body: bytes, retry_after: str | None = None) -> Problem:
    """What an answer says that is no success, whatever its body is."""
    try:
        document = json.loads(body)
    except ValueError:
        document = None
    seconds = float(retry_after) if retry_after and retry_after.isdecimal() else None
    return Problem(status, document if isinstance(document, dict) else {}, seconds)


def _errors(found: object) -> dict[str, str]:
    entries = found if isinstance(found, list) else []
    return {
        str(one.get("field", "")): str(one.get("message", "")) for one in entries if isinstance(one, dict)
    }
