"""What the environment says to `mediadl serve`; imported by it alone, because the library takes its time."""

from argparse import ArgumentTypeError
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from mediadl.cli.speed import speed
from mediadl.domain.errors import UserError
from mediadl.domain.settings import AUTOMATIC_RETRIES_LIMIT, MAX_DOWNLOADS_LIMIT

_PREFIX = "MEDIADL_"


def _speed(text: object) -> int | None:
    try:
        return None if text is None else speed(str(text))
    except ArgumentTypeError as error:
        raise ValueError(str(error)) from None


class ServeEnvironment(BaseSettings):
    """One variable a field: MEDIADL_PORT and so on. An empty one counts as not set; there are no secrets."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, env_ignore_empty=True, extra="ignore")

    port: int | None = Field(default=None, ge=1, le=65_535)
    token_file: Path | None = None
    to: Path | None = None
    max_downloads: int | None = Field(default=None, ge=1, le=MAX_DOWNLOADS_LIMIT)
    site_downloads: int | None = Field(default=None, ge=1, le=MAX_DOWNLOADS_LIMIT)
    retries: int | None = Field(default=None, ge=0, le=AUTOMATIC_RETRIES_LIMIT)
    speed_limit: Annotated[int | None, NoDecode, BeforeValidator(_speed)] = None
    """Bytes a second; 0 is none."""
    api_metube: bool | None = None
    api_aria2: bool | None = None

    @property
    def settings(self) -> dict[str, Any]:
        """What of the user's settings is said differently here, by their own names."""
        said = {
            "max_downloads": self.max_downloads,
            "site_downloads": self.site_downloads,
            "automatic_retries": self.retries,
            "api_metube": self.api_metube,
            "api_aria2": self.api_aria2,
        }
        found: dict[str, Any] = {name: value for name, value in said.items() if value is not None}
        return found if self.speed_limit is None else found | {"speed_limit_bps": self.speed_limit or None}


_NUMBER_OF_DOWNLOADS = f"a number from 1 to {MAX_DOWNLOADS_LIMIT}"
_EXPECTED: Mapping[str, str] = MappingProxyType({
    "port": "a port from 1 to 65535",
    "max_downloads": _NUMBER_OF_DOWNLOADS,
    "site_downloads": _NUMBER_OF_DOWNLOADS,
    "retries": f"a number from 0 to {AUTOMATIC_RETRIES_LIMIT}",
    "speed_limit": "bytes a second such as 500K or 2.5M, or 0 for no limit",
    "api_metube": "true or false",
    "api_aria2": "true or false",
})  # fmt: skip


def read_environment() -> ServeEnvironment:
    """Read it.

    Raises:
        UserError: a variable cannot be used; the sentence names it and what it has to be.
    """
    try:
        return ServeEnvironment()
    except ValidationError as error:
        fields = dict.fromkeys(str(one["loc"][0]) for one in error.errors())
        wrong = [f"{_PREFIX}{field.upper()} has to be {_EXPECTED.get(field, 'a path')}" for field in fields]
        raise UserError(f"In the environment {'; '.join(wrong)}.") from None
