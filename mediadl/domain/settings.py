"""The user's settings, as one frozen object with defaults that work."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

MAX_DOWNLOADS_LIMIT = 16
"""The most downloads that may run at once."""


class Settings(BaseModel):
    """Unknown keys of a newer version are ignored, so that going back to an older one keeps working."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    download_folder: str | None = None
    """Absolute; None means the system's download folder."""
    max_downloads: int = Field(default=3, ge=1, le=MAX_DOWNLOADS_LIMIT)
    """How many downloads run at once."""
    preset: str = "best"
    """Name of the preset that the link field uses."""
    appearance: Literal["system", "light", "dark"] = "system"
