"""Cookies as plain data; neither how files of them read nor where they are kept."""

from pydantic import BaseModel, ConfigDict, Field


class Cookie(BaseModel):
    """One cookie, as RFC 6265 has it; its value appears in no text that is made of it."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    domain: str
    """Lower case, as ASCII (IDNA), without a leading dot."""
    include_subdomains: bool = False
    """False: for this very host alone."""
    path: str = "/"
    secure: bool = False
    http_only: bool = False
    expires_at: int | None = None
    """Seconds since 1970, UTC; None ends with the session."""
    name: str
    value: str = Field(repr=False)

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes two cookies the same one (RFC 6265, 5.3): domain, path and name."""
        return self.domain, self.path, self.name
