"""Gives jobs the options that layers and rules say, when they are made and when more is known of them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from mediadl.domain.account_names import without_accounts
from mediadl.domain.choice import EntryKey
from mediadl.domain.job import Job
from mediadl.domain.layers import layered
from mediadl.domain.media import Entry, Media, Playlist
from mediadl.domain.options import DownloadOptions
from mediadl.domain.proxies import check_proxy
from mediadl.domain.resolving import Asked, Resolved, find_preset, resolve, sharing
from mediadl.domain.rules import Facts, facts_of
from mediadl.domain.settings import Settings
from mediadl.domain.templates import parse

Fields = dict[str, Any]
"""Values for fields of a `Job`."""


class Resolution:
    """`settings` and `folder` are asked each time; `folder` is where files go when no layer says."""

    def __init__(self, settings: Callable[[], Settings], folder: Callable[[], Path]) -> None:
        self._settings = settings
        self._folder = folder

    def of_link(self, url: str, asked: Asked, client_id: str | None = None) -> Fields:
        """What a new job of this link gets; `client_id` is whose it is.

        Raises:
            UnknownPreset: a preset was asked for that is not there.
        """
        settings = self._settings_for(client_id)
        if asked.preset is not None:
            find_preset(settings, asked.preset)
        found = resolve(settings, asked, Facts(url))
        return _fields(found, self.placed(found.options), asked)

    def of_list(self, listing: Job, asked: Asked) -> Fields:
        """What a list's own job gets, once this was picked for its entries."""
        found = resolve(self._settings_for(listing.client_id), asked, Facts(listing.url))
        chosen = found.options if asked.preset else _over(listing.options, asked.options)
        return {"options": self._beside(listing, chosen), "preset": asked.preset, "asked": asked.options}

    def of_entries(
        self, listing: Job, asked: Asked, own: dict[EntryKey, DownloadOptions]
    ) -> Callable[[EntryKey, Entry], Fields]:
        """A function that says what the job of an entry gets; `own` are options of single entries.

        Where neither a preset was picked nor a rule counts, it is what the list was added with.
        """
        shared = sharing(self._settings_for(listing.client_id), asked)
        placed: dict[Resolved, DownloadOptions] = {}

        def of_entry(key: EntryKey, entry: Entry) -> Fields:
            found = shared(Facts(entry.url, True, None, entry.uploader, entry.title, entry.duration_s))
            if found not in placed:
                is_picked = found.rule or asked.preset
                chosen = found.options if is_picked else _over(listing.options, asked.options)
                placed[found] = self._beside(listing, chosen)
            fields = _fields(found, placed[found], asked)
            if mine := own.get(key):
                fields["options"] = self.placed(_over(placed[found], mine))
                fields["asked"] = layered(asked.options, mine)
            return fields

        return of_entry

    def now_known(self, job: Job, found: Media | Playlist) -> Fields:
        """The changes of a job that rules may still count for, now that this was found behind its link."""
        if not job.rules_open:
            return {}
        asked = Asked(job.preset, job.asked)
        facts = facts_of(job.url, found, is_entry=job.batch_id is not None)
        resolved = resolve(self._settings_for(job.client_id), asked, facts)
        if not resolved.rule:
            return {"rules_open": False}
        options = self._beside(job, resolved.options)
        changes = _fields(resolved, options, asked)
        if job.priority or resolved.priority is None:
            del changes["priority"]
        return {**changes, "delivery": None}

    def placed(self, options: DownloadOptions) -> DownloadOptions:
        """Pin the folders, so that a later change of the settings does not separate a job from its files.

        Raises:
            InvalidTemplate: the name cannot be used; nothing has begun.
            UserError: a password stands in the address of the proxy.
        """
        if options.path_template is not None:
            parse(options.path_template)
        check_proxy(options.proxy)
        folder = options.folder or str(self._folder())
        temp = options.temp_folder or self._settings().temp_folder or folder
        return options.model_copy(update={"folder": folder, "temp_folder": temp})

    def _settings_for(self, client_id: str | None) -> Settings:
        """Rules, presets and defaults lend the user's accounts to the user's own jobs alone."""
        settings = self._settings()
        return settings if client_id is None else without_accounts(settings)

    def _beside(self, job: Job, options: DownloadOptions) -> DownloadOptions:
        """Placed where another job's files go, unless the options say otherwise."""
        if options.folder is None:
            options = options.model_copy(
                update={
                    "folder": job.options.folder,
                    "temp_folder": options.temp_folder or job.options.temp_folder,
                }
            )
        return self.placed(options)


def _over(base: DownloadOptions, layer: DownloadOptions) -> DownloadOptions:
    """The layer over options whose folders are pinned; partial files that lay beside go along."""
    return layered(base.placed_in(layer.folder) if layer.folder else base, layer)


def _fields(found: Resolved, options: DownloadOptions, asked: Asked) -> Fields:
    return {
        "options": options,
        "preset": asked.preset,
        "asked": asked.options,
        "rule": found.rule,
        "rules_open": found.is_open,
        "priority": found.priority or 0,
    }
