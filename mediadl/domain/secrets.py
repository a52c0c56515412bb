"""What a job needs to be let in, on its way from the vault to a worker; never kept, never logged."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from mediadl.domain.cookies import Cookie


class Secrets(BaseModel):
    """Empty fields say nothing; no text that is made of it shows a value."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    cookies: tuple[Cookie, ...] = Field(default=(), repr=False)
    """Only those whose domain belongs to the site of the link."""
    username: str | None = Field(default=None, repr=False)
    password: str | None = Field(default=None, repr=False)
    two_factor: str | None = Field(default=None, repr=False)
    """The code of a second factor, for one attempt."""
    video_password: str | None = Field(default=None, repr=False)
    proxy: str | None = Field(default=None, repr=False)
    """URL of the proxy with its login, instead of the one in the options."""
    account_id: str | None = Field(default=None, exclude=True)
    """Whose cookies and login these are; stays in the engine, as the next one does."""
    account_changed_at: datetime | None = Field(default=None, exclude=True)
    """When that account was given these: what comes back from older ones is of no use to newer ones."""
