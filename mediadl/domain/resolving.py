"""From layers to the options of one download: global, then preset or rule, then what was set for the item."""

from collections.abc import Callable
from dataclasses import dataclass, field

from mediadl.domain.errors import UserError
from mediadl.domain.layers import Layer, layered
from mediadl.domain.options import DownloadOptions
from mediadl.domain.presets import BUILT_IN, Preset, named, problem_of_own, with_own
from mediadl.domain.proxies import check_proxy
from mediadl.domain.rules import Facts, because, first_match, problems
from mediadl.domain.settings import Settings
from mediadl.domain.templates import parse


@dataclass(frozen=True)
class Asked:
    """What was picked by hand for one download; no rule changes it."""

    preset: str | None = None
    """None leaves it to rules, and then to the preset of the settings."""
    options: Layer = field(default_factory=DownloadOptions)


@dataclass(frozen=True)
class Resolved:
    """What comes out."""

    options: DownloadOptions
    preset: Preset
    """The one that `options` come from."""
    rule: str = ""
    """Which rule counts and why, as a sentence; empty when none does."""
    priority: int | None = None
    is_open: bool = False
    """Whether a rule may count once it is known what the link is."""


def all_presets(settings: Settings) -> tuple[Preset, ...]:
    """The built-in presets, then the user's own."""
    return with_own(settings.own_presets)


def find_preset(settings: Settings, name: str) -> Preset:
    """Find a preset by its name.

    Raises:
        UnknownPreset: with the names that exist.
    """
    return named(all_presets(settings), name)


def known_preset(settings: Settings, name: str | None) -> Preset:
    """The preset of this name, or the one for new links when it is gone: it may have been deleted since."""
    by_name = {one.name: one for one in all_presets(settings)}
    return by_name.get(name or settings.preset) or by_name.get(settings.preset) or BUILT_IN[0]


def below_item(settings: Settings, preset: Preset) -> DownloadOptions:
    """What holds where nothing is set for an item: the global options with the preset's over them."""
    return layered(settings.defaults, preset.options)


def resolve(settings: Settings, asked: Asked, facts: Facts) -> Resolved:
    """The options for a link of which this is known. The folder is None where no layer names one."""
    verdict = first_match(settings.rules, facts)
    rule = verdict.rule
    if rule is None:
        preset = known_preset(settings, asked.preset)
        options = layered(below_item(settings, preset), asked.options)
        return Resolved(options, preset, is_open=verdict.is_open)
    preset = known_preset(settings, asked.preset or rule.preset)
    said = {"folder": rule.folder, "cookies_id": rule.cookies}
    of_rule = DownloadOptions(**{name: value for name, value in said.items() if value})
    options = layered(below_item(settings, preset), of_rule, asked.options)
    return Resolved(options, preset, because(rule), rule.priority)


def sharing(settings: Settings, asked: Asked) -> Callable[[Facts], Resolved]:
    """`resolve` for the many entries of a list: what comes out alike is one object."""
    known: dict[Resolved, Resolved] = {}

    def shared(facts: Facts) -> Resolved:
        found = resolve(settings, asked, facts)
        return known.setdefault(found, found)

    return shared


def check(settings: Settings) -> None:
    """Raise `UserError` with a sentence when presets or rules cannot be used as they are."""
    if sentence := problem_of_own(settings.own_presets):
        raise UserError(sentence)
    for layer in (settings.defaults, *(one.options for one in settings.own_presets)):
        if layer.path_template is not None:
            parse(layer.path_template)
        check_proxy(layer.proxy)
    for rule in settings.rules:
        for sentence in problems(rule).values():
            raise UserError(f"Rule “{rule.display_name}”: {sentence}")
