"""Settings that name accounts, after one of them got another name; pure."""

from typing import Any

from mediadl.domain.layers import saying
from mediadl.domain.options import DownloadOptions
from mediadl.domain.settings import Settings


def renamed(settings: Settings, before: str, now: str) -> dict[str, Any]:
    """The settings that have to change so that rules, presets and defaults go on with the same account."""

    def is_meant(name: str | None) -> bool:
        return name is not None and name.casefold() == before.casefold()

    def layer(options: DownloadOptions) -> DownloadOptions:
        return saying(options, "cookies_id", now) if is_meant(options.cookies_id) else options

    changes: dict[str, Any] = {
        "rules": tuple(
            rule.model_copy(update={"cookies": now}) if is_meant(rule.cookies) else rule
            for rule in settings.rules
        ),
        "own_presets": tuple(
            one.model_copy(update={"options": layer(one.options)}) for one in settings.own_presets
        ),
        "defaults": layer(settings.defaults),
    }
    return {name: value for name, value in changes.items() if value != getattr(settings, name)}
