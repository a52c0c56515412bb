"""Whatever names an account follows its new name, and nothing else changes."""

from mediadl.domain.account_names import renamed, without_accounts
from mediadl.domain.layers import said_by
from mediadl.domain.options import DownloadOptions
from mediadl.domain.presets import Preset
from mediadl.domain.rules import Rule
from mediadl.domain.settings import Settings


def test_rules_presets_and_defaults_follow():
    preset = Preset(name="mine", title="Mine", options=DownloadOptions(cookies_id="Work", quality="480p"))
    other = Rule(site="b.org", cookies="Home")
    settings = Settings(rules=(Rule(site="a.org", cookies="work"), other), own_presets=(preset,))
    changes = renamed(settings, "Work", "Office")
    assert [rule.cookies for rule in changes["rules"]] == ["Office", "Home"]
    assert said_by(changes["own_presets"][0].options) == {"cookies_id": "Office", "quality": "480p"}
    assert set(changes) == {"rules", "own_presets"}


def test_nothing_changes_where_nobody_names_it():
    assert renamed(Settings(defaults=DownloadOptions(cookies_id="Home")), "Work", "Office") == {}


def test_clients_get_the_settings_without_accounts_and_with_all_else():
    options = DownloadOptions(cookies_id="Work", quality="480p")
    preset = Preset(name="mine", title="Mine", options=options)
    settings = Settings(
        rules=(Rule(site="a.org", cookies="Work", folder="/a"),), own_presets=(preset,), defaults=options
    )
    found = without_accounts(settings)
    assert (found.rules[0].cookies, found.rules[0].folder) == (None, "/a")
    assert said_by(found.own_presets[0].options) == {"quality": "480p"}
    assert said_by(found.defaults) == {"quality": "480p"}
