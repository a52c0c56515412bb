"""The user's settings, as one frozen object with defaults that work."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from mediadl.domain.accounts import KeyringProblem
from mediadl.domain.addresses import check_private_ranges
from mediadl.domain.errors import InvalidTemplate
from mediadl.domain.history_query import Order
from mediadl.domain.layers import Layer
from mediadl.domain.options import MOST_FRAGMENTS, DownloadOptions
from mediadl.domain.presets import Preset
from mediadl.domain.rules import Rule
from mediadl.domain.templates import parse
from mediadl.domain.timetable import Window

MAX_DOWNLOADS_LIMIT = 16
"""The most downloads that may run at once."""
AUTOMATIC_RETRIES_LIMIT = 20
TEMPLATES = frozenset({"video_template", "audio_template", "playlist_template"})
"""The settings that are output templates."""


class Settings(BaseModel):
    """Unknown keys of a newer version are ignored, so that going back to an older one keeps working."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    download_folder: str | None = None
    """Absolute; None means the system's download folder."""
    max_downloads: int = Field(default=3, ge=1, le=MAX_DOWNLOADS_LIMIT)
    """How many downloads run at once."""
    preset: str = "best"
    """Name of the preset that the link field uses."""
    temp_folder: str | None = None
    """Absolute folder for partial files; None puts them beside the download, on the same volume."""
    site_downloads: int = Field(default=2, ge=1, le=MAX_DOWNLOADS_LIMIT)
    """How many downloads run at once from one site."""
    site_pause_s: float = Field(default=0.0, ge=0.0, le=600.0)
    """Least time between the starts of two jobs of one site."""
    concurrent_fragments: int = Field(default=8, ge=1, le=MOST_FRAGMENTS)
    """How many fragments of one stream are fetched at once, where the options do not say."""
    automatic_retries: int = Field(default=5, ge=0, le=AUTOMATIC_RETRIES_LIMIT)
    """How often a passing fault is tried again before the job counts as failed."""
    speed_limit_bps: int | None = Field(default=None, ge=1)
    """Bytes a second that all running downloads share; None is no limit."""
    windows: tuple[Window, ...] = ()
    """When downloads run; none means always."""
    outside_windows: Literal["wait", "slow_down"] = "wait"
    """What holds outside them: nothing starts and what runs is paused, or the other limit."""
    outside_speed_limit_bps: int | None = Field(default=None, ge=1)
    when_done: Literal["nothing", "notify", "quit", "sleep", "shut_down", "run_command"] = "nothing"
    """What happens when the last download has ended."""
    when_done_command: str = ""
    """Program and arguments for `run_command`, split as a shell would, run without one."""
    keep_awake: bool = True
    """Keep the computer from sleeping while something downloads."""
    api_enabled: bool = False
    """Serve the local API while the window is open."""
    api_port: int = Field(default=8787, ge=1024, le=65_535)
    """Where it is served; when that is taken, at one of the next nine."""
    api_metube: bool = False
    """Also take what extensions for MeTube send."""
    api_aria2: bool = False
    """Also take what clients of aria2 send."""
    video_template: str = "{title}"
    """Output template of single videos: their place below the download folder."""
    audio_template: str = "{title}"
    """The same of what has no picture."""
    playlist_template: str = "{title}"
    """The same of entries of lists, with or without a picture."""
    appearance: Literal["system", "light", "dark"] = "system"
    hidden_format_columns: tuple[str, ...] = ()
    """Columns of the table of formats that are not wanted, by name; those that nobody knows are ignored."""
    format_order: str = ""
    """Name of the column by which formats are sorted, after "-" when values fall; empty: the best first."""
    format_widths: tuple[tuple[str, float], ...] = ()
    """Columns of that table that the user drew wider or narrower, each with its width in units of text."""
    hidden_entry_columns: tuple[str, ...] = ()
    """The same of the table of a list's entries."""
    entry_order: str = ""
    """The same; empty: the list's own order."""
    entry_widths: tuple[tuple[str, float], ...] = ()
    """The same of the table of entries."""
    entries_as_tiles: bool = False
    """Whether lists are shown as tiles instead of as a table."""
    history_order: Order = "newest"
    told_keyring_problem: KeyringProblem | None = None
    """Which one the user was told of last; None after the vault was open."""
    defaults: Layer = DownloadOptions()
    """The global layer: what holds where neither preset nor item says something."""
    own_presets: tuple[Preset, ...] = ()
    """The user's presets, beside the built-in ones."""
    rules: tuple[Rule, ...] = ()
    """The first that matches a link counts; see `domain.rules`."""

    vpn_ranges: tuple[str, ...] = ()
    """Private ranges ("198.18.0.0/15") that a VPN gives to sites; they count as the internet."""
    page_link_sites: tuple[str, ...] = ()
    """Sites, as `links.host_of` names them, whose `mediadl:` links are added without asking."""
    allowed_addresses: tuple[tuple[str, str], ...] = ()
    """Ids of API clients, each with a private address that it may have things fetched from."""

    @field_validator("vpn_ranges")
    @classmethod
    def _are_private(cls, ranges: tuple[str, ...]) -> tuple[str, ...]:
        check_private_ranges(ranges)
        return ranges

    @field_validator(*TEMPLATES)
    @classmethod
    def _can_be_read(cls, template: str) -> str:
        try:
            parse(template)
        except InvalidTemplate as error:
            raise ValueError(str(error)) from error
        return template
