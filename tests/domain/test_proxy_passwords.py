"""Passwords of proxies that earlier versions saved are found and taken out, and nothing else is changed."""

from mediadl.domain.layers import said_by
from mediadl.domain.options import DownloadOptions
from mediadl.domain.presets import Preset
from mediadl.domain.proxy_passwords import job_without, proxies_with_passwords, settings_without
from mediadl.domain.settings import Settings
from tests.helpers.jobs import a_job

OLD, NOW = "http://me:not-real@proxy:1", "http://me@proxy:1"


def test_they_are_found_each_once_and_taken_out():
    preset = Preset(name="mine", title="Mine", options=DownloadOptions(proxy=OLD))
    settings = Settings(defaults=DownloadOptions(proxy="http://proxy:1"), own_presets=(preset,))
    job = a_job(options=DownloadOptions(proxy=OLD, folder="/x"), asked=DownloadOptions(proxy=OLD))
    assert proxies_with_passwords(settings, [job]) == (OLD,)
    assert said_by(settings_without(settings)["own_presets"][0].options) == {"proxy": NOW}
    assert set(settings_without(settings)) == {"own_presets"}
    assert (job_without(job)["options"].proxy, job_without(job)["options"].folder) == (NOW, "/x")
    assert said_by(job_without(job)["asked"]) == {"proxy": NOW}


def test_nothing_is_changed_where_there_is_none():
    job = a_job(options=DownloadOptions(proxy=NOW))
    assert (proxies_with_passwords(Settings(), [job]), settings_without(Settings()), job_without(job)) == (
        (),
        {},
        {},
    )
