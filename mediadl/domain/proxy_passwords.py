"""Finds passwords of proxies that an earlier version kept among options, and takes them out; pure."""

from collections.abc import Iterable
from typing import Any

from mediadl.domain.job import Job
from mediadl.domain.options import DownloadOptions
from mediadl.domain.proxies import login_of_proxy, without_password
from mediadl.domain.settings import Settings


def proxies_with_passwords(settings: Settings, jobs: Iterable[Job]) -> tuple[str, ...]:
    """Their addresses, each once, with name and password."""
    layers = [settings.defaults, *(one.options for one in settings.own_presets)]
    layers += [options for job in jobs for options in (job.options, job.asked)]
    found = dict.fromkeys(layer.proxy for layer in layers if layer.proxy)
    return tuple(url for url in found if all(login_of_proxy(url)))


def settings_without(settings: Settings) -> dict[str, Any]:
    """The settings that have to change for none to be there."""
    presets = tuple(
        one.model_copy(update={"options": _stripped(one.options)}) for one in settings.own_presets
    )
    changes: dict[str, Any] = {"defaults": _stripped(settings.defaults), "own_presets": presets}
    return {name: value for name, value in changes.items() if value != getattr(settings, name)}


def job_without(job: Job) -> dict[str, Any]:
    """The changes of a job for none to be in its options; {} when there is none."""
    changes = {"options": _stripped(job.options), "asked": _stripped(job.asked)}
    return {name: value for name, value in changes.items() if value != getattr(job, name)}


def _stripped(options: DownloadOptions) -> DownloadOptions:
    if not options.proxy:
        return options
    return options.model_copy(update={"proxy": without_password(options.proxy)})
