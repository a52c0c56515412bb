"""What a job needs to be let in, on its way from the vault to a worker; never kept, never logged."""

from pydantic import BaseModel, ConfigDict, Field

from mediadl.domain.cookies import Cookie


class Secrets(BaseModel):
    """Empty fields say nothing; no text that is made of it shows a value."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    cookies: tuple[Cookie, ...] = Field(default=(), repr=False)
    """Only those whose domain belongs to the site of the link."""
    username: str | None = Field(default=None, repr=False)
    password: str | None = Field(default=None, repr=False)
    two_factor: str | None = Field(default=None, repr=False)
    """The code of a second factor, for one attempt."""
    video_password: str | None = Field(default=None, repr=False)
    proxy: str | None = Field(default=None, repr=False)
    """URL of the proxy with its login, instead of the one in the options."""
