"""Layers become the options of one download."""

import pytest

from mediadl.domain.errors import UnknownPreset, UserError
from mediadl.domain.layers import said_by
from mediadl.domain.options import DownloadOptions
from mediadl.domain.presets import BUILT_IN, Preset
from mediadl.domain.resolving import Asked, all_presets, check, find_preset, known_preset, resolve, sharing
from mediadl.domain.rules import Facts, Rule
from mediadl.domain.settings import Settings

FACTS = Facts("https://videos.example/1")
OWN = Preset(name="own", title="Own", options=DownloadOptions(quality="480p", embed_subtitles=True))
SETTINGS = Settings(
    preset="720p",
    own_presets=(OWN,),
    defaults=DownloadOptions(embed_subtitles=False, write_thumbnail=True),
)


def _with(*rules: Rule) -> Settings:
    return SETTINGS.model_copy(update={"rules": rules})


def test_item_lies_over_preset_over_global() -> None:
    asked = Asked("own", DownloadOptions(quality="360p"))
    options = resolve(SETTINGS, asked, FACTS).options
    assert said_by(options) == {"embed_subtitles": True, "write_thumbnail": True, "quality": "360p"}


def test_without_a_picked_preset_the_settings_say_which() -> None:
    assert resolve(SETTINGS, Asked(), FACTS).options.quality == "720p"


def test_a_rule_takes_the_place_of_the_settings_preset() -> None:
    rule = Rule(name="Own", site="videos.example", preset="own", folder="/music", priority=1)
    found = resolve(_with(rule), Asked(), FACTS)
    assert (found.options.quality, found.options.folder, found.priority) == ("480p", "/music", 1)
    assert found.rule == "Rule “Own” counts here: the site is videos.example."


def test_a_rule_never_changes_what_was_picked() -> None:
    rule = Rule(preset="own", folder="/music")
    asked = Asked("360p", DownloadOptions(folder="/here", embed_subtitles=False))
    options = resolve(_with(rule), asked, FACTS).options
    assert (options.quality, options.folder, options.embed_subtitles) == ("360p", "/here", False)


def test_a_rule_that_needs_to_know_more_is_left_open() -> None:
    settings = _with(Rule(title="rain", preset="own"))
    assert resolve(settings, Asked(), FACTS).is_open
    known = resolve(settings, Asked(), Facts(FACTS.url, title="Rain"))
    assert (known.options.quality, known.is_open) == ("480p", False)


def test_a_preset_that_is_gone_gives_way_to_the_one_of_the_settings() -> None:
    assert known_preset(SETTINGS, "deleted").name == "720p"
    assert known_preset(Settings(preset="deleted"), None) is BUILT_IN[0]
    assert resolve(_with(Rule(preset="deleted")), Asked(), FACTS).preset.name == "720p"


def test_presets_are_found_among_all() -> None:
    assert all_presets(SETTINGS) == (*BUILT_IN, OWN)
    assert find_preset(SETTINGS, "own") is OWN
    with pytest.raises(UnknownPreset, match="own"):
        find_preset(SETTINGS, "huge")


def test_what_comes_out_alike_is_one_object() -> None:
    shared = sharing(_with(Rule(title="rain", preset="own")), Asked())
    first, second = (shared(Facts(FACTS.url + text, title=text)) for text in ("rain", "more rain"))
    assert first is second
    assert shared(Facts(FACTS.url, title="snow")) is not first


def test_settings_that_cannot_be_used_are_said() -> None:
    check(SETTINGS)
    with pytest.raises(UserError, match="two presets"):
        check(Settings(own_presets=(OWN, OWN)))
    with pytest.raises(UserError, match="Rule “Odd”: This is no regular expression"):
        check(Settings(rules=(Rule(name="Odd", title="(", title_is_regex=True, preset="best"),)))
