"""The settings of one `mediadl get`: the window's, and what was typed over them. Nothing is saved here."""

from typing import Any

from mediadl.cli.arguments import GetArguments
from mediadl.domain.settings import TEMPLATES, Settings

_TAKEN = frozenset({
    "download_folder", "max_downloads", "site_downloads", "site_pause_s", "concurrent_fragments",
    "automatic_retries", "speed_limit_bps", "outside_windows", "outside_speed_limit_bps",
    "defaults", "own_presets", "rules", *TEMPLATES,
})  # fmt: skip


def from_window(saved: Settings) -> dict[str, Any]:
    """What of the window's settings holds in the terminal too.

    A command that was typed now does not wait until the night; hours in which the window would only be
    slower make it slower as well.
    """
    taken = saved.model_dump(include=set(_TAKEN))
    taken["windows"] = saved.windows if saved.outside_windows == "slow_down" else ()
    return taken


def from_line(arguments: GetArguments) -> dict[str, Any]:
    """What was typed: a number of downloads holds for one site too, a speed limit at every hour."""
    typed: dict[str, Any] = {}
    if arguments.jobs is not None:
        typed.update(max_downloads=arguments.jobs, site_downloads=arguments.jobs)
    if arguments.limit_rate is not None:
        typed.update(speed_limit_bps=arguments.limit_rate or None, windows=())
    if arguments.retries is not None:
        typed["automatic_retries"] = arguments.retries
    return typed
