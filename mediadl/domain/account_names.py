"""Settings that name accounts: after one of them got another name, and as clients get them; pure."""

from collections.abc import Callable
from typing import Any

from mediadl.domain.layers import saying, silent_on
from mediadl.domain.options import DownloadOptions
from mediadl.domain.settings import Settings


def renamed(settings: Settings, before: str, now: str) -> dict[str, Any]:
    """The settings that have to change so that rules, presets and defaults go on with the same account."""

    def is_meant(name: str | None) -> bool:
        return name is not None and name.casefold() == before.casefold()

    def layer(options: DownloadOptions) -> DownloadOptions:
        return saying(options, "cookies_id", now) if is_meant(options.cookies_id) else options

    changes = _named_anew(settings, lambda name: now if is_meant(name) else name, layer)
    return {name: value for name, value in changes.items() if value != getattr(settings, name)}


def without_accounts(settings: Settings) -> Settings:
    """The settings for what a client asks for: none lends it an account of the user."""
    changes = _named_anew(settings, lambda _name: None, lambda options: silent_on(options, "cookies_id"))
    return settings.model_copy(update=changes)


def _named_anew(
    settings: Settings,
    name: Callable[[str | None], str | None],
    layer: Callable[[DownloadOptions], DownloadOptions],
) -> dict[str, Any]:
    return {
        "rules": tuple(rule.model_copy(update={"cookies": name(rule.cookies)}) for rule in settings.rules),
        "own_presets": tuple(
            one.model_copy(update={"options": layer(one.options)}) for one in settings.own_presets
        ),
        "defaults": layer(settings.defaults),
    }
