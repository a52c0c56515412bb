"""What the program tells of itself, and pairing."""

from typing import Literal

from pydantic import Field, field_validator

from mediadl.contract.plain import Sent, Told
from mediadl.domain.naming import printable

Health = Literal["ok", "degraded", "down"]


class HealthCheck(Told):
    """One part of the program."""

    status: Health
    message: str
    latency_ms: float


class HealthResponse(Told):
    """Whether downloads can be expected to work."""

    status: Health
    version: str
    uptime: float
    """Seconds."""
    checks: dict[Literal["queue", "storage", "engine", "ffmpeg", "keyring"], HealthCheck]


class ReadyResponse(Told):
    """It takes downloads."""

    ready: Literal[True] = True


class VersionResponse(Told):
    """Which program this is."""

    name: Literal["MediaDL"] = "MediaDL"
    version: str
    engine: Literal["yt-dlp"] = "yt-dlp"
    engine_version: str
    """Empty before the first download."""
    api: Literal["v1"] = "v1"


PairScope = Literal["submit", "read", "control", "probe", "cookies", "metrics"]


class PairRequest(Sent):
    """A program wants a token."""

    name: str = Field(min_length=1, max_length=60)
    scopes: list[PairScope] = Field(min_length=1, max_length=6)

    @field_validator("name")
    @classmethod
    def _shown(cls, name: str) -> str:
        shown = printable(name).strip()
        if not shown:
            raise ValueError("A name has letters in it.")
        return shown


class PairResponse(Told):
    """It waits for the user, who compares the code."""

    pair_id: str
    secret: str
    code: str
    expires_in: float
    """Seconds."""


class PollRequest(Sent):
    """How does it stand?"""

    pair_id: str = Field(max_length=100)
    secret: str = Field(max_length=100)


class PollResponse(Told):
    """The token is told once."""

    status: Literal["pending", "approved", "denied", "expired"]
    token: str | None = None
